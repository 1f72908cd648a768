"""What a thank-you note must do: thank, name what was said, and keep the tie when there is interest."""

from collections.abc import Iterator

from app.checks.hits import Hit
from app.checks.subject import Subject


def missing(subject: Subject) -> Iterator[Hit]:
    """Yield one hit when a thank-you note has no thanks in any words."""
    if not subject.has_cue("thanks") and not _signs_with_thanks(subject):
        yield Hit("thanks.missing", subject.pointer())


def _signs_with_thanks(subject: Subject) -> bool:
    return any(word.startswith("thank") for document in subject.documents for word in document.tokens.words)


def nothing_specific(subject: Subject) -> Iterator[Hit]:
    """Yield one hit when a thank-you note names nothing that was said."""
    if subject.letter() and not subject.has_cue("what-was-said"):
        yield Hit("thanks.nothing-specific", subject.pointer())


def no_stay_in_touch(subject: Subject) -> Iterator[Hit]:
    """Yield one hit when an interested writer does not say so, or does not ask for the best way."""
    if not subject.context.interested:
        return
    says, asks = subject.has_cue("stay-in-touch"), subject.has_cue("best-way")
    if not (says and asks):
        yield Hit("thanks.no-stay-in-touch", subject.pointer(), variant="ask" if says else "")

"""What a thank-you note must do: thank, name what was said, and keep the tie when there is interest."""

from collections.abc import Iterator

from app.checks.hits import Hit
from app.checks.message_rules.specific import RULE as FORM_RULE
from app.checks.subject import Subject
from app.checks.telling import is_telling, is_thing, said, vocabulary

RULE = "thanks.nothing-specific"
_ENOUGH = 2


def missing(subject: Subject) -> Iterator[Hit]:
    """Yield one hit when a thank-you note has no thanks in any words."""
    if not subject.has_cue("thanks") and not _signs_with_thanks(subject):
        yield Hit("thanks.missing", subject.pointer())


def _signs_with_thanks(subject: Subject) -> bool:
    return any(word.startswith("thank") for document in subject.documents for word in document.tokens.words)


def nothing_specific(subject: Subject) -> Iterator[Hit]:
    """Yield one hit when a thank-you note names nothing that was said: hardly a word that fits no other note."""
    if not subject.letter() or subject.has_cue("named-outright"):
        return
    common = _common_words(subject)
    telling: dict[str, int] = {}
    for document in subject.letter():
        words = document.tokens.words
        for first, last in said(document):
            for index in range(first, last):
                if is_telling(words[index], common):
                    telling[words[index]] = _ENOUGH if is_thing(words, index) else 1
    if sum(telling.values()) < (1 if subject.has_cue("what-was-said") else _ENOUGH):
        yield Hit(RULE, subject.pointer())


def _common_words(subject: Subject) -> frozenset[str]:
    rules = subject.ruleset.rules
    return vocabulary(rules[FORM_RULE].data["form_words"] + rules[RULE].data["form_words"])


def no_stay_in_touch(subject: Subject) -> Iterator[Hit]:
    """Yield one hit when an interested writer does not say so, or does not ask for the best way."""
    if not subject.context.interested:
        return
    says, asks = subject.has_cue("stay-in-touch"), subject.has_cue("best-way")
    if not (says and asks):
        yield Hit("thanks.no-stay-in-touch", subject.pointer(), variant="ask" if says else "")

"""The two-minute overview of oneself: how long it takes to say, and what it leaves out."""

from collections.abc import Iterator

from app.checks.hits import Hit
from app.checks.subject import Subject

_PARTS = ("background", "situation", "interests", "goals")


def too_long(subject: Subject) -> Iterator[Hit]:
    """Yield one hit when the overview takes longer to say than the policy allows."""
    pace, limit = subject.policy.get("overview.words_per_minute"), subject.policy.get("overview.minutes")
    words = sum(document.word_count() for document in subject.letter())
    if pace and limit is not None and words / pace > limit:
        minutes = f"{words / pace:.1f}"
        yield Hit("overview.too-long", subject.pointer(), values={"minutes": minutes, "limit": f"{limit:g}"})


def incomplete(subject: Subject) -> Iterator[Hit]:
    """Yield one hit that names the parts an overview leaves out."""
    if not subject.letter():
        return
    lacking = [part for part in _PARTS if not subject.has_cue(f"overview-{part}")]
    if lacking:
        yield Hit("overview.incomplete", subject.pointer(), values={"missing": ", ".join(lacking)})

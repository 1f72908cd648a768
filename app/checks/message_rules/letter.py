"""What a request must say, how long it may be, and what choice it leaves."""

from collections.abc import Iterator

from app.checks.hits import Hit
from app.checks.report import Severity
from app.checks.subject import Subject
from app.checks.wordlists import word_set

_IN_PERSON = frozenset(("in_person", "coffee", "lunch"))
_REMOTE = frozenset(("phone", "video"))
_FEWEST_WORDS = 6
_OF_TIME = word_set(
    """
    minutes minute min mins hour call phone coffee tea lunch meet meeting chat talk speak time available free open
    spare zoom suit suits week monday tuesday wednesday thursday friday saturday sunday tomorrow today visit office
    join connect resume cv opening openings vacancy hiring hire internship interview possible mind
    """
)


def objective_missing(subject: Subject) -> Iterator[Hit]:
    """Yield one hit when the reader cannot tell what the writer wants to learn."""
    if subject.letter() and not subject.has_cue("objective") and not _asks_about_the_work(subject):
        yield Hit("objective.missing", subject.pointer())


def _asks_about_the_work(subject: Subject) -> bool:
    """Tell whether there is a question that does not ask for time: "Do people in it keep a second job?"."""
    for reading in subject.readings:
        words = reading.document.tokens.words[reading.sentence.first : reading.sentence.last]
        if words[-1] == "?" and len(words) >= _FEWEST_WORDS and _OF_TIME.isdisjoint(words):
            return True
    return False


def no_introduction(subject: Subject) -> Iterator[Hit]:
    """Yield one hit when the letter does not say who is writing."""
    if subject.letter() and not subject.has_cue("introduction"):
        yield Hit("objective.no-introduction", subject.pointer())


def not_a_job(subject: Subject) -> Iterator[Hit]:
    """Yield one hit when the letter does not say that it is not about employment."""
    if subject.letter() and not subject.has_cue("denies-job"):
        yield Hit("objective.not-a-job", subject.pointer())


def too_long(subject: Subject) -> Iterator[Hit]:
    """Yield one hit when the letter is longer than the policy allows."""
    policy = subject.policy
    limit = int(policy.get("length.linkedin_characters", 300))
    for document in subject.letter():
        words = document.word_count()
        advice, warning = policy.get("length.advice_words"), policy.get("length.warning_words")
        if subject.context.channel == "linkedin" and len(document.text) > limit:
            values = {"characters": len(document.text), "limit": limit}
            yield Hit("length.too-long", document.pointer, variant="linkedin", values=values)
        elif warning is not None and words > warning:
            yield Hit("length.too-long", document.pointer, values={"words": words, "limit": warning})
        elif advice is not None and words > advice:
            values = {"words": words, "limit": advice}
            yield Hit("length.too-long", document.pointer, severity=Severity.ADVICE, values=values)


def no_choice(subject: Subject) -> Iterator[Hit]:
    """Yield one hit when the reader may not choose between meeting in person and the phone or a video call."""
    formats = frozenset(subject.context.formats_offered)
    if (formats & _IN_PERSON and formats & _REMOTE) or not subject.letter():
        return
    in_person = bool(formats & _IN_PERSON) or subject.has_cue("in-person")
    remote = bool(formats & _REMOTE) or subject.has_cue("remote")
    if not (in_person and remote) and not subject.has_cue("any-format"):
        yield Hit("format.no-choice", subject.pointer())

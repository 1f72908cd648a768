"""How many questions, of which form, and what is said about them."""

from collections.abc import Iterator

from app.checks.hits import Hit
from app.checks.questions import Question
from app.checks.report import Kind
from app.checks.rewrites import open_form
from app.checks.subject import Subject


def closed(subject: Subject) -> Iterator[Hit]:
    """Yield each question that a yes or no answers, with an open way to ask it."""
    for question in subject.questions:
        if question.closed:
            document = question.document
            first = _first_word(question)
            span = document.token_span(first, question.last)
            rewrite = open_form(document, first, question)
            yield Hit("questions.closed", document.pointer, span, document, replacement=rewrite)


def _first_word(question: Question) -> int:
    words = question.document.tokens.words
    first = question.first
    while first < question.last - 1 and not words[first][0].isalpha():
        first += 1
    return first


def too_many(subject: Subject) -> Iterator[Hit]:
    """Yield one hit when there are more questions than the time holds."""
    context, policy = subject.context, subject.policy
    minutes = context.minutes_available or context.minutes_requested or _minutes_in_text(subject)
    at_least, each = policy.get("questions.at_least"), policy.get("questions.minutes_each")
    if at_least is None or each is None:
        return
    limit = max(int(at_least), int(minutes / each) if minutes else 0)
    if subject.kind is Kind.QUESTION_SET:
        count = sum(1 for question in subject.questions if not question.reserve)
        pointer = subject.pointer()
    else:
        count = max(context.question_count or 0, subject.stated_questions or 0)
        pointer = "/question_count" if context.question_count else subject.pointer()
    if count > limit:
        yield Hit("questions.too-many", pointer, values={"count": count, "limit": limit})


def _minutes_in_text(subject: Subject) -> int:
    largest = subject.time.largest()
    return largest.high if largest else 0


def count_missing(subject: Subject) -> Iterator[Hit]:
    """Yield one hit when a request does not say how many questions there will be."""
    if subject.context.question_count is None and subject.stated_questions is None and subject.letter():
        yield Hit("questions.count-missing", subject.pointer())


def no_referral(subject: Subject) -> Iterator[Hit]:
    """Yield one hit when a question set never asks whom else to talk to."""
    if len(subject.questions) >= 3 and not subject.has_cue("referral-question"):
        yield Hit("questions.no-referral", subject.pointer())


def not_offered(subject: Subject) -> Iterator[Hit]:
    """Yield one hit when a request does not offer to send the questions ahead."""
    if subject.letter() and not subject.has_cue("questions-ahead"):
        yield Hit("questions.not-offered", subject.pointer())

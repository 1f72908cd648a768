"""How many questions, of which form, and what is said about them."""

from bisect import bisect_left
from collections.abc import Iterator
from operator import itemgetter

from app.checks.arbiter import severity_of
from app.checks.candidates import sentence_hits
from app.checks.contexts import read
from app.checks.document import Document, parse
from app.checks.hits import Hit
from app.checks.questions import Question
from app.checks.report import Kind, Severity, Span
from app.checks.rewrites import open_form
from app.checks.subject import Subject
from app.checks.suspicion import with_scores


def closed(subject: Subject) -> Iterator[Hit]:
    """Yield each question that a yes or no answers, with an open way to ask it unless that would break a rule too."""
    found = _by_document(subject.found)
    for question in subject.questions:
        if question.closed:
            document = question.document
            first = _first_word(question)
            span = document.token_span(first, question.last)
            hits = _within(found.get(id(document), []), span)
            rewrite = None if _is_grave(hits, subject) else open_form(document, first, question)
            if rewrite is not None and not _rules_in(rewrite, document, subject) <= {hit.rule for hit in hits}:
                rewrite = None
            yield Hit("questions.closed", document.pointer, span, document, replacement=rewrite)


def _by_document(hits: list[Hit]) -> dict[int, list[tuple[int, Hit]]]:
    """Return the hits of each document, in their order in it."""
    found: dict[int, list[tuple[int, Hit]]] = {}
    for hit in hits:
        if hit.span is not None:
            found.setdefault(id(hit.document), []).append((hit.span.start, hit))
    return {document: sorted(placed, key=itemgetter(0)) for document, placed in found.items()}


def _within(placed: list[tuple[int, Hit]], span: Span) -> list[Hit]:
    first, last = (bisect_left(placed, at, key=itemgetter(0)) for at in (span.start, span.end))
    return [hit for _, hit in placed[first:last]]


def _is_grave(hits: list[Hit], subject: Subject) -> bool:
    """Tell whether a question breaks another rule: asked openly it would still ask for a job, or for a salary."""
    severities = (severity_of(hit, subject.ruleset.rules[hit.rule], subject.policy) for hit in hits)
    return any(severity not in (None, Severity.ADVICE) for severity in severities)


def _rules_in(text: str, document: Document, subject: Subject) -> set[str]:
    """Return the sentence rules that find something in a question put in place of another."""
    rewritten = parse(document.pointer, text, lines=True)
    readings = [read(rewritten, sentence, subject.ruleset) for sentence in rewritten.body()]
    kind, off, rules = subject.kind, subject.off, subject.ruleset
    hits = list(sentence_hits(readings, kind, off, rules, None))
    return {hit.rule for hit in with_scores(hits, readings, kind, off, rules, None)}


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

"""Check a text against the practice: pure, deterministic, linear in the text."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.checks import ruleset as rulesets
from app.checks.arbiter import switched_off, weigh
from app.checks.candidates import sentence_hits
from app.checks.contexts import read
from app.checks.document import Document, parse
from app.checks.durations import time_asks
from app.checks.hits import Hit
from app.checks.known_names import mark_names
from app.checks.language import LANGUAGE_FREE, reads_english
from app.checks.message_rules import REGISTERED
from app.checks.plans import approach_hits, contact_hits, debrief_hits, follow_up_hits, meeting_hits
from app.checks.questions import questions_in
from app.checks.report import Context, Facts, Field, Finding, Kind, Report, verdict_of
from app.checks.ruleset import Ruleset
from app.checks.stated import stated_question_count
from app.checks.subject import Subject
from app.checks.suspicion import with_scores
from app.checks.trace import Trace, silence, told
from app.checks.zones import Zone

__all__ = [
    "approach_findings",
    "check",
    "contact_findings",
    "debrief_findings",
    "default_ruleset",
    "follow_up_findings",
    "meeting_findings",
]

_RESUME = "resume.unsolicited"


def default_ruleset() -> Ruleset:
    """Return the rules that ship with the package, loaded at the first call."""
    return rulesets.default_ruleset()


def check(
    kind: Kind,
    fields: Sequence[Field],
    context: Context,
    policy: Mapping[str, Any],
    ruleset: Ruleset | None = None,
    *,
    policy_revision: str | int = "",
    trace: bool = False,
) -> Report:
    """Check texts of one kind and return findings and facts; the same input gives the same report."""
    rules = ruleset or default_ruleset()
    kind = Kind(kind)
    steps: Trace | None = [] if trace else None
    subject = _subject(kind, fields, context, policy, rules)
    off = switched_off(rules, policy)
    language = "en" if reads_english(subject.documents) else "other"
    if language != "en":
        off |= frozenset(rules.rules) - LANGUAGE_FREE
    hits = list(sentence_hits(subject.readings, kind, off, rules, steps))
    hits = with_scores(hits, subject.readings, kind, off, rules, steps)
    subject.off, subject.found = off, hits
    message_hits = list(_message_hits(subject, off))
    if steps is not None:
        steps += [told(hit, rules.rules[hit.rule]) for hit in message_hits]
    findings = weigh(_filtered(hits + message_hits, subject, steps), policy, rules, steps)
    return Report(rules.name, policy_revision, verdict_of(findings), findings, _facts(subject), language, steps)


def _subject(
    kind: Kind, fields: Sequence[Field], context: Context, policy: Mapping[str, Any], ruleset: Ruleset
) -> Subject:
    lines, body = kind is Kind.QUESTION_SET, Zone.BODY
    documents = [parse(field.pointer, field.text, lines=lines) for field in fields]
    mark_names(documents, context)
    readings = [
        read(document, sentence, ruleset)
        for document in documents
        for sentence in document.sentences
        if sentence.zone is body
    ]
    texts = [document for document in documents if document.pointer != "/subject"]
    questions = _questions(kind, texts, context)
    return Subject(
        kind=kind,
        documents=documents,
        readings=readings,
        context=context,
        policy=policy,
        ruleset=ruleset,
        time=time_asks(documents, kind, policy),
        questions=questions,
        stated_questions=stated_question_count(texts),
    )


def _questions(kind: Kind, texts: list[Document], context: Context) -> list[Any]:
    if kind is not Kind.QUESTION_SET:
        return []
    listed = any(document.pointer.startswith("/questions") for document in texts)
    return questions_in(texts, listed=listed, reserve=context.reserve)


def _message_hits(subject: Subject, off: frozenset[str]) -> Iterator[Hit]:
    for rule_id, function in REGISTERED.items():
        rule = subject.ruleset.rules.get(rule_id)
        if rule is not None and rule_id not in off and subject.kind in rule.kinds:
            yield from function(subject)


def _filtered(hits: list[Hit], subject: Subject, trace: Trace | None) -> list[Hit]:
    """Soften or drop what the practice allows: a resume that was invited, or passed on once the search has begun."""
    searching = subject.kind is Kind.FOLLOW_UP and subject.context.search_mode == "searching"
    allowed = "search_mode" if searching else "resume_invited" if subject.context.resume_invited else None
    if allowed is None:
        return hits
    if trace is not None:
        silence(trace, {(hit.rule, hit.sentence) for hit in hits if hit.rule == _RESUME}, allowed)
    left = [hit for hit in hits if hit.rule != _RESUME]
    return [hit.softened() if searching and hit.why == "pass on the resume" else hit for hit in left]


def _facts(subject: Subject) -> Facts:
    largest = subject.time.largest()
    count = subject.stated_questions
    if subject.kind is Kind.QUESTION_SET:
        count = sum(1 for question in subject.questions if not question.reserve)
    words = sum(document.word_count() for document in subject.letter())
    pace = subject.policy.get("overview.words_per_minute") if subject.kind is Kind.OVERVIEW else None
    return Facts(
        word_count=words,
        minutes=largest.minutes() if largest else None,
        vague=subject.time.vague,
        question_count=count,
        spoken_seconds=round(words / pace * 60) if pace else None,
    )


def contact_findings(
    position: str | None,
    do_not_contact: bool,
    has_research: bool,
    policy: Mapping[str, Any] | None = None,
    ruleset: Ruleset | None = None,
    *,
    minutes: int | None = None,
) -> tuple[Finding, ...]:
    """Return what is to be said of a contact before writing to them; `minutes` may be asked of an executive."""
    hits = list(contact_hits(position, do_not_contact, has_research, minutes))
    return weigh(hits, policy or {}, ruleset or default_ruleset())


def approach_findings(
    warmth: str,
    introduced: bool,
    warmer: str | None,
    policy: Mapping[str, Any] | None = None,
    ruleset: Ruleset | None = None,
) -> tuple[Finding, ...]:
    """Return what is to be said of writing to somebody while another, `warmer`, is known at the same organisation."""
    return weigh(list(approach_hits(warmth, introduced, warmer)), policy or {}, ruleset or default_ruleset())


def meeting_findings(
    goals: Sequence[str],
    policy: Mapping[str, Any] | None = None,
    ruleset: Ruleset | None = None,
    *,
    minutes_apart: int | None = None,
    gap_minutes: int = 0,
) -> tuple[Finding, ...]:
    """Return what is to be said of a meeting's plan: its goals, and the minutes to the nearest other meeting."""
    hits = list(meeting_hits(goals, minutes_apart, gap_minutes))
    return weigh(hits, policy or {}, ruleset or default_ruleset())


def debrief_findings(
    may_contact_again: bool | None,
    cards_exchanged: bool | None,
    face_to_face: bool,
    has_plan: bool,
    policy: Mapping[str, Any] | None = None,
    ruleset: Ruleset | None = None,
) -> tuple[Finding, ...]:
    """Return what is to be said of how a meeting ended: leave to write again, cards, a plan."""
    hits = list(debrief_hits(may_contact_again, cards_exchanged, face_to_face, has_plan))
    return weigh(hits, policy or {}, ruleset or default_ruleset())


def follow_up_findings(
    days_since_last: float | None,
    wait_days: float,
    sent: int,
    at_most: int | None = 1,
    policy: Mapping[str, Any] | None = None,
    ruleset: Ruleset | None = None,
) -> tuple[Finding, ...]:
    """Return what is to be said of writing again now: days since the last touch, the wait due, and how many went."""
    hits = list(follow_up_hits(days_since_last, wait_days, sent, at_most))
    return weigh(hits, policy or {}, ruleset or default_ruleset())

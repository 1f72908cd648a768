"""What goes into a check and what comes out of it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """The kinds of text that can be checked."""

    INTERVIEW_REQUEST = "interview_request"
    QUESTION_SET = "question_set"
    THANK_YOU_NOTE = "thank_you_note"
    FOLLOW_UP = "follow_up"
    OVERVIEW = "overview"


class Severity(StrEnum):
    """How much a finding weighs; only an error blocks."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


class Verdict(StrEnum):
    """What the findings add up to."""

    BLOCK = "block"
    ADVISE = "advise"
    CLEAR = "clear"


_RANK = {Severity.ADVICE: 0, Severity.WARNING: 1, Severity.ERROR: 2}
_BY_RANK = (Severity.ADVICE, Severity.WARNING, Severity.ERROR)


def lower_of(first: Severity, second: Severity) -> Severity:
    """Return the milder of two severities."""
    return first if _RANK[first] <= _RANK[second] else second


def rank(severity: Severity) -> int:
    """Return a number that grows with the weight of a severity."""
    return _RANK[severity]


def one_step_down(severity: Severity) -> Severity:
    """Return the next milder severity; advice stays advice."""
    return _BY_RANK[max(0, _RANK[severity] - 1)]


@dataclass(frozen=True, slots=True)
class Field:
    """One text as sent, with the JSON pointer of where it stands."""

    pointer: str
    text: str


@dataclass(frozen=True, slots=True)
class Context:
    """What is known beside the text: relationship, recipient, and the structured fields of a request."""

    channel: str | None = None
    warmth: str | None = None
    position: str | None = None
    minutes_requested: int | None = None
    question_count: int | None = None
    formats_offered: tuple[str, ...] = ()
    contact_name: str | None = None
    organisation: str | None = None
    role_title: str | None = None
    referrer_name: str | None = None
    interested: bool | None = None
    resume_invited: bool = False
    search_mode: str | None = None
    minutes_available: int | None = None
    reserve: frozenset[int] = frozenset()
    do_not_contact: bool = False
    sender_name: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open stretch of a text in code points and in UTF-16 units."""

    start: int
    end: int
    utf16_start: int
    utf16_end: int

    def to_json(self) -> dict[str, int]:
        """Return the span as the API shows it."""
        return {
            "start": self.start,
            "end": self.end,
            "utf16_start": self.utf16_start,
            "utf16_end": self.utf16_end,
        }


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a rule comes from: a verbatim quote of S0 to S4, or a practice P1 to P7 with its address."""

    source: str
    title: str
    quote: str | None = None
    address: str | None = None

    def to_json(self) -> dict[str, str | None]:
        """Return the citation as the API shows it."""
        return {"source": self.source, "title": self.title, "quote": self.quote, "address": self.address}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing said about the seeker's words or plans."""

    rule: str
    rule_revision: int
    family: str
    severity: Severity
    pointer: str
    span: Span | None
    quote: str | None
    message: str
    suggestion: str | None
    replacement: str | None
    citation: Citation

    def to_json(self) -> dict[str, Any]:
        """Return the finding as the API shows it, not yet acknowledged."""
        return {
            "rule": self.rule,
            "rule_revision": self.rule_revision,
            "family": self.family,
            "severity": self.severity.value,
            "pointer": self.pointer,
            "span": self.span.to_json() if self.span else None,
            "quote": self.quote,
            "message": self.message,
            "suggestion": self.suggestion,
            "replacement": self.replacement,
            "citation": self.citation.to_json(),
            "acknowledged": None,
        }


@dataclass(frozen=True, slots=True)
class Minutes:
    """The minutes a text asks for: low equals high unless it is a range; assumed when only a meal is named."""

    low: int
    high: int
    span: Span
    assumed: bool = False

    def to_json(self) -> dict[str, Any]:
        """Return the minutes as the API shows them."""
        return {"low": self.low, "high": self.high, "span": self.span.to_json(), "assumed": self.assumed}


@dataclass(frozen=True, slots=True)
class Facts:
    """What was read from the text, whether or not it breaks a rule."""

    word_count: int
    minutes: Minutes | None
    vague: bool
    question_count: int | None
    spoken_seconds: int | None

    def to_json(self) -> dict[str, Any]:
        """Return the facts as the API shows them."""
        return {
            "word_count": self.word_count,
            "minutes": self.minutes.to_json() if self.minutes else None,
            "vague": self.vague,
            "question_count": self.question_count,
            "spoken_seconds": self.spoken_seconds,
        }


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of one check, reproducible from ruleset, policy revision and text."""

    ruleset: str
    policy_revision: str | int
    verdict: Verdict
    findings: tuple[Finding, ...]
    facts: Facts
    language: str = "en"
    trace: list[dict[str, Any]] | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the report as the API shows it; the trace is null unless it was asked for."""
        return {
            "ruleset": self.ruleset,
            "policy_revision": self.policy_revision,
            "verdict": self.verdict.value,
            "findings": [finding.to_json() for finding in self.findings],
            "facts": self.facts.to_json(),
            "language": self.language,
            "trace": self.trace,
        }


def verdict_of(findings: tuple[Finding, ...]) -> Verdict:
    """Say whether findings block, advise, or leave the way clear."""
    if any(finding.severity is Severity.ERROR for finding in findings):
        return Verdict.BLOCK
    return Verdict.ADVISE if findings else Verdict.CLEAR

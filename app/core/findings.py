"""Findings on the wire: one shape wherever something is said about the seeker's words or plans."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from app.core.wire import Input, Instant, Line, Output


class Severity(StrEnum):
    """How grave a finding is: an error blocks sending until the text changes or it is acknowledged."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


class Verdict(StrEnum):
    """Block: an error nobody acknowledged; advise: any other finding; clear: none."""

    BLOCK = "block"
    ADVISE = "advise"
    CLEAR = "clear"


RulesetName = Annotated[
    str, Field(description="The rules that it was checked by.", examples=["en-2026.11.22-5f1c09ab"])
]
PolicyRevision = Annotated[
    str, Field(description="Your policy as it stood when it was checked.", examples=["1f0c9a6be2d4"])
]


class SpanOut(Output):
    """Where in the text, half-open: in Unicode code points, and in UTF-16 units for JavaScript, Swift, Java and C#."""

    start: Annotated[int, Field(ge=0, examples=[18])]
    end: Annotated[int, Field(ge=0, examples=[30])]
    utf16_start: Annotated[int, Field(ge=0, examples=[18])]
    utf16_end: Annotated[int, Field(ge=0, examples=[30])]


class CitationOut(Output):
    """Where the advice comes from."""

    source: Annotated[str, Field(description="S0 to S4, or P1 to P7.", examples=["S1"])]
    title: Annotated[str, Field(examples=["The informational interview"])]
    quote: Annotated[str | None, Field(description="Word for word.", examples=["Never, never ask for a job."])]
    address: str | None


class AcknowledgedOut(Output):
    """Why the seeker keeps it all the same."""

    reason: Annotated[str, Field(examples=["She asked me to mention the opening."])]
    at: Instant


class FindingOut(Output):
    """One thing that the practice says about words or plans."""

    rule: Annotated[str, Field(examples=["job-ask.vacancy"])]
    rule_revision: Annotated[int, Field(ge=1, description="The rule's revision when this was found.", examples=[1])]
    family: Annotated[str, Field(examples=["job-ask"])]
    severity: Severity
    pointer: Annotated[str, Field(description="The field it is about.", examples=["/message"])]
    span: SpanOut | None
    quote: Annotated[str | None, Field(examples=["any openings"])]
    message: Annotated[str, Field(examples=["This asks whether there is a job."])]
    suggestion: str | None
    replacement: Annotated[str | None, Field(description="Can stand in for the span as it is.")]
    citation: CitationOut
    acknowledged: AcknowledgedOut | None


class Acknowledge(Input):
    """A finding that the seeker disagrees with, and why."""

    rule: Annotated[str, Field(min_length=1, max_length=60, examples=["job-ask.vacancy"])]
    reason: Annotated[Line, Field(examples=["She asked me to mention the opening."])]

"""What a rule found, before the arbiter has weighed it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from app.checks.document import Document
from app.checks.report import Severity, Span


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule's find in a text: where, how sure, and the values for its message."""

    rule: str
    pointer: str
    span: Span | None = None
    document: Document | None = None
    sentence: int = -1
    certain: bool = True
    severity: Severity | None = None
    variant: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    replacement: str | None = None
    why: str = ""

    def softened(self) -> Self:
        """Return the hit as mere advice."""
        return replace(self, severity=Severity.ADVICE)


def stronger(first: Hit, second: Hit) -> Hit:
    """Return the surer of two hits, or the one that shows more of the text; the first when they are equal."""
    return second if _weight(second) > _weight(first) else first


def _weight(hit: Hit) -> tuple[bool, int]:
    return hit.certain, hit.span.end - hit.span.start if hit.span else 0


def joined(first: Hit, second: Hit) -> Hit:
    """Return two hits of one rule as one: over both stretches when they are equally sure and touch."""
    if first.certain is not second.certain or first.span is None or second.span is None or first.document is None:
        return stronger(first, second)
    if second.span.start > first.span.end + 1 or first.span.start > second.span.end + 1:
        return stronger(first, second)
    start, end = min(first.span.start, second.span.start), max(first.span.end, second.span.end)
    return replace(stronger(first, second), span=first.document.span(start, end))

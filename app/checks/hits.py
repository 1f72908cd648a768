"""What a rule found, before the arbiter has weighed it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Self

from app.checks.document import Document
from app.checks.report import Severity, Span

_CLAUSE_MARKS = frozenset(",;:—–")


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule's find in a text: where, how sure, in how many ways it was found, and the values for its message."""

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
    ways: int = 1

    def softened(self) -> Self:
        """Return the hit as mere advice."""
        return replace(self, severity=Severity.ADVICE)


def stronger(first: Hit, second: Hit) -> Hit:
    """Return the surer of two hits, or what takes in the other and more, was found in more ways, or shows more."""
    if first.certain is second.certain and _takes_in(first, second) is not _takes_in(second, first):
        return first if _takes_in(first, second) else second
    return second if _weight(second) > _weight(first) else first


def _takes_in(hit: Hit, other: Hit) -> bool:
    """Tell whether a hit is over what another found and a clause beside it: "if you need a driver, call me"."""
    if hit.document is None or hit.span is None or other.span is None:
        return False
    (start, end), (low, high) = (hit.span.start, hit.span.end), (other.span.start, other.span.end)
    if low < start or end < high:
        return False
    return not _CLAUSE_MARKS.isdisjoint(hit.document.text[start:low] + hit.document.text[high:end])


def _weight(hit: Hit) -> tuple[bool, int, int]:
    return hit.certain, hit.ways, hit.span.end - hit.span.start if hit.span else 0


def joined(first: Hit, second: Hit) -> Hit:
    """Return two hits of one rule as one: over both stretches when they are equally sure and touch."""
    one = replace(stronger(first, second), ways=first.ways + second.ways)
    if first.certain is not second.certain or first.span is None or second.span is None or first.document is None:
        return one
    if second.span.start > first.span.end + 1 or first.span.start > second.span.end + 1:
        return one
    start, end = min(first.span.start, second.span.start), max(first.span.end, second.span.end)
    return replace(one, span=first.document.span(start, end))

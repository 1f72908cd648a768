"""Measure what a finding says of an ask beside that it is one: of which kind it is, and which words ask."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.checks.report import Finding, Severity
from tests.corpus.measuring import Counts, share, table, with_interval
from tests.corpus.reading import Ask

# An ask by hint or after a denial may be of any kind.
RULE_OF = {
    "direct": "direct",
    "application": "direct",
    "chase": "direct",
    "vacancy": "vacancy",
    "referral": "referral",
    "pass-on": "referral",
    "hedged": "hedged",
    "across": "across-sentences",
}
KINDS = tuple(dict.fromkeys(RULE_OF.values()))


@dataclass(slots=True)
class Pointing:
    """How often the right kind of ask was named, and how well the words pointed at fit those that are labelled."""

    kinds: Counter[tuple[str, str]] = field(default_factory=Counter)
    touching: Counts = field(default_factory=Counts)
    shared: float = 0.0
    covered: float = 0.0

    def add(self, row: Ask, found: Sequence[Finding]) -> None:
        """Count one ask and what was found in it."""
        if not found:
            return
        nearest = max(found, key=lambda finding: _in_common(finding, row))
        grave = [finding for finding in found if finding.severity is Severity.ERROR]
        if grave and row.phenomenon in RULE_OF:
            named = max(grave, key=lambda finding: _in_common(finding, row)).rule
            self.kinds[row.phenomenon, named.partition(".")[2]] += 1
        common = max(0, _in_common(nearest, row))
        shown = nearest.span.end - nearest.span.start if nearest.span else 0
        self.touching.add(common > 0, True)
        self.shared += common / (shown + row.end - row.start - common)
        self.covered += common / (row.end - row.start)

    def right(self) -> float:
        """Return the share of asks that were called what they are labelled."""
        return share(self._as_labelled(), self.kinds.total())

    def _as_labelled(self) -> int:
        return sum(count for (phenomenon, rule), count in self.kinds.items() if RULE_OF[phenomenon] == rule)

    def shares(self) -> list[list[str]]:
        """Return the rows of a table of shares."""
        asks = self.touching.right + self.touching.missed
        return [
            ["kind of ask named as labelled, error tier", with_interval(self._as_labelled(), self.kinds.total())],
            ["words pointed at touch the words of the ask", with_interval(self.touching.right, asks)],
            ["letters in common of those pointed at or labelled, mean", f"{mean(self.shared, asks)} of {asks}"],
            ["labelled letters that are pointed at, mean", f"{mean(self.covered, asks)} of {asks}"],
        ]

    def confusion(self) -> str:
        """Return how often asks of each label were called each kind."""
        rows = []
        for phenomenon, wanted in RULE_OF.items():
            counts = [self.kinds[phenomenon, kind] for kind in KINDS]
            right = share(self.kinds[phenomenon, wanted], sum(counts))
            rows.append([phenomenon, *map(str, counts), f"{right:.3f}"])
        return table(["labelled, and called with an error", *(f"`{kind}`" for kind in KINDS), "as labelled"], rows)


def mean(total: float, whole: int) -> str:
    """Return a mean to three digits."""
    return f"{total / max(1, whole):.3f}"


def _in_common(finding: Finding, row: Ask) -> int:
    """Return how many letters a finding and the label share, below nothing where they are apart."""
    if finding.span is None:
        return -len(row.text)
    return min(finding.span.end, row.end) - max(finding.span.start, row.start)

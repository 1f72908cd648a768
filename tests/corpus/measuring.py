"""Count what a check found against what it should find: precision, recall and F1 with Wilson intervals."""

from dataclasses import dataclass
from math import sqrt

Z = 1.96


@dataclass(slots=True)
class Counts:
    """What was found rightly, found wrongly, and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def add(self, fired: bool, wanted: bool) -> None:
        """Count one text."""
        self.right += fired and wanted
        self.wrong += fired and not wanted
        self.missed += wanted and not fired

    @property
    def precision(self) -> float:
        """Return the share of what was found that should be."""
        return share(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Return the share of what should be found that was."""
        return share(self.right, self.right + self.missed)

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def cells(self) -> list[str]:
        """Return precision, recall and F1 for a row of a table."""
        return [
            with_interval(self.right, self.right + self.wrong),
            with_interval(self.right, self.right + self.missed),
            f"{self.f1:.3f}",
        ]


def share(part: int, whole: int) -> float:
    """Return part of whole; nothing of nothing is all."""
    return part / whole if whole else 1.0


def wilson(part: int, whole: int) -> tuple[float, float]:
    """Return the 95 % interval of a share after Wilson."""
    if whole == 0:
        return 0.0, 1.0
    p, square = part / whole, Z * Z
    middle = p + square / (2 * whole)
    reach = Z * sqrt(p * (1 - p) / whole + square / (4 * whole * whole))
    scale = 1 + square / whole
    return max(0.0, (middle - reach) / scale), min(1.0, (middle + reach) / scale)


def with_interval(part: int, whole: int) -> str:
    """Return a share as `0.95 [0.90, 0.98] of 120`; a dash where there was nothing to count."""
    if whole == 0:
        return "–"
    low, high = wilson(part, whole)
    return f"{part / whole:.3f} [{low:.2f}, {high:.2f}] of {whole}"


def table(head: list[str], rows: list[list[str]]) -> str:
    """Return a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)

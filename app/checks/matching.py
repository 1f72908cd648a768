"""Find patterns in annotated lines, all places at once.

The places that a row of steps has reached are the bits of one number, as in the Shift-And algorithm (Baeza-Yates and
Gonnet 1992): a step is one `and` and one `shift`, wherever in the line it may stand. So a search takes as many steps as
the pattern has, never more, whatever the text is.
"""

from dataclasses import dataclass
from typing import Self

from app.checks.lines import ALNUM, Line, Places
from app.checks.patterns import (
    BEGIN,
    BRANCH,
    END,
    JUMP,
    MAY_BRANCH,
    MAY_TAKE,
    TAKE,
    TELLING,
    PatternError,
    Reader,
    Row,
    Step,
)

NEAR = 8  # units in which a match is looked for first; the range is doubled until it has one


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern, and what a line must have before it is worth trying, the rarest first.

    A match is as short as it can be, but takes all that the optional steps of `tail`, at its end, may take.
    """

    source: str
    needs: tuple[frozenset[str], ...]
    core: tuple[Step, ...]
    tail: tuple[Step, ...]

    @classmethod
    def of(cls, source: str, reader: Reader, *, reach: bool = False) -> Self:
        """Read a pattern; with `reach` a gap at its end takes all it may, as contexts do, else it takes nothing.

        Raises PatternError when the pattern cannot be read.
        """
        row, lexicon = reader.row(source), reader.lexicon
        steps = list(row.steps)
        while steps[-1].does == JUMP and not reach:
            steps.pop()
        end = len(steps)
        while end > 1 and steps[end - 1].optional:
            end -= 1
        needs = sorted(row.needs, key=lexicon.commonness)[:TELLING]
        if not needs:
            raise PatternError(f"every sentence would have to be searched: {source}")
        lexicon.learn(choice for need in needs for choice in need if not choice.startswith("<"))
        return cls(source, tuple(needs), tuple(steps[:end]), tuple(steps[end:]))

    def search(self, line: Line, start: int = 0) -> tuple[int, int] | None:
        """Return the first match from unit `start` on as (first unit, last unit exclusive)."""
        places, size = line.places, len(line.units)
        for need in self.needs:
            if need.isdisjoint(places.present):
                return None
        if not _after(self.core, _between(start, size), places, size):
            return None
        low, high = start, start + NEAR
        while high < size and not _after(self.core, _between(low, high), places, size):
            low, high = high, high + 2 * (high - low)
        while high - low > 1:  # halve the range until only the first unit that begins a match is left
            middle = (low + high) // 2
            if _after(self.core, _between(low, middle), places, size):
                high = middle
            else:
                low = middle
        end = _first_end(self.core, 1 << low, places, size)
        for step in self.tail:
            end = _after((step,), 1 << end, places, size).bit_length() - 1
        return (low, end) if end > low else None

    def search_all(self, line: Line) -> list[tuple[int, int]]:
        """Return all matches that do not overlap, in order."""
        matches: list[tuple[int, int]] = []
        start = 0
        while start < len(line.units):
            found = self.search(line, start)
            if found is None:
                break
            matches.append(found)
            start = found[1]
        return matches


def _first_end(steps: tuple[Step, ...], begin: int, places: Places, size: int) -> int:
    """Return the first place where a match can end; of alternatives at its end the one that says most counts."""
    last = steps[-1]
    if last.does != BRANCH:
        return _lowest(_after(steps, begin, places, size))
    reached = _after(steps[:-1], begin, places, size)
    while reached:
        ends = [_after(row.steps, reached & -reached, places, size) for row in last.rows]
        if any(ends):
            return max(_lowest(end) for end in ends if end)
        reached &= reached - 1
    return 0


def _lowest(places: int) -> int:
    return (places & -places).bit_length() - 1


def _after(steps: tuple[Step, ...], reached: int, places: Places, size: int) -> int:
    """Return the places after the steps, begun at any of those reached."""
    for does, choices, most, rows in steps:
        if does == TAKE:
            reached = (reached & places[choices]) << 1
        elif does == JUMP:
            may = places[choices]
            for _ in range(most):
                further = reached | (reached & may) << 1
                if further == reached:
                    break
                reached = further
        elif does == MAY_TAKE:
            reached |= (reached & places[choices]) << 1
        elif does == BEGIN:
            reached &= 1
        elif does == END:
            reached = 1 << size if reached >> places[ALNUM].bit_length() else 0
        else:
            reached = _branched(rows, reached, places, size) | (reached if does == MAY_BRANCH else 0)
        if not reached:
            return 0
    return reached


def _branched(rows: tuple[Row, ...], reached: int, places: Places, size: int) -> int:
    found = 0
    for steps, _, first in rows:
        if not first or reached & places[first]:
            found |= _after(steps, reached, places, size)
    return found


def _between(first: int, last: int) -> int:
    return (1 << last) - (1 << first)

"""Where the people of a network stand in a picture: trees of introductions, one person a row, side by side in columns.

A row for each is what keeps the names from lying on each other, however many they are.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from app.network.graph import Edge

ROWS_IN_A_COLUMN = 50
MOST_COLUMNS = 4


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody stands; `below` is the one who introduced them, in whose tree they are."""

    column: int
    row: int
    depth: int
    below: str | None


def places(ids: Sequence[str], edges: Collection[Edge], at_most: int) -> dict[str, Place]:
    """Give each person a place, or `at_most` of them: the largest trees first, of each those nearest to its root."""
    parents, trees = _forest(ids, edges)
    chosen: dict[str, str | None] = {}
    for tree in sorted(trees, key=len, reverse=True):
        chosen.update((each, parents[each]) for each in tree[: at_most - len(chosen)])
    columns = min(MOST_COLUMNS, max(1, ceil(len(chosen) / ROWS_IN_A_COLUMN)))
    full = ceil(len(chosen) / columns)
    found: dict[str, Place] = {}
    column = row = 0
    for each, depth in _rows(chosen):
        if depth == 0 and row >= full:
            column, row = column + 1, 0
        found[each] = Place(column, row, depth, chosen[each])
        row += 1
    return found


def _forest(ids: Sequence[str], edges: Collection[Edge]) -> tuple[dict[str, str | None], list[list[str]]]:
    """Return who stands below whom, nearest to a root, and each tree from its root outwards; circles begin anywhere."""
    onward: dict[str, list[str]] = {}
    for one, other in edges:
        onward.setdefault(one, []).append(other)
    introduced = {other for _, other in edges}
    parents: dict[str, str | None] = {each: None for each in ids if each not in introduced}
    roots = {each: each for each in parents}
    level = list(parents)
    waiting = iter(ids)
    while level or (level := _next_of(waiting, roots)):
        for each in level:
            parents.setdefault(each, None)
            roots.setdefault(each, each)
        ahead = {other: one for one in reversed(level) for other in onward.get(one, ()) if other not in roots}
        parents.update(ahead)
        roots.update((other, roots[one]) for other, one in ahead.items())
        level = list(ahead)
    trees: dict[str, list[str]] = {}
    for each, root in roots.items():
        trees.setdefault(root, []).append(each)
    return parents, list(trees.values())


def _next_of(waiting: Iterator[str], seen: Collection[str]) -> list[str]:
    return next(([each] for each in waiting if each not in seen), [])


def _rows(parents: dict[str, str | None]) -> Iterator[tuple[str, int]]:
    """Yield everybody with the steps from their root, those whom one introduced right below them."""
    below: dict[str | None, list[str]] = {}
    for each, parent in parents.items():
        below.setdefault(parent, []).append(each)
    stack = [(each, 0) for each in reversed(below.get(None, []))]
    while stack:
        each, depth = stack.pop()
        yield each, depth
        stack += [(other, depth + 1) for other in reversed(below.get(each, []))]

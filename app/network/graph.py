"""Introductions as a graph: from who introduced to who was introduced."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

Edge = tuple[str, str]
ID_LENGTH = 36


def shortest_paths(
    introducer: Mapping[str, str], referrers: Mapping[str, str], targets: Iterable[str]
) -> list[list[str]]:
    """Return the shortest chains of introductions to any of the targets, one for each target that is as near.

    `introducer` says who introduced a person, `referrers` who else sent the seeker to them: ids, joined to one text.
    A chain begins with somebody who is in neither, or where all go in circles, with the nearest without introducer.
    It is looked for backwards, so that only those are looked at who lead to a target.
    """
    onward: dict[str, list[str]] = {}
    level = sorted(targets)
    seen, without_introducer = set(level), list[str]()
    while level:
        if origins := [each for each in level if each not in introducer and each not in referrers]:
            return _chains(origins, onward)
        without_introducer = without_introducer or [each for each in level if each not in introducer]
        found: dict[str, list[str]] = {}
        for each in level:
            ids = introducer.get(each, "") + referrers.get(each, "")
            for at in range(0, len(ids), ID_LENGTH):
                before = ids[at : at + ID_LENGTH]
                if before not in seen:
                    found.setdefault(before, []).append(each)
        seen.update(found)
        onward.update(found)
        level = sorted(found)  # so that the same network always gives the same chain
    return _chains(without_introducer, onward)


def _chains(origins: Iterable[str], onward: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Walk from the origins to the targets, which all lie as many steps ahead."""
    here = {each: [each] for each in origins}
    while ahead := _one_step(here, onward):
        here = ahead
    return [here[target] for target in sorted(here)]


def _one_step(here: Mapping[str, list[str]], onward: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    ahead: dict[str, list[str]] = {}
    for one, path in here.items():
        for other in onward.get(one, ()):
            ahead.setdefault(other, [*path, other])
    return ahead


def steps(paths: Iterable[Sequence[str]]) -> list[Edge]:
    """Return the introductions along the paths, each once, in their order."""
    return list(dict.fromkeys(step for path in paths for step in pairwise(path)))

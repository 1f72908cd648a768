"""A sentence as its words and concepts, and where each of them stands in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

Choices = str | frozenset[str]  # a word, a concept as `<` and its letter, or any of several
WORDS, WORDS_AND_COMMAS, ALNUM = "..", "..,", "$"  # what a gap may jump over, and what is no punctuation
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
_STARTS = {ALNUM: _PLAIN, WORDS: _PLAIN | {"'"}, WORDS_AND_COMMAS: _PLAIN | frozenset("',;")}


class Places(dict[Choices, int]):
    """The units of a line at which a choice stands, as bits: the lowest is the first unit.

    Words and concepts, which are `present`, are there from the beginning; any of several, and what gaps may jump over,
    is worked out when it is first asked for.
    """

    __slots__ = ("present", "units")

    def __init__(self, units: Sequence[str]) -> None:
        bit, get = 1, self.get
        for unit in units:
            for key in _keys(unit):
                self[key] = get(key, 0) | bit
            bit <<= 1
        self.units = units
        self.present = cast("frozenset[str]", frozenset(self))  # sets of choices come only with `__missing__`

    def __missing__(self, choices: Choices) -> int:
        found = 0
        if not isinstance(choices, str):
            for choice in choices & self.present:
                found |= self[choice]
        elif choices in _STARTS:
            starts = _STARTS[choices]
            for number, unit in enumerate(self.units):
                if unit[0] in starts:
                    found |= 1 << number
        self[choices] = found
        return found


@lru_cache(maxsize=8192)
def _keys(unit: str) -> tuple[str, ...]:
    word, _, letters = unit.partition("|")
    return word, *(f"<{letter}" for letter in letters)


@dataclass(frozen=True, slots=True)
class Line:
    """One annotated sentence; its units, `word|LETTERS OF CONCEPTS`, are single tokens or set phrases merged into one.

    `firsts` and `lasts` are the token ranges of the units, `places` tells where words and concepts stand.
    """

    units: Sequence[str]
    firsts: Sequence[int]
    lasts: Sequence[int]
    places: Places

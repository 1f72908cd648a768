"""Score how much a sentence reads like a request for work: a sum of integer weights, exported as data.

The features are words, stems, two and three stems that follow one another, and pairs of marks at most REACH units
apart; a mark is a concept or a small word, and one of the two is a concept. They are read off the annotated line, so
that the scorer sees what the patterns see.
"""

from collections.abc import Mapping
from functools import lru_cache
from sys import intern
from typing import NamedTuple

from app.checks.lines import Line
from app.checks.wordlists import word_set

REACH = 5
_SMALL = word_set(
    """
    i me my you your we us our it if any a an the in at on for with to of is are am be do does have has can could would
    will may might please no not how what who when where why ? , and or but that there them they he she his her was
    were did had been this
    """
)
_SUFFIXES = ("ings", "ing", "ied", "ies", "ers", "ed", "es", "s", "ly")
_START, _ALONE, _SHAPE = "^", "", "="
Weights = Mapping[str, Mapping[str, int]]


class Unit(NamedTuple):
    """A unit of an annotated line: its word, its stem, and its marks."""

    word: str
    stem: str
    marks: tuple[str, ...]


class Known(NamedTuple):
    """What the weights say of a unit: its weight alone, and the weights of what may follow it or stand near it."""

    alone: int
    stem: str
    after: Mapping[str, int]
    marks: tuple[str, ...]
    near: tuple[Mapping[str, int], ...]


class Limits(NamedTuple):
    """The scores that decide: below `glances` at first glance nothing more is looked at, below `denies` a sentence asks
    for nothing, from `suspects` on it seems to ask, and from `confirms` on it surely does."""

    glances: int
    denies: int
    suspects: int
    confirms: int


class Scorer:
    """Integer weights of features, a bias, and the limits of the score."""

    def __init__(self, weights: Weights, letters: frozenset[str], bias: int, limits: Limits) -> None:
        self.weights = weights
        self.letters = letters
        self.bias = bias
        self.limits = limits
        self._known = lru_cache(maxsize=8192)(self._look_up)

    def score(self, line: Line, denied: bool, quoted: bool) -> int:
        """Return the score of an annotated sentence: the sum of the weights of its features.

        `denied` and `quoted` tell whether a part of it is. What words and pairs of words put far below is not looked at
        further: that is most sentences, and marks are most of the work.
        """
        known = self._known
        units = [unit for unit in map(known, line.units) if unit is not None]
        total, after = self.bias, self.weights.get(_START, {})
        for unit in units:
            total += unit.alone
            if unit.stem in after:
                total += after[unit.stem]
            after = unit.after
        for feature in _flags(units[-1].stem if units else "", denied, quoted):
            total += self._weight(feature)
        return total + self._closer(units) if total >= self.limits.glances else total

    def _closer(self, units: list[Known]) -> int:
        """Return the sum of the weights of three stems in a row and of marks that stand near each other."""
        total, weights = 0, self.weights
        near: list[tuple[Mapping[str, int], ...]] = []
        earlier = last = _START
        for unit in units:
            pair = f"{earlier} {last}"
            if pair in weights:
                total += weights[pair].get(unit.stem, 0)
            earlier, last = last, unit.stem
            if unit.marks:
                for others in near[-REACH:]:
                    for found in others:
                        for mark in unit.marks:
                            if mark in found:
                                total += found[mark]
            near.append(unit.near)
        return total

    def _look_up(self, text: str) -> Known | None:
        unit = _unit(text, self.letters)
        if unit is None:
            return None
        word, root, marks = unit
        alone = self._weight((root, _ALONE)) + (self._weight((word, _SHAPE)) if word != root else 0)
        near = tuple(self.weights.get(mark[1:], {}) for mark in marks)
        return Known(alone, root, self.weights.get(root, {}), marks, tuple(found for found in near if found))

    def _weight(self, feature: tuple[str, str]) -> int:
        return self.weights.get(feature[0], {}).get(feature[1], 0)


def features(line: Line, letters: frozenset[str], denied: bool, quoted: bool) -> list[tuple[str, str]]:
    """Return the features of a sentence as pairs; `letters` are those of the concepts that count."""
    found: list[tuple[str, str]] = []
    near: list[tuple[str, ...]] = []
    before = earlier = _START
    for text in line.units:
        unit = _unit(text, letters)
        if unit is None:
            continue
        word, root, marks = unit
        found.append((root, _ALONE))
        found.append((before, root))
        found.append((f"{earlier} {before}", root))
        if root != word:
            found.append((word, _SHAPE))
        earlier, before = before, root
        if marks:
            for others in near:
                found += [(other, mark) for other in others for mark in marks if other[0] == "<" or mark[1] == "<"]
        near.append(tuple([mark[1:] for mark in marks]))
        if len(near) > REACH:
            del near[0]
    return found + _flags(before, denied, quoted)


def at_first_glance(feature: tuple[str, str]) -> bool:
    """Tell the features that are looked at in every sentence from those that only some need."""
    return " " not in feature[0] and not feature[1].startswith("~")


def _flags(last: str, denied: bool, quoted: bool) -> list[tuple[str, str]]:
    flags = ((("?", "asked"), last == "?"), (("!", "denied"), denied), (("!", "quoted"), quoted))
    return [feature for feature, holds in flags if holds]


def _unit(text: str, letters: frozenset[str]) -> Unit | None:
    word, _, found = text.partition("|")
    if not word[0].isalnum() and word != "?":
        return None
    marks = [f"~<{letter}" for letter in found if letter in letters]
    if not marks and word in _SMALL:
        marks.append(f"~{word}")
    return Unit(word, stem(word), tuple(marks))


def stem(word: str) -> str:
    """Return a word without the ending that grammar gave it, roughly."""
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            return word[: -len(suffix)]
    return word


def read_scorer(table: Mapping[str, object], letters: Mapping[str, str]) -> Scorer:
    """Read a scorer as the trainer wrote it, concepts by name; `letters` are those of the concepts that count."""
    weights: dict[str, dict[str, int]] = {}
    for row in str(table["weights"]).splitlines():
        first, *cells = row.split("\t")
        found = weights.setdefault(_lettered(first, letters) if "<" in first else first, {})
        for cell in cells:
            second, _, weight = cell.rpartition(" ")
            found[intern(_lettered(second, letters) if "<" in second else second)] = int(weight)
    limits = Limits(*(int(str(table[name])) for name in Limits._fields))
    return Scorer(weights, frozenset(letters.values()), int(str(table["bias"])), limits)


def _lettered(part: str, letters: Mapping[str, str]) -> str:
    mark, _, name = part.partition("<")
    return f"{mark}<{letters[name]}" if name else part


def named(part: str, names: Mapping[str, str]) -> str:
    """Replace the letter of a concept in a part of a feature by its name."""
    mark, _, letter = part.partition("<")
    return f"{mark}<{names[letter]}" if letter else part

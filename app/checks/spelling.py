"""Recognise a misspelt word of the lexicon: one letter too many, too few, wrong, or two letters exchanged.

Variants with one letter deleted are compared, so a look-up costs the length of the word, not the size of the lexicon.
Words that English has (`firing` beside `hiring`) are listed in the pack and left alone.
"""

from collections.abc import Collection, Iterator
from functools import lru_cache

SHORTEST, LONGEST = 6, 24


class Speller:
    """The words that are recognised when they are misspelt."""

    def __init__(self, words: Collection[str], real: Collection[str]) -> None:
        self._words = frozenset(word for word in words if len(word) >= SHORTEST and word.isalpha())
        self._real = frozenset(real)
        self.meant = lru_cache(maxsize=4096)(self._meant)
        self._shortened: dict[str, str] = {}
        for word in sorted(self._words):
            for variant in _shortened(word):
                self._shortened.setdefault(variant, word)

    def _meant(self, word: str) -> str | None:
        """Return the word of the lexicon that a misspelt word stands for, or None."""
        if not SHORTEST - 1 <= len(word) <= LONGEST or not word.isalpha():
            return None
        if word in self._real:
            return None
        if word in self._shortened:
            return self._shortened[word]
        for variant in _shortened(word):
            if variant in self._words:
                return variant
            candidate = self._shortened.get(variant)
            if candidate is not None and _one_slip(word, candidate):
                return candidate
        return None


def _shortened(word: str) -> Iterator[str]:
    return (word[:at] + word[at + 1 :] for at in range(len(word)))


def _one_slip(word: str, other: str) -> bool:
    """Tell whether two words of one length differ in one letter, or in two neighbours that are exchanged."""
    if word[0] != other[0] or len(word) != len(other):
        return False
    first = next((at for at in range(len(word)) if word[at] != other[at]), 0)
    if word[first + 1 :] == other[first + 1 :]:
        return True
    exchanged = word[first + 1 : first + 2] + word[first]
    return exchanged == other[first : first + 2] and word[first + 2 :] == other[first + 2 :]

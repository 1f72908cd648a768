"""Read what was typed in haste as what was meant: "twnety minuts" as "twenty minutes", "cld" as "could"."""

from functools import lru_cache

from app.checks.lengths.words import time_spellings
from app.checks.numerals import SMALL, number_at

_SPELLINGS = time_spellings() | {"&": "and"}
_MINUTES = ("minute", "minutes")
_UNITS = frozenset((*_MINUTES, "min", "mins"))
_SHORT_MINUTES = frozenset(("mn", "mns", "mnt", "mnts", "minz", "mints", "minut", "minit", "mis"))
_NO_MINUTES = frozenset(("mines", "minus", "minuses", "miners", "minutely"))
_HOURS = frozenset(("huor", "huors", "houre", "hors", "houer", "houers", "our", "ours"))
_BEFORE_HOURS = frozenset(("a", "an", "half", "n", "1", "one"))
_BEFORE_MONTHS = frozenset(("in", "of", "by", "this", "next", "until", "early", "late", "mid", "on", "from", "since"))
_SPELLED = tuple(word for word in SMALL if len(word) > 4)
_NO_NUMBERS = frozenset(("fifth", "sixth", "eighth", "seventh", "forth"))
_LONGEST = 11
_TOUCHED = _HOURS | _UNITS | {"o", "may", "n"}  # and whatever is a misspelled "minutes", which begins with an m


def respelt(words: list[str], joints: list[str]) -> list[str]:
    """Return the words with shorthand and misspelled units and numbers put right; their places stay the same."""
    fixed = [_SPELLINGS.get(word, word) for word in words]
    for index in [at for at, word in enumerate(fixed) if at and (word in _TOUCHED or word[0] == "m")]:
        word, before = fixed[index], fixed[index - 1]
        if word == "o" and joints[index] == "" and before.isdecimal() and len(before) == 1:
            fixed[index - 1], fixed[index] = before + "0", "so"  # 2O with the letter; "20 or so" is read the same
        elif word == "may" and before in _BEFORE_MONTHS:
            fixed[index] = "june"  # the month, and not the verb
        elif word == "n" and before == "half":
            fixed[index] = "an"
        elif word in _HOURS and (before in _BEFORE_HOURS or "quarter" in fixed[max(0, index - 3) : index]):
            fixed[index] = "hour"
        elif word in _UNITS or is_minutes(word):
            _mend_number(fixed, index)
            if word not in _UNITS and _is_counted(fixed, index):
                fixed[index] = "minutes"
    return fixed


def _mend_number(words: list[str], index: int) -> None:
    """Put right the number before a unit: "fiften", "twnety"."""
    at = index - 2 if words[index - 1] == "so" and index > 1 else index - 1
    word = words[at]
    if 4 < len(word) <= _LONGEST and word.isalpha() and word not in SMALL:
        words[at] = _meant(word) or word


def _is_counted(words: list[str], index: int) -> bool:
    return any(number_at(words, at) is not None for at in range(max(0, index - 3), index))


def is_minutes(word: str) -> bool:
    """Tell a misspelled "minutes"."""
    if word[0] != "m" or word in _MINUTES or word in _NO_MINUTES:
        return False
    return word in _SHORT_MINUTES or (5 < len(word) < _LONGEST and _is_near_minutes(word))


@lru_cache(maxsize=1024)
def _is_near_minutes(word: str) -> bool:
    return any(_edits(word, unit) <= 2 for unit in _MINUTES)


@lru_cache(maxsize=1024)
def _meant(word: str) -> str | None:
    if word in _NO_NUMBERS:
        return None
    return next((number for number in _SPELLED if number[0] == word[0] and _edits(word, number) <= 1), None)


def _edits(one: str, other: str) -> int:
    """Count the letters to insert, drop, replace or exchange with their neighbour; both words are short."""
    rows = [list(range(len(other) + 1))]
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, against in enumerate(other, 1):
            cost = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, rows[-2][j - 2] + 1)
            row.append(cost)
        rows.append(row)
    return rows[-1][-1]

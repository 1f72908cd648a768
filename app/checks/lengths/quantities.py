"""Read lengths of time and ranges of them from words: "15 to 20 minutes", "an hour or two", "ten, maybe fifteen"."""

from dataclasses import dataclass, replace

from app.checks.lengths.amounts import (
    FILLERS,
    HALF_HOURS,
    HOURS,
    MINUTES,
    MOST_HOURS,
    OF_TIME,
    ONE_HOUR,
    PARTS,
    PRIMES,
    after_hours,
    amount_at,
    with_unit,
)
from app.checks.lengths.words import time_words
from app.checks.numerals import NUMBER_WORDS, number_at
from app.checks.wordlists import word_set

_UNITS = MINUTES | HOURS | HALF_HOURS | frozenset(PARTS) | frozenset(PRIMES)
# Whatever is not a digit and begins a length is one of these, so no other word is looked at.
_BEGINNINGS = NUMBER_WORDS | ONE_HOUR | HALF_HOURS | frozenset(PARTS) | frozenset(("hour", "hr"))
_ARTICLES = frozenset(("a", "an"))
_AFTER_ARTICLE = FILLERS | HALF_HOURS | frozenset(PARTS) | word_set("hour hr couple dozen one two three 3")
_DASHES = frozenset(("-", "–", "—", "~", "～", "〜", "to", "or", "/", ",", "("))
_BESIDE = frozenset((",", "("))  # after these a higher number is more often something else
_ASIDES = {",": ",", "(": ")", "-": "-", "–": "–", "—": "—"}
_MAYBE = frozenset(("maybe", "perhaps", "possibly", "even"))
_HEDGES = _MAYBE | word_set("at the most up to , around about ( )")
_MONTHS = word_set(
    """
    january february march april may june july august september october november december jan feb mar apr jun jul aug
    sep sept oct nov dec at on by the no page room nr
    """
)
_AFTER_NUMBER = time_words("rows", "open_end") | time_words("verbs", "enough")
_LONGEST = 24 * 60


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time in minutes, low to high, on tokens first (inclusive) to last (exclusive)."""

    low: int
    high: int
    first: int
    last: int


def has_unit(words: list[str]) -> bool:
    """Tell at a glance whether words may hold a length: each has a unit, a part of an hour, or looks like "0:20"."""
    return not _UNITS.isdisjoint(words) or any(":" in word and len(word) > 1 for word in words)


def lengths(words: list[str], joints: list[str]) -> list[Length]:
    """Return the lengths of time in a row of words; a joint is what stands before a word: a blank, "-" or nothing."""
    found: list[Length] = []
    index = 0
    while index < len(words):
        word = words[index]
        if word in _ARTICLES:
            begins = index + 1 < len(words) and words[index + 1] in _AFTER_ARTICLE
        else:
            begins = word in _BEGINNINGS or word[0].isdigit()
        length = _range_at(words, joints, index) if begins else None
        if length is None:
            index += 1
        else:
            if length.high <= _LONGEST:
                found.append(length)
            index = length.last
    return found


def _range_at(words: list[str], joints: list[str], index: int) -> Length | None:
    whole = amount_at(words, index)
    if whole is None and "/" in words[index]:
        return _slashed_range(words, index)
    if whole is None:
        low = number_at(words, index)
        return _shared_hour(words, index) if low is None else _shared_unit(words, joints, index, low)
    minutes, end = whole
    start = _after_dash(words, joints, index, end)
    further = _upper_end(words, index, end, start) if start else None
    if further is not None and further[0] > minutes:
        return Length(round(minutes), round(further[0]), index, further[1])
    return Length(round(minutes), round(minutes), index, end)


def _upper_end(words: list[str], index: int, end: int, start: int) -> tuple[float, int] | None:
    """Read what follows a length and a dash: "to an hour", "or hour", and "or two" after hours."""
    aside = words[end] in _BESIDE and _MAYBE.isdisjoint(words[end:start])
    if words[start : start + 1] in (["hour"], ["hr"]):
        return None if aside else after_hours(words, 1, start + 1)
    number = number_at(words, start)
    if number is None or HOURS.isdisjoint(words[index:end]) or number[0] > MOST_HOURS:
        return None if aside else amount_at(words, start)
    value, last = number
    hedged = start > end + 1 or words[last : last + 1] == ["at"]
    following = words[last] if last < len(words) else "."
    alone = following in _AFTER_NUMBER if following != "of" else not OF_TIME.isdisjoint(words[last + 1 : last + 4])
    if alone and following != "-" and (hedged or not aside):
        return value * 60, last
    return None if aside else amount_at(words, start)


def _shared_hour(words: list[str], index: int) -> Length | None:
    """Read parts of an hour that is named once: "half or three quarters of an hour", "a half or full hour"."""
    at = index + (words[index] in _ARTICLES)
    if words[at : at + 1] == ["half"] or words[at : at + 1] == ["quarter"]:
        further = amount_at(words, at + 2) if words[at + 1 : at + 2] in (["or"], ["to"]) else None
        if further is not None and 60 >= further[0] > PARTS[words[at]]:
            return Length(PARTS[words[at]], round(further[0]), index, further[1])
    return None


def _slashed_range(words: list[str], index: int) -> Length | None:
    """Read "10/15 min"."""
    low, _, high = words[index].partition("/")
    if not (low.isdecimal() and high.isdecimal() and len(low + high) < 7) or int(low) >= int(high):
        return None
    whole = amount_at([high, *words[index + 1 : index + 5]], 0)
    return None if whole is None else Length(int(low), round(whole[0]), index, index + whole[1])


def _shared_unit(
    words: list[str], joints: list[str], index: int, low: tuple[float, int], *, inner: bool = False
) -> Length | None:
    """Read a range whose unit stands only once: "15 to 20 minutes", "one to two hours", "10, 15 or 20 minutes"."""
    value, end = low
    start = _after_dash(words, joints, index, end)
    if not start or (words[end] == "," and words[max(0, index - 1)] in _MONTHS):
        return None
    second = number_at(words, start)
    if second is None or second[0] <= value or (words[end] in _BESIDE and second[0] > value * 2):
        return None
    further = amount_at(words, start) or _past_aside(words, _ASIDES.get(words[end], ""), second)
    if further is None:
        higher = None if inner else _shared_unit(words, joints, start, second, inner=True)
        return None if higher is None or value * 4 < second[0] else replace(higher, low=round(value), first=index)
    scale = 60 if further[0] >= second[0] * 60 else 1
    return Length(round(value * scale), round(further[0]), index, further[1])


def _past_aside(words: list[str], mark: str, number: tuple[float, int]) -> tuple[float, int] | None:
    """Read the unit after an aside: "ten, maybe fifteen, minutes"."""
    value, end = number
    return with_unit(words, (value, end + 1)) if mark and words[end : end + 1] == [mark] else None


def _after_dash(words: list[str], joints: list[str], index: int, end: int) -> int:
    """Return where the upper end of a range may begin, or 0."""
    if end >= len(words):
        return 0
    between = index > 0 and words[index - 1] == "between"
    if words[end] in _DASHES or (words[end] == "and" and between) or words[end : end + 2] == ["up", "to"]:
        start = end + 1
    elif joints[end] == "-":
        start = end
    else:
        return 0
    for _ in range(4):
        start += start < len(words) and (words[start] in _HEDGES or words[start] in ("or", "-"))
    return start

"""Read lengths of time from words: "an hour and a half", "1h 20m", "15 to 20 minutes", "¾ of an hour"."""

from dataclasses import dataclass

from app.checks.lengths.words import time_words
from app.checks.numerals import NUMBER_WORDS, number_at
from app.checks.wordlists import word_set

__all__ = ["Length", "lengths", "number_at"]

_MINUTES = word_set("minute minutes min mins mins. m")
_HOURS = frozenset(["hour", "hours", "hr", "hrs", "h"])
_PARTS = {"half": 30, "quarter": 15, "quarters": 15, "third": 20, "thirds": 20}
_HALF_HOURS = frozenset(["halfhour", "halfhours"])
_FILLERS = word_set(
    "or so full whole solid good short quick brief more spare extra ish odd single entire uninterrupted"
)
_ONE_HOUR = word_set("another full whole entire solid spare free single good clear extra additional further one quick")
_UNITS = _MINUTES | _HOURS | _HALF_HOURS | frozenset(_PARTS) | frozenset(("'", "’", "′"))
# Whatever is not a digit and begins a length is one of these, so no other word is looked at.
_BEGINNINGS = NUMBER_WORDS | _ONE_HOUR | _HALF_HOURS | frozenset(_PARTS) | frozenset(("hour", "hr"))
_ARTICLES = frozenset(("a", "an"))
_AFTER_ARTICLE = _FILLERS | _HALF_HOURS | frozenset(_PARTS) | word_set("hour hr couple dozen one two three 3")
_DASHES = frozenset(("-", "–", "—", "~", "～", "〜", "to", "or", "/", ","))
_HEDGES = frozenset(("maybe", "perhaps", "even", "at", "the", "most", "up", "to", "possibly", ",", "around", "about"))
_MONTHS = word_set(
    """
    january february march april may june july august september october november december jan feb mar apr jun jul aug
    sep sept oct nov dec at on by the no page room nr
    """
)
_OPEN_END = time_words("rows", "open_end")
_LONGEST = 24 * 60


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time in minutes, low to high, on tokens first (inclusive) to last (exclusive)."""

    low: int
    high: int
    first: int
    last: int


def has_unit(words: list[str]) -> bool:
    """Tell at a glance whether words may hold a length: each has a unit, or a part of an hour."""
    return not _UNITS.isdisjoint(words)


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
    whole = _quantity_at(words, index)
    if whole is None and "/" in words[index]:
        return _slashed_range(words, index)
    if whole is None:
        low = number_at(words, index)
        return None if low is None else _shared_unit(words, joints, index, low)
    minutes, end = whole
    start = _after_dash(words, joints, index, end)
    further = _quantity_at(words, start) if start else None
    if further is not None and further[0] > minutes and words[end] != ",":
        return Length(round(minutes), round(further[0]), index, further[1])
    return Length(round(minutes), round(minutes), index, end)


def _slashed_range(words: list[str], index: int) -> Length | None:
    """Read "10/15 min"."""
    low, _, high = words[index].partition("/")
    if not (low.isdecimal() and high.isdecimal() and len(low + high) < 7) or int(low) >= int(high):
        return None
    whole = _quantity_at([high, *words[index + 1 : index + 5]], 0)
    return None if whole is None else Length(int(low), round(whole[0]), index, index + whole[1])


def _shared_unit(words: list[str], joints: list[str], index: int, low: tuple[float, int]) -> Length | None:
    """Read a range whose unit stands only once: "15 to 20 minutes", "one to two hours", "10/15 min"."""
    value, end = low
    start = _after_dash(words, joints, index, end)
    if not start or (words[end] == "," and words[max(0, index - 1)] in _MONTHS):
        return None
    further, second = _quantity_at(words, start), number_at(words, start)
    if further is None or second is None or second[0] <= value or (words[end] == "," and second[0] > value * 2):
        return None
    scale = 60 if further[0] >= second[0] * 60 else 1
    return Length(round(value * scale), round(further[0]), index, further[1])


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


def _quantity_at(words: list[str], index: int) -> tuple[float, int] | None:
    """Return minutes and the token after a length with its unit, or None."""
    if index >= len(words):
        return None
    part = _part_of_hour(words, index) or _clocked(words, index)
    if part is not None:
        return part
    word = words[index]
    if word in ("a", "an") or word in _ONE_HOUR:
        after = _skip_fillers(words, index + 1)
        part = _part_of_hour(words, after)
        if part is not None:
            return part
        if words[after : after + 1] and words[after] in ("hour", "hr"):
            return _after_hours(words, 1, after + 1)
        if word in ("a", "an") and words[after : after + 1] in (["couple"], ["dozen"], ["half"]):
            return _quantity_at(words, after)
    if word in ("hour", "hr") and words[index + 1 : index + 2] == ["long"]:
        return 60, index + 2
    if word in ("hour", "hr") and index and words[index - 1] in ("our", "the") and _is_subject(words, index):
        return 60, index + 1
    if word == "half" and "dozen" in words[index + 1 : index + 3]:
        return _with_unit(words, (6, words.index("dozen", index) + 1))
    number = number_at(words, index)
    return None if number is None else _with_unit(words, number)


def _is_subject(words: list[str], index: int) -> bool:
    return words[index + 1 : index + 2] in (["would"], ["will"])


def _clocked(words: list[str], index: int) -> tuple[float, int] | None:
    """Read 1:30 hours."""
    hours, _, minutes = words[index].partition(":")
    if len(hours) == 1 and len(minutes) == 2 and (hours + minutes).isascii() and (hours + minutes).isdigit():
        following = words[index + 1 : index + 2]
        if following and following[0] in _HOURS and int(minutes) < 60:
            return int(hours) * 60 + int(minutes), index + 2
    return None


def _with_unit(words: list[str], number: tuple[float, int]) -> tuple[float, int] | None:
    value, end = number
    if words[end : end + 3] == ["and", "a", "half"]:
        value, end = value + 0.5, end + 3
    elif words[end : end + 3] == ["and", "a", "quarter"]:
        value, end = value + 0.25, end + 3
    elif words[end : end + 2] == ["and", "three"] and words[end + 2 : end + 3] in (["quarter"], ["quarters"]):
        value, end = value + 0.75, end + 3
    if value < 1 and words[end : end + 1] == ["of"]:
        end += 2 if words[end + 1 : end + 2] in (["an"], ["a"]) else 1
    if value < 1 and words[end : end + 1] in (["an"], ["a"]):
        end += 1
    end = _skip_fillers(words, end)
    if end >= len(words):
        return None
    if words[end] in _MINUTES or words[end] in ("'", "’", "′"):
        return value, end + 1
    if words[end] in _HOURS:
        return _after_hours(words, value, end + 1)
    return None


def _skip_fillers(words: list[str], index: int) -> int:
    for _ in range(3):
        if index < len(words) and words[index] in _FILLERS:
            index += 1
    return index


def _after_hours(words: list[str], hours: float, end: int) -> tuple[float, int]:
    """Add what follows the hours: "and a half", "and a quarter", "twenty minutes", "30"."""
    after = end + 1 if words[end : end + 1] == ["and"] else end
    if after > end:
        if words[after : after + 2] in (["a", "half"], ["one", "half"]) or words[after : after + 1] == ["half"]:
            return hours * 60 + 30, after + (1 if words[after] == "half" else 2)
        if words[after : after + 2] == ["a", "quarter"]:
            return hours * 60 + 15, after + 2
        if words[after : after + 1] == ["three"] and words[after + 1 : after + 2] in (["quarters"], ["quarter"]):
            return hours * 60 + 45, after + 2
    minutes = number_at(words, after)
    if minutes is not None and 0 < minutes[0] < 60:
        value, last = minutes
        if words[last : last + 1] and words[last] in _MINUTES:
            return hours * 60 + value, last + 1
        alone = last == len(words) or words[last] in _OPEN_END or words[end - 1] in ("h", "hr", "hrs")
        if after == end and alone and value >= 5 and value == round(value):
            return hours * 60 + value, last
    return hours * 60, end


def _part_of_hour(words: list[str], index: int) -> tuple[float, int] | None:
    """Read half an hour, a quarter of an hour, three quarters of an hour, two thirds of an hour."""
    word = words[index] if index < len(words) else ""
    if word in _HALF_HOURS:
        return 30, index + 1
    count = 1
    if word in ("one", "two", "three", "3") and index + 1 < len(words) and words[index + 1] in _PARTS:
        if (
            word != "one"
            and words[index + 1] in ("half", "quarter", "third")
            and "hours" in words[index + 2 : index + 3]
        ):
            return None  # "two half hours" are counted elsewhere
        count, index = {"one": 1, "two": 2}.get(word, 3), index + 1
        word = words[index]
    if word not in _PARTS:
        return None
    after = index + 1
    after += 1 if words[after : after + 1] == ["of"] else 0
    after += 1 if words[after : after + 1] in (["an"], ["a"], ["one"]) else 0
    following = words[after] if after < len(words) else "."
    if words[after - 2 : after] == ["of", "one"] and (following in _OPEN_END or following == "'"):
        return _PARTS[word] * count, after  # "an hour is too much, so a quarter of one"
    return (_PARTS[word] * count, after + 1) if following in ("hour", "hours", "hr", "hrs") else None

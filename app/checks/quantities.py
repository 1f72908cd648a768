"""Read numbers and lengths of time from tokens: "an hour and a half", "1h 20m", "15 to 20 minutes", "¾ of an hour"."""

from dataclasses import dataclass

from app.checks.wordlists import word_list, word_set

_UNITS = word_list(
    """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen
    """
)
_TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
_SMALL = {word: number for number, word in enumerate(_UNITS)} | {"fourty": 40, "fiveteen": 15, "dozen": 12} | _TENS
_MINUTES = word_set("minute minutes min mins minuets mintues mins. m")
_HOURS = frozenset(["hour", "hours", "hr", "hrs", "h"])
_QUARTERS = frozenset(("quarter", "quarters"))
_FILLERS = word_set("or so full whole solid good short quick brief more spare extra ish odd single")
_LONGEST = 24 * 60


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time in minutes, low to high, on tokens first (inclusive) to last (exclusive)."""

    low: int
    high: int
    first: int
    last: int


def number_at(words: list[str], index: int) -> tuple[float, int] | None:
    """Return the number that begins at a token, in digits or words, and the token after it."""
    if index >= len(words):
        return None
    word = words[index]
    if word[0].isdigit():
        value = _digits(word)
        return None if value is None else (value, index + 1)
    if word in _TENS:
        unit = _SMALL.get(words[index + 1], 99) if index + 1 < len(words) else 99
        return (_TENS[word] + unit, index + 2) if 0 < unit < 10 else (_TENS[word], index + 1)
    if word in _SMALL:
        return _SMALL[word], index + 1
    if word in ("couple", "coupla"):
        return 2, index + (2 if words[index + 1 : index + 2] == ["of"] else 1)
    return None


def _digits(word: str) -> float | None:
    if len(word) > 8:
        return None
    whole, _, fraction = word.rpartition(" ")
    if "/" in fraction:
        top, _, bottom = fraction.partition("/")
        if not (top.isdigit() and bottom.isdigit() and 0 < int(bottom) <= 4 and int(top) < int(bottom)):
            return None
        return (float(whole) if whole.isdigit() else 0) + int(top) / int(bottom)
    plain = word.replace(",", ".")
    if plain.count(".") > 1 or not plain.replace(".", "").isascii() or not plain.replace(".", "").isdigit():
        return None
    return float(plain)


def lengths(words: list[str], glued: list[bool]) -> list[Length]:
    """Return the lengths of time in a row of words; `glued` marks words joined to the one before by a hyphen."""
    found: list[Length] = []
    index = 0
    while index < len(words):
        length = _range_at(words, glued, index)
        if length is None:
            index += 1
        else:
            if length.high <= _LONGEST:
                found.append(length)
            index = length.last
    return found


def _range_at(words: list[str], glued: list[bool], index: int) -> Length | None:
    whole = _quantity_at(words, index)
    if whole is not None:
        minutes, end = whole
        if (end < len(words) and words[end] in ("to", "or", "and")) or _dash(words, glued, end):
            further = _quantity_at(words, end + (0 if end < len(words) and glued[end] else 1))
            joined = words[end] != "and" or words[max(0, index - 1)] == "between"
            if further is not None and further[0] > minutes and joined:
                return Length(round(minutes), round(further[0]), index, further[1])
        return Length(round(minutes), round(minutes), index, end)
    low = number_at(words, index)
    if low is None:
        return None
    return _bare_range(words, glued, index, low)


def _bare_range(words: list[str], glued: list[bool], index: int, low: tuple[float, int]) -> Length | None:
    value, end = low
    if end >= len(words):
        return None
    if words[end] == "-" and words[end + 1 : end + 2] in (["to"], ["or"]):
        end += 1
    if glued[end]:
        start = end
    elif words[end] in ("to", "or", "-", "–", "—", "/", ",", "~") or (
        words[end] == "and" and words[index - 1] == "between"
    ):
        start = end + 1
    else:
        return None
    start += 1 if words[start : start + 1] in (["maybe"], ["perhaps"], ["even"], ["at"]) else 0
    further = _quantity_at(words, start)
    second = number_at(words, start)
    if further is None or second is None:
        return None
    scale = 60 if further[0] >= second[0] * 60 else 1
    if second[0] <= value:
        return None
    return Length(round(value * scale), round(further[0]), index, further[1])


def _dash(words: list[str], glued: list[bool], end: int) -> bool:
    return end < len(words) and (glued[end] or words[end] in ("-", "–", "—"))


def _quantity_at(words: list[str], index: int) -> tuple[float, int] | None:
    """Return minutes and the token after a length with its unit, or None."""
    if index >= len(words):
        return None
    part = _part_of_hour(words, index)
    if part is not None:
        return part
    if words[index] in ("a", "an") and index + 1 < len(words):
        after = _skip_fillers(words, index + 1)
        part = _part_of_hour(words, after)
        if part is not None:
            return part
        if words[after : after + 1] and words[after] in ("hour", "hr"):
            return _after_hours(words, 1, after + 1)
        if words[after : after + 1] == ["couple"]:
            return _quantity_at(words, after)
        return None
    if words[index] in ("hour", "hr") and (words[index + 1 : index + 2] == ["long"]):
        return 60, index + 2
    number = number_at(words, index)
    return None if number is None else _with_unit(words, number)


def _with_unit(words: list[str], number: tuple[float, int]) -> tuple[float, int] | None:
    value, end = number
    if words[end : end + 3] == ["and", "a", "half"]:
        value, end = value + 0.5, end + 3
    elif words[end : end + 3] == ["and", "a", "quarter"]:
        value, end = value + 0.25, end + 3
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
    if minutes is not None and minutes[0] < 60:
        value, last = minutes
        if words[last : last + 1] and words[last] in _MINUTES:
            return hours * 60 + value, last + 1
        if after == end and words[end - 1] in ("h", "hr") and value >= 5:
            return hours * 60 + value, last
    return hours * 60, end


def _part_of_hour(words: list[str], index: int) -> tuple[float, int] | None:
    """Read half an hour, a quarter of an hour, three quarters of an hour."""
    word = words[index] if index < len(words) else ""
    if word == "half":
        after = index + 1
        after += 1 if words[after : after + 1] == ["of"] else 0
        after += 1 if words[after : after + 1] in (["an"], ["a"]) else 0
        return (30, after + 1) if words[after : after + 1] in (["hour"], ["hr"], ["hours"]) else None
    count = 1
    if word in ("three", "3", "one") and index + 1 < len(words) and words[index + 1] in _QUARTERS:
        count, index = (1 if word == "one" else 3), index + 1
        word = words[index]
    if word not in _QUARTERS:
        return None
    after = index + 1
    after += 1 if words[after : after + 1] == ["of"] else 0
    after += 1 if words[after : after + 1] in (["an"], ["a"]) else 0
    return (15 * count, after + 1) if words[after : after + 1] in (["hour"], ["hr"]) else None

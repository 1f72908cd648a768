"""Read numbers in digits and in words: 20, 1 1/2, 0.75, twenty-five, five-and-twenty, a dozen, fifteen (15)."""

from app.checks.wordlists import word_list

_ONES = word_list(
    """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen
    """
)
TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
SMALL = {word: number for number, word in enumerate(_ONES)} | {"dozen": 12} | TENS
_PAIRS = frozenset(("couple", "coupla", "pair"))
NUMBER_WORDS = _PAIRS | frozenset(SMALL)  # every number that does not begin with a digit begins with one of these
_LONGEST_DIGITS = 8
_BRACKETS = frozenset("([")
_CLOSING = frozenset(")]")
_WITHIN = frozenset(("-", "–", "—", "to", "or", "and"))
_LONGEST_BRACKET = 8


def number_at(words: list[str], index: int) -> tuple[float, int] | None:
    """Return the number that begins at a token, in digits or words, and the token after it."""
    number = _number(words, index)
    return None if number is None else (number[0], past_restated(words, *number))


def past_restated(words: list[str], value: float, end: int) -> int:
    """Return where a row goes on after brackets that only say a number again: "fifteen (15)"."""
    if end >= len(words) or words[end] not in _BRACKETS:
        return end
    at, last = end + 1, None
    for _ in range(_LONGEST_BRACKET):
        number = _number(words, at)
        if number is not None:
            last, at = number
        elif at < len(words) and words[at] in _WITHIN:
            at += 1
        else:
            break
    return at + 1 if last == value and at < len(words) and words[at] in _CLOSING else end


def _number(words: list[str], index: int) -> tuple[float, int] | None:
    if index >= len(words):
        return None
    word = words[index]
    if word[0].isdigit():
        value = _digits(word)
        return None if value is None else (value, index + 1)
    if word not in NUMBER_WORDS:
        return None
    following = words[index + 1] if index + 1 < len(words) else ""
    if word in TENS:
        unit = SMALL.get(following, 99)
        return (TENS[word] + unit, index + 2) if 0 < unit < 10 else (TENS[word], index + 1)
    if word in SMALL:
        tens = TENS.get(words[index + 2], 0) if following == "and" and index + 2 < len(words) else 0
        return (SMALL[word] + tens, index + 3) if tens and SMALL[word] < 10 else (SMALL[word], index + 1)
    return 2, index + (2 if following == "of" else 1)


def _digits(word: str) -> float | None:
    if len(word) > _LONGEST_DIGITS:
        return None
    if word.isdecimal() and word.isascii():
        return float(word)
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

"""Read numbers whose unit is left out: "20 minutes, or 30 if you can", "a quick 15"."""

from app.checks.lengths.clauses import REACH
from app.checks.lengths.quantities import Length
from app.checks.lengths.words import time_words
from app.checks.numerals import NUMBER_WORDS, number_at
from app.checks.wordlists import word_set

_OPEN_START = time_words("rows", "open_start")
_OPEN_END = time_words("rows", "open_end")
_GLAD = time_words("verbs", "glad")
_SHORT = word_set("quick short brief spare mere steal grab snag")
_LATER = word_set("only even just have spare another better further take")
_ORDINALS = word_set("first second third other next last")
_THEM = word_set("them which those these")
_LEAST, _MOST = 5, 120


def may_be_short(words: list[str]) -> bool:
    """Tell at a glance whether a number may stand for minutes where no length stands before it."""
    return not _SHORT.isdisjoint(words)


def bare_lengths(words: list[str], found: list[Length], *, seen: bool) -> list[Length]:
    """Return the numbers that are minutes because a length stands before them, if `seen` in an earlier sentence."""
    inside = {index for length in found for index in range(length.first, length.last)}
    numbers = {at for at, word in enumerate(words) if (word in NUMBER_WORDS or word[0].isdigit()) and at not in inside}
    if not numbers:
        return []
    known = {length.first for length in found}
    bare: list[Length] = []
    index, latest = 0, -REACH
    while index < len(words):
        latest = index if index in known else latest
        number = number_at(words, index) if index in numbers else None
        if number is None or number[1] in inside:
            index += 1
            continue
        value, end = number
        if _LEAST <= value <= _MOST and value == round(value) and _ends_openly(words, index, end):
            in_reach = index - latest < REACH
            if _begins_in_row(words, index) if in_reach else _begins_alone(words, index, end, seen):
                bare.append(Length(round(value), round(value), index, end))
                latest = index
        index = max(end, index + 1)
    return bare


def _ends_openly(words: list[str], index: int, end: int) -> bool:
    """Tell a number that counts nothing after it, "five of questions" in a row of such, and "ten of them"."""
    following = words[end] if end < len(words) else "."
    if following == "of":
        them = end + 1 < len(words) and words[end + 1] in _THEM
        return them or "of" in words[max(0, index - 12) : index]
    if following == "it":
        return words[end + 1 : end + 2] == ["is"]
    return following in _OPEN_END or words[end : end + 2] == ["the", "most"]


def _begins_in_row(words: list[str], index: int) -> bool:
    """Tell the 30 of "20 minutes or 30" from the 5 of "between 9 and 5"."""
    before, earlier = words[index - 1], words[index - 2] if index > 1 else ""
    if before in _SHORT:
        return True
    if before in ("of", "at", "with", "by") and earlier in _GLAD:
        return True
    if before == "of":
        return earlier in _ORDINALS
    if before == "to":
        return earlier in ("up", "down")
    if before in ("and", "or", ",") and index > 1 and number_at(words, index - 2) is not None:
        return False
    return before in _OPEN_START


def _begins_alone(words: list[str], index: int, end: int, seen: bool) -> bool:
    following = words[end] if end < len(words) else "."
    if index == 0:
        return seen and following in (",", "if", "would", "at", "is")
    if words[index - 1] in _SHORT:
        return following not in ("and", "or", ",", "-")
    return seen and words[index - 1] in _LATER

"""Read one length of time with its unit: "an hour and a half", "1h 20m", "¾ of an hour", "a call of 0:20"."""

from app.checks.lengths.words import time_words
from app.checks.numerals import number_at, past_restated
from app.checks.wordlists import word_set

MINUTES = word_set("minute minutes min mins mins. m")
HOURS = frozenset(["hour", "hours", "hr", "hrs", "h"])
PARTS = {"half": 30, "quarter": 15, "quarters": 15, "third": 20, "thirds": 20}
HALF_HOURS = frozenset(["halfhour", "halfhours"])
ONE_HOUR = word_set("another full whole entire solid spare free single good clear extra additional further one quick")
FILLERS = word_set("or so full whole solid good short quick brief more spare extra ish odd single entire uninterrupted")
PRIMES = ("'", "’", "′")
OF_TIME = time_words("nouns", "of_time") - {"your"}
MOST_HOURS = 6
_OPEN_END = time_words("rows", "open_end")
_TALK = time_words("nouns", "talk") | {"speak"}
_MEASURES = frozenset(("length", "duration", "lasting", "lasts", "last"))
_BEFORE_CLOCKED = _MEASURES | word_set("need want request take spare have give requesting")


def amount_at(words: list[str], index: int) -> tuple[float, int] | None:
    """Return minutes and the token after a length with its unit, or None."""
    if index >= len(words):
        return None
    part = _part_of_hour(words, index) or _clocked(words, index)
    if part is not None:
        return part
    word = words[index]
    if word in ("a", "an") or word in ONE_HOUR:
        after = _skip_fillers(words, index + 1)
        part = _part_of_hour(words, after)
        if part is not None:
            return part
        if words[after : after + 1] and words[after] in ("hour", "hr"):
            return after_hours(words, 1, after + 1)
        if word in ("a", "an") and words[after : after + 1] in (["couple"], ["dozen"], ["half"]):
            return amount_at(words, after)
    if word in ("hour", "hr") and words[index + 1 : index + 2] == ["long"]:
        return 60, index + 2
    if word in ("hour", "hr") and index and words[index - 1] in ("our", "the") and _is_subject(words, index):
        return 60, index + 1
    if ":" in word:
        return _clocked_alone(words, index)
    if word == "half" and "dozen" in words[index + 1 : index + 3]:
        return with_unit(words, (6, words.index("dozen", index) + 1))
    number = number_at(words, index)
    return None if number is None or _is_hour_of_day(words, index, number) else with_unit(words, number)


def _is_hour_of_day(words: list[str], index: int, number: tuple[float, int]) -> bool:
    """Tell "at 18h" and "10h30" from "1h30"."""
    value, end = number
    if words[end : end + 1] != ["h"]:
        return False
    minutes = words[end + 1 : end + 2]
    late = value > 12 or (value > MOST_HOURS and bool(minutes) and minutes[0].isdigit())
    return late or (index > 0 and words[index - 1] == "at")


def _is_subject(words: list[str], index: int) -> bool:
    return words[index + 1 : index + 2] in (["would"], ["will"])


def _clocked(words: list[str], index: int) -> tuple[float, int] | None:
    """Read 1:30 hours."""
    minutes = _minutes_of_clock(words[index])
    following = words[index + 1 : index + 2]
    return (minutes, index + 2) if minutes and following and following[0] in HOURS else None


def _minutes_of_clock(word: str) -> int | None:
    hours, _, minutes = word.partition(":")
    if not (len(minutes) == 2 and (hours + minutes).isascii() and (hours + minutes).isdigit()):
        return None
    short = len(hours) == 1 or (len(hours) == 2 and hours[0] == "0")
    return int(hours) * 60 + int(minutes) if short and int(minutes) < 60 else None


def _clocked_alone(words: list[str], index: int) -> tuple[float, int] | None:
    """Read "a call of 0:20" and "0:20 of your time"; nearly every other "1:20" is a time of day."""
    minutes = _minutes_of_clock(words[index])
    if not minutes or minutes > MOST_HOURS * 60:
        return None
    before, earlier = words[index - 1] if index else "", words[index - 2] if index > 1 else ""
    after = words[index + 1 : index + 3]
    measured = (before in ("of", ":", "is") and earlier in _MEASURES) or (before == "of" and earlier in _TALK)
    of_reader = after[:1] == ["of"] and not OF_TIME.isdisjoint(words[index + 2 : index + 4])
    if measured or before in _MEASURES or of_reader:
        return minutes, index + 1
    of_talk = before == "for" and earlier in _TALK
    named = before in ("a", "an") and not _TALK.isdisjoint(after)
    return (
        (minutes, index + 1)
        if minutes < 60 and (of_talk or named or (before in _BEFORE_CLOCKED and after[:1] != ["of"]))
        else None
    )


def with_unit(words: list[str], number: tuple[float, int]) -> tuple[float, int] | None:
    """Return minutes and the token after the unit that follows a number, or None without one."""
    value, end = number
    if words[end : end + 3] == ["and", "a", "half"]:
        value, end = value + 0.5, end + 3
    elif words[end : end + 3] == ["and", "a", "quarter"]:
        value, end = value + 0.25, end + 3
    elif words[end : end + 2] == ["and", "three"] and words[end + 2 : end + 3] in (["quarter"], ["quarters"]):
        value, end = value + 0.75, end + 3
    end = past_restated(words, value, end)
    if value < 1 and words[end : end + 1] == ["of"]:
        end += 2 if words[end + 1 : end + 2] in (["an"], ["a"]) else 1
    if value < 1 and words[end : end + 1] in (["an"], ["a"]):
        end += 1
    if words[end : end + 1] == ["-"] and words[end - 1] in (")", "]"):
        end += 1  # "thirty (30)-minute"
    end = _skip_fillers(words, end)
    if end >= len(words):
        return None
    if words[end] in MINUTES or words[end] in PRIMES:
        return value, end + 1
    if words[end] in HOURS:
        return after_hours(words, value, end + 1)
    return None


def _skip_fillers(words: list[str], index: int) -> int:
    for _ in range(3):
        if index < len(words) and words[index] in FILLERS:
            index += 1
    return index


def after_hours(words: list[str], hours: float, end: int) -> tuple[float, int]:
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
        if words[last : last + 1] and words[last] in MINUTES:
            return hours * 60 + value, last + 1
        alone = last == len(words) or words[last] in _OPEN_END or words[end - 1] in ("h", "hr", "hrs")
        if after == end and alone and value >= 5 and value == round(value):
            return hours * 60 + value, last
    return hours * 60, end


def _part_of_hour(words: list[str], index: int) -> tuple[float, int] | None:
    """Read half an hour, a quarter of an hour, three quarters of an hour, two thirds of an hour."""
    word = words[index] if index < len(words) else ""
    if word in HALF_HOURS:
        return 30, index + 1
    count = 1
    if word in ("one", "two", "three", "3") and index + 1 < len(words) and words[index + 1] in PARTS:
        if (
            word != "one"
            and words[index + 1] in ("half", "quarter", "third")
            and "hours" in words[index + 2 : index + 3]
        ):
            return None  # "two half hours" are counted elsewhere
        count, index = {"one": 1, "two": 2}.get(word, 3), index + 1
        word = words[index]
    if word not in PARTS:
        return None
    after = past_restated(words, PARTS[word] / 60, index + 1)
    after += 1 if words[after : after + 1] == ["of"] else 0
    after += 1 if words[after : after + 1] in (["an"], ["a"], ["one"]) else 0
    following = words[after] if after < len(words) else "."
    if words[after - 2 : after] == ["of", "one"] and (following in _OPEN_END or following == "'"):
        return PARTS[word] * count, after  # "an hour is too much, so a quarter of one"
    return (PARTS[word] * count, after + 1) if following in ("hour", "hours", "hr", "hrs") else None

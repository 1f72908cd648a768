"""Read how many times a length is asked for: "two calls of", "three 15-minute", "twice", "every Friday for a month"."""

from dataclasses import dataclass

from app.checks.lengths.clauses import Clause
from app.checks.lengths.words import time_words
from app.checks.numerals import NUMBER_WORDS, number_at
from app.checks.wordlists import word_set

_MEETINGS = time_words("rows", "meetings")
_SPANS = time_words("rows", "spans")
_APIECE = time_words("rows", "apiece")
_PERIOD = time_words("places", "period") | {"weekly", "monthly", "daily"}
_PAUSES = frozenset((",", ":", "-", "–", "—", "("))
_SKIPPED = _PAUSES | word_set("of at for about around lasting each apiece maybe with roughly only just say")
_NO_ADJECTIVES = word_set("of for in on at with the a an my your our and or but to from by about some any these those")
_TIMES = {"twice": 2, "thrice": 3}
_FEWEST, _MOST, _APART = 2, 20, 14


@dataclass(frozen=True, slots=True)
class Count:
    """How many times, low to high, and the tokens that say so together with the length."""

    low: int
    high: int
    first: int
    last: int


def count_of(clause: Clause, *, alone: bool) -> Count:
    """Return how many times a length is asked for; `alone` when its sentence asks for no other."""
    after = clause.after(16)
    found = _of_meetings(clause, after, alone) or _counted(clause, after)
    if found is not None:
        low, high, first = found
        return Count(low, high, first, clause.last)
    times, last = _repeated(after)
    return Count(times, times, clause.first, clause.last + last)


def _of_meetings(clause: Clause, after: list[str], alone: bool) -> tuple[int, int, int] | None:
    """Read "two calls of 20 minutes", "three times, for 30 minutes each" and "twice twenty minutes"."""
    words, at, paused = clause.words, clause.first - 1, False
    for _ in range(4):
        if at >= 0 and words[at] in _SKIPPED:
            paused = paused or words[at] in _PAUSES
            at -= 1
    apiece = not _APIECE.isdisjoint(after[:3])
    if apiece and words[at] not in _MEETINGS and words[at] not in _TIMES:
        at = _last_meetings(clause)
    if at < 0 or (paused and not alone and not apiece):
        return None
    if words[at] in _TIMES:
        return _TIMES[words[at]], _TIMES[words[at]], at
    if words[at] in ("x", "×"):
        return _count_before(words, at)
    return _past_adjectives(words, at) if words[at] in _MEETINGS else None


def _last_meetings(clause: Clause) -> int:
    """Return where "times" stands in "three times this summer, half an hour each"."""
    stop = max(clause.begin, clause.first - _APART) - 1
    return next((at for at in range(clause.first - 1, stop, -1) if clause.words[at] in _MEETINGS), -1)


def _counted(clause: Clause, after: list[str]) -> tuple[int, int, int] | None:
    """Read "two 20-minute calls" and "four half-hours"; a digit counts only before a plural."""
    words, first = clause.words, clause.first
    count = _past_adjectives(words, first)
    digits = count is not None and any(word[0].isdigit() for word in words[count[2] : first])
    return None if digits and _MEETINGS.isdisjoint(after[:3]) else count


def _past_adjectives(words: list[str], end: int) -> tuple[int, int, int] | None:
    """Return the count before a noun, with up to two words between: "two short phone calls"."""
    for at in range(end, max(0, end - 3), -1):
        count = _count_before(words, at)
        if count is not None or not words[at - 1].isalpha() or words[at - 1] in _NO_ADJECTIVES:
            return count
    return None


def _count_before(words: list[str], end: int) -> tuple[int, int, int] | None:
    """Return the count that ends before a token, low to high, and where it begins."""
    high = _number_before(words, end)
    if high is None:
        return None
    number, first = high
    low = _number_before(words, first - 1) if first > 1 and words[first - 1] in ("or", "to") else None
    return (number, number, first) if low is None or low[0] >= number else (low[0], number, low[1])


def _number_before(words: list[str], end: int) -> tuple[int, int] | None:
    far = (4, 5) if words[end - 1] in (")", "]") else ()  # "two (2) calls"
    for start in (end - back for back in (1, 2, *far)):
        number = number_at(words, start) if start >= 0 else None
        if number is not None and number[1] == end and _is_count(number[0]):
            return round(number[0]), start
    return None


def _is_count(number: float) -> bool:
    return _FEWEST <= number <= _MOST and number == round(number)


def _repeated(after: list[str]) -> tuple[int, int]:
    """Read "15 minutes on three separate days", "20 minutes twice", "half an hour a week for three weeks"."""
    for place, word in enumerate(after[:10]):
        if word in _TIMES:
            if place < 4 and after[place + 1 : place + 2] not in (["a"], ["per"], ["weekly"]):
                return _TIMES[word], place + 1
            continue
        number = number_at(after, place) if word in NUMBER_WORDS or word[0].isdigit() else None
        if number is not None and _is_count(number[0]) and _repeats(after, place, number[1]):
            return round(number[0]), min(number[1] + 1, len(after))
    return 1, 0


def _repeats(after: list[str], place: int, end: int) -> bool:
    """Tell whether a number counts repetitions: "on three days", "each for two topics", "a week for three weeks"."""
    before, nouns = after[place - 1] if place else "", after[end : end + 3]
    if nouns[:1] == ["times"] and place < 5:
        return nouns[1:2] not in (["a"], ["per"])
    if after[0] in _APIECE and place < 4 and before in ("on", "for", "with"):
        return True
    if after[max(0, place - 2) : place] == ["each", "of"]:
        return True
    if before in ("on", "across") and not _MEETINGS.isdisjoint(nouns):
        return True
    often = not _PERIOD.isdisjoint(after[:place]) or not {"times", "sessions"}.isdisjoint(nouns)
    return before in ("for", "over", "across") and not _SPANS.isdisjoint(nouns) and often

"""Read the lengths that a text only implies: coffee, lunch, an afternoon, "a quick chat"."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.checks.lengths.words import time_words
from app.checks.report import Kind
from app.checks.wordlists import word_set

_HOPING = word_set("hoping hoped hope wondering wanted")
_INVITES = _HOPING | word_set("could would can may might will shall should let possible love like")
_SPENDING = word_set("spend shadow shadowing spending sit")
_PAST = time_words("verbs", "past")
_THANKING = time_words("verbs", "thanking")
_OCCASIONS = {
    "coffee": "coffee",
    "coffees": "coffee",
    "tea": "coffee",
    "latte": "coffee",
    "espresso": "coffee",
    "cuppa": "coffee",
    "drink": "coffee",
    "lunch": "lunch",
    "dinner": "lunch",
    "breakfast": "lunch",
    "brunch": "lunch",
    "afternoon": "half_day",
    "morning": "half_day",
    "day": "day",
}
_INVITING = word_set(
    """
    buy grab get have take treat meet over for to share invite up catch join spend shadow do having getting
    grabbing offer hosting host
    """
)
_TO_GO = word_set(
    """
    on next this sometime some or with at near in and together one if when while chat any my tomorrow someday
    soon as date meeting catch to around by before after later nearby i we you downtown virtually . , ! ? ; )
    - – —
    """
)
_VAGUE_HEADS = word_set("quick brief short little few moment bit minute second small")
_VAGUE_TALKS = word_set(
    """
    chat call talk conversation word meeting time minutes moments moment minute zoom phone discussion catch
    coffee mins visit interview
    """
)
_ASSUMED = {"coffee": 30, "lunch": 60, "half_day": 180}
_DAY = 480
_TIMES = _VAGUE_HEADS | {"time"}
_IMPLYING = _TIMES | frozenset(_OCCASIONS)
_NO_PLURAL = frozenset(("moment", "minute", "bit"))
_SOME = frozenset(("some", "any"))


def may_imply(words: list[str]) -> bool:
    """Tell at a glance whether a text may name an occasion or a vague length."""
    return not _IMPLYING.isdisjoint(words)


def occasions(words: list[str], kind: Kind, policy: Mapping[str, Any]) -> Iterator[tuple[int, int, bool]]:
    """Yield where a meal or a part of the day is asked for, its minutes, and whether they are only assumed."""
    if kind is Kind.THANK_YOU_NOTE or _OCCASIONS.keys().isdisjoint(words) or _INVITES.isdisjoint(words):
        return
    told = next((index for index, word in enumerate(words) if word in _THANKING), len(words))
    if _HOPING.isdisjoint(words):
        told = next((index for index, word in enumerate(words[:told]) if word in _PAST), told)
    spent = next((index for index, word in enumerate(words) if word in _SPENDING), len(words))
    for index, word in enumerate(words[: told + 1]):
        name = _OCCASIONS.get(word)
        if name is not None and _is_invitation(words, index, spent):
            minutes = _DAY if name == "day" else int(policy.get(f"time.assumed.{name}", _ASSUMED[name]))
            yield index, minutes, name != "day"


def _is_invitation(words: list[str], index: int, spent: int) -> bool:
    before = words[max(0, index - 5) : index]
    if words[index] in ("afternoon", "morning", "day"):
        return spent < index and bool(before) and before[-1] in ("a", "an", "the", "full", "whole", "half", "one")
    following = words[index + 1] if index + 1 < len(words) else "."
    return not _INVITING.isdisjoint(before) and following in _TO_GO


def is_vague(words: list[str]) -> bool:
    """Tell "a quick chat" and "some time"."""
    if _TIMES.isdisjoint(words):
        return False
    for index, word in enumerate(words):
        if word in _VAGUE_HEADS:
            if word in _NO_PLURAL or not _VAGUE_TALKS.isdisjoint(words[index + 1 : index + 4]):
                return _PAST.isdisjoint(words[:index])
        elif word == "time" and index and (words[index - 1] in _SOME or words[max(0, index - 3)] in _SOME):
            return True
    return False

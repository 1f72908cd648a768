"""Tell a length that the writer refuses: "I don't need an hour", "an hour is too much", "rather than 30 minutes"."""

from itertools import pairwise

from app.checks.lengths.clauses import Clause
from app.checks.lengths.words import time_phrases, time_words

_NEGATION = time_words("refusals", "negation")
_NO_DENIAL = time_words("refusals", "no_denial")
_DENIABLE = time_words("refusals", "deniable")
_COMPARISON = time_words("refusals", "comparison")
_CONTRAST = time_words("refusals", "contrast")
_TOO = time_words("refusals", "too")
_TOO_MUCH = time_phrases("refusals", "too_much")
_INSTEAD = time_phrases("refusals", "instead")
_NEAR, _FAR = 14, 24


def is_refused(clause: Clause) -> bool:
    """Tell whether the clause around a length, or what takes it back, says that it is not asked for."""
    before = clause.before(_NEAR)
    if _is_replaced(before) or _is_taken_back(clause.words[clause.last : clause.last + _FAR]):
        return True
    if clause.asks():
        return False
    return _is_too_much(clause.after(_NEAR)) or (before[-1:] == ["for"] and _is_too_much(before)) or _is_denied(before)


def _is_replaced(before: list[str]) -> bool:
    """Tell "rather than take half an hour" and "instead of an hour"."""
    near = before[-7:]
    if "," in near:
        near = near[len(near) - near[::-1].index(",") :]
    text = f" {' '.join(near)} "
    return any(phrase in text for phrase in _INSTEAD)


def _is_too_much(row: list[str]) -> bool:
    """Tell "is too much to ask" and "would be greedy" from "is not too much" and "if that is too long"."""
    text = f" {' '.join(row)} "
    if any(phrase in text and " not" not in text[: text.index(phrase)] for phrase in _TOO_MUCH):
        return True
    for place, (word, following) in enumerate(pairwise(row)):
        if word == "too" and following in _TOO:
            return {"not", "never", "nor", "if"}.isdisjoint(row[:place])
    return False


def _is_taken_back(after: list[str]) -> bool:
    """Tell "an hour would be lovely, but I know that it is not realistic"."""
    if "but" not in after:
        return False
    rest = after[after.index("but") :]
    for place, pair in enumerate(pairwise(rest)):
        if pair[0] in ("it", "that", "this") and pair[1] in ("is", "would", "seems", "feels", "might", "may"):
            return "if" not in rest[:place] and _is_too_much(rest[place + 1 : place + 8])
    return False


def _is_denied(before: list[str]) -> bool:
    """Tell whether a negation reaches to the length after a row of words."""
    for index in range(len(before) - 1, -1, -1):
        word = before[index]
        if word in _NEGATION:
            return _denies(before[index:])
        if word in _CONTRAST and (index == 0 or before[index - 1] not in _NEGATION):
            return False
        if word in _COMPARISON:
            return False
        if word == "," and before[index + 1 : index + 2] not in (["or"], ["nor"], ["not"], ["even"]):
            return False
    return False


def _denies(row: list[str]) -> bool:
    """Tell "not an hour" and "not asking for an hour" from "not sure whether" and "no rush"."""
    following = row[1:]
    if row[0] in ("nobody", "none") or following[:1] == ["one"]:
        return True
    if not following or following[0] in _DENIABLE or following[0] == "need":
        return True
    if following[0] in _NO_DENIAL:
        return following[0] == "a" and len(following) < 3
    return len(following) <= 2 or not _DENIABLE.isdisjoint(following[:3])

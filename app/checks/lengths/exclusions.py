"""Tell a length that is not asked for: refused ("I don't need an hour"), or no stretch of a talk ("an hour away")."""

from itertools import pairwise

from app.checks.lengths.clauses import Clause
from app.checks.lengths.nouns import Head
from app.checks.lengths.verbs import Verdict, from_right
from app.checks.lengths.words import time_phrases, time_words
from app.checks.wordlists import word_set

_TALK = time_words("nouns", "talk")
_OF_TIME = time_words("nouns", "of_time") - {"your"}
_ELSEWHERE = time_words("places", "elsewhere")
_VEHICLE = time_words("places", "vehicle")
_DEADLINE = time_words("places", "deadline")
_PERIOD = time_words("places", "period")
_RATE = time_words("places", "rate")
_FIT = time_words("verbs", "fit") | {"tell", "ask", "hear", "show", "keep", "stay", "phone", "zoom"}
_MODAL = time_words("verbs", "modal")
_GIVING = time_words("verbs", "giving")
_GOVERNED = _GIVING | {"for", "in", "another", "with", "of"}
_TAKEN = word_set("take taking steal borrow have get want need ask asking")
_PERSONS = frozenset(("i", "you", "we", "us"))
_LIMITERS = word_set("just only about under less than around roughly approximately those these the")
_SOUGHT = word_set("am are be not only just followed interested")
_CLOSING_TIME = word_set("the my kill closing midnight")
_NEGATION = time_words("refusals", "negation")
_NO_DENIAL = time_words("refusals", "no_denial")
_DENIABLE = time_words("refusals", "deniable")
_COMPARISON = time_words("refusals", "comparison")
_CONTRAST = time_words("refusals", "contrast")
_TOO = time_words("refusals", "too")
_TOO_MUCH = time_phrases("refusals", "too_much")
_INSTEAD = time_phrases("refusals", "instead")
_NEAR, _FAR = 14, 24


def is_elsewhere(clause: Clause, head: Head, *, in_row: bool) -> bool:
    """Tell whether a length is no stretch of the talk; one in a row with an ask may stand before or after something."""
    before, after, following = clause.before(), clause.after(8), clause.following()
    last = before[-1] if before else ""
    if following in _ELSEWHERE and after[:2] != ["later", "on"]:
        return not (following == "long" and (head is Head.TALK or _TALK.intersection(before)))
    if following in ("before", "after") and not (in_row or last in _GOVERNED):
        return from_right(clause) is not Verdict.ASKED
    if head is Head.EITHER and not {"from", "away"}.isdisjoint(after[1:3]):
        return True
    if following == "from" and not (_OF_TIME.intersection(after[1:5]) or _TAKEN.intersection(before[-6:])):
        return True
    if following in ("by", "on") and _VEHICLE.intersection(after[1:3]):
        return following == "by" or _MODAL.isdisjoint(before)
    if following == "to" and after[1:] and after[1] in _CLOSING_TIME:
        return True
    if last in ("every", "per") or after[:2] in (["for", "each"], ["for", "every"], ["each", "way"], ["per", "person"]):
        return True
    return _is_rate(clause, last) or (head is not Head.TALK and _is_deadline(clause))


def _is_rate(clause: Clause, last: str) -> bool:
    """Tell "forty euros an hour" and "at an hour of your choosing"."""
    return clause.words[clause.first] in ("a", "an") and (last in _RATE or last in ("at", "any"))


def is_frequent(clause: Clause) -> bool:
    """Tell "sixty hours a week", which is asked for only by a verb of its own: "could we talk an hour a week"."""
    after = clause.after(3)
    return after[:1] in (["a"], ["an"], ["per"], ["every"], ["each"]) and not _PERIOD.isdisjoint(after[1:])


def _is_deadline(clause: Clause) -> bool:
    """Tell "in 20 minutes" and "after an hour", unless something is to be done in it, or it is a limit."""
    words, begin, at = clause.words, clause.begin, clause.first - 1
    while at > begin and words[at] in _LIMITERS:
        at -= 1
    if at < begin or words[at] not in _DEADLINE:
        return False
    before = words[max(begin, at - 15) : at]
    if words[at] in ("past", "after") and not {"not", "never"}.isdisjoint(before[-4:]):
        return False
    if words[at] in ("after", "by", "in") and before and before[-1] in _SOUGHT:
        return False
    around = before + clause.after(15)
    return words[at] not in ("in", "within") or _FIT.isdisjoint(around) or _PERSONS.isdisjoint(around)


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

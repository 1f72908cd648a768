"""Tell a distance, an age, a deadline, a rate or a habit: "an hour away", "in 20 minutes", "sixty hours a week"."""

from app.checks.lengths.clauses import Clause
from app.checks.lengths.nouns import Head
from app.checks.lengths.verbs import Verdict, from_right
from app.checks.lengths.words import time_words
from app.checks.wordlists import word_set

_TALK = time_words("nouns", "talk")
_OF_TIME = time_words("nouns", "of_time")
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
    if following == "from" and not (_OF_TIME.intersection(after[1:4]) or _TAKEN.intersection(before[-6:])):
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

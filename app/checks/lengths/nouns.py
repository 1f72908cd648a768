"""Read what stands around a length as a noun phrase: "your 45-minute talk", "a 20-minute call", "the two-hour exam"."""

from enum import Enum

from app.checks.lengths.clauses import Clause, Line
from app.checks.lengths.quantities import Length
from app.checks.lengths.words import time_words
from app.checks.wordlists import word_set

_DEFINITE = time_words("nouns", "definite")
_ADJECTIVE = time_words("nouns", "adjective")
_TALK = time_words("nouns", "talk")
_EITHER = time_words("nouns", "either")
_OTHER = time_words("nouns", "other")
_WANTING = time_words("verbs", "wanting")
_CLOSED = time_words("rows", "open_end") | time_words("verbs", "modal") | word_set("is are the a my your you i")
_SINGULAR = frozenset(("minute", "hour", "hr", "min"))
_PARTS_OF_HOUR = (1, 15, 20, 30, 40, 45, 60)
_PRIMES = frozenset(("'s", "'", "’"))


class Head(Enum):
    """The noun that a length stands before: "a 20-minute …"."""

    TALK = "talk"
    EITHER = "either"
    OTHER = "other"
    UNKNOWN = "unknown"
    NONE = "none"


class Reference(Enum):
    """A length that is known already: the talk that is asked for, or something else."""

    TALK = "talk"
    REQUEST = "request"
    OTHER = "other"


def head_of(line: Line, length: Length) -> Head:
    """Return what kind of noun a length stands before."""
    words, last = line.words, length.last
    if last < len(words) and words[last] in _PRIMES and words[last - 1] not in _PRIMES:
        last += 1
    nouns: list[str] = []
    for word in words[last : last + 4]:
        if word in _CLOSED and word not in _TALK:
            break
        nouns.append(word)
    if not nouns:
        return Head.NONE
    if not _is_attributive(line, length):
        if _kind_of(nouns[0]) is None:
            return Head.NONE
        nouns = nouns[:2]
    kinds = [kind for kind in map(_kind_of, nouns) if kind is not None]
    return kinds[-1] if kinds else Head.UNKNOWN


def _kind_of(noun: str) -> Head | None:
    if noun in _TALK:
        return Head.TALK
    return Head.OTHER if noun in _OTHER else Head.EITHER if noun in _EITHER else None


def _is_attributive(line: Line, length: Length) -> bool:
    """Tell "a 20-minute …" and "two-hour …" from "an hour" and "20 min"."""
    unit = line.words[length.last - 1]
    if unit not in _SINGULAR or length.last - length.first < 2:
        return False
    plural = unit == "minute" or (unit == "hour" and length.low not in _PARTS_OF_HOUR)
    return line.joints[length.last - 1] == "-" or (plural and length.high > 1)


def reference_of(clause: Clause, head: Head) -> Reference | None:
    """Return what a length with "the", "your" or "our" before it refers to, or None without one."""
    words, at = clause.words, clause.first - 1
    while at > 0 and words[at] in _ADJECTIVE:
        at -= 1
    word = words[at] if at >= 0 else ""
    if word not in _DEFINITE:
        return None
    after = words[clause.last : clause.last + 2]
    if word == "the" and words[at + 1] in ("full", "whole", "entire"):
        return None
    if word == "the" and after[:1] in (["i"], ["we"]) and after[1:] and after[1] in _WANTING | {"would", "am", "have"}:
        return Reference.REQUEST
    if word == "your" and head is Head.NONE and after[:1] in (["would"], ["will"]):
        return Reference.REQUEST
    ours = word in ("our", "the", "those", "these", "that", "this", "my") and head in (Head.TALK, Head.NONE)
    return Reference.TALK if ours and words[at + 1] != "best" else Reference.OTHER

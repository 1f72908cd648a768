"""Read lengths that stand in a row: what adds up, what is offered instead, what is only a part."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise

from app.checks.lengths.clauses import REACH, Line
from app.checks.lengths.counts import count_of
from app.checks.lengths.quantities import Length
from app.checks.lengths.verbs import from_right
from app.checks.lengths.words import time_words
from app.checks.wordlists import word_set

_ADDING = time_words("rows", "adding")
_CHOOSING = time_words("rows", "choosing")
_GLAD = time_words("verbs", "glad")
_VERB = time_words("rows", "verb")
_WHOLE = time_words("rows", "whole")
_PREPOSITION = word_set("of for in on at with by to before after about")
_STATING = word_set("would is might sounds seems feels may")
_EXPLAINING = word_set(": ( - – — split divided makes that = total")
_THEM = word_set("them which those these")


@dataclass(frozen=True, slots=True)
class Part:
    """A length that is asked for, by itself or as a sum; `choice` when it is offered instead of one before it."""

    low: int
    high: int
    first: int
    last: int
    choice: bool = False


class Link(Enum):
    """How a length stands to the one before it."""

    ADDS = "adds"
    OFFERS = "offers"
    REPLACES = "replaces"
    NONE = "none"


def combined(line: Line, asked: list[Length]) -> list[Part]:
    """Return what the lengths come to that one sentence asks for."""
    parts = [_multiplied(line, length, alone=len(asked) == 1) for length in asked]
    if len(parts) < 2:
        return parts
    whole = [part for part in parts if _is_whole(line.words, part)]
    parts = whole or [part for part in parts if not _is_detail(line.words, part)] or parts
    explained = _explained(line.words, parts) if len(parts) > 2 else None
    return [explained] if explained else list(_folded(line, parts))


def _explained(words: list[str], parts: list[Part]) -> Part | None:
    """Return the length that the others come to: "forty minutes: twenty for the roof and twenty for the cellar"."""
    total = sum(part.high for part in parts)
    for whole, before, after in ((parts[0], parts[0], parts[1]), (parts[-1], parts[-2], parts[-1])):
        between = words[before.last : after.first][:REACH]
        if whole.high * 2 == total and not _EXPLAINING.isdisjoint(between):
            return whole
    return None


def _multiplied(line: Line, length: Length, *, alone: bool) -> Part:
    times = count_of(line.clause(length), alone=alone)
    if times.high == 1:
        return Part(length.low, length.high, length.first, length.last)
    return Part(length.low * times.low, length.high * times.high, times.first, times.last)


def _is_whole(words: list[str], part: Part) -> bool:
    """Tell "an hour in all" and "a total of 40 minutes"."""
    after, before = words[part.last : part.last + 2], words[max(0, part.first - 4) : part.first]
    if after and after[0] in ("in", "all"):
        after = after[1:]
    return (bool(after) and after[0] in _WHOLE) or "total" in before


def _is_detail(words: list[str], part: Part) -> bool:
    """Tell "of which five", "ten of them", "less than an hour" and "done in 20 minutes" beside another length."""
    after, before = words[part.last : part.last + 2], words[max(0, part.first - 3) : part.first]
    if after[:1] == ["of"] and after[1:] and after[1] in _THEM:
        return True
    return "which" in before or before[-2:] in (["less", "than"], ["shorter", "than"]) or before[-1:] == ["in"]


def _folded(line: Line, parts: list[Part]) -> Iterator[Part]:
    """Yield the lengths with those added up that are asked for together."""
    links = [_link(line, one, other) for one, other in pairwise(parts)]
    for index in range(len(links) - 2, -1, -1):  # "ten, fifteen and five": a comma adds when what follows it does
        comma = line.words[parts[index + 1].first - 1] == ","
        if links[index] is Link.NONE and links[index + 1] is Link.ADDS and comma:
            links[index] = Link.ADDS
    current = parts[0]
    for part, link in zip(parts[1:], links, strict=True):
        if link is Link.ADDS:
            current = replace(current, low=current.low + part.low, high=current.high + part.high, last=part.last)
        else:
            if link is not Link.REPLACES:
                yield current
            current = replace(part, choice=link is Link.OFFERS)
    yield current


def _link(line: Line, one: Part, other: Part) -> Link:
    words = line.words
    between, after = words[one.last : other.first][:REACH], words[other.last : other.last + 12]
    joining = [*between, words[other.first]]
    if other.high < one.high and _replaces(between):
        return Link.REPLACES
    if not {"plus", "followed"}.isdisjoint(between):
        return Link.ADDS
    if _offers(joining, after) and not ("then" in between and "and" in between and "if" not in between + after[:3]):
        return Link.OFFERS
    if not _ADDING.isdisjoint(joining):
        return Link.ADDS
    if "and" in between:
        return Link.OFFERS if _has_own_verb(line, between, other) else Link.ADDS
    if between[-1:] != [","]:
        return Link.NONE
    if not _VERB.isdisjoint(between):
        return Link.OFFERS
    return Link.ADDS if between[0] in _PREPOSITION and after[:1] == between[:1] else Link.NONE


def _replaces(between: list[str]) -> bool:
    """Tell "an hour would scare anybody, so twenty minutes" and "…, but I only dare ask for twenty"."""
    if "so" in between and between[:1] != ["or"]:
        return not _STATING.isdisjoint(between[: between.index("so")])
    rest = between[between.index("but") :] if "but" in between else []
    return not {"only", "just"}.isdisjoint(rest) and not {"ask", "asking", "dare", "want", "need"}.isdisjoint(rest)


def _offers(joining: list[str], after: list[str]) -> bool:
    """Tell "or 30 if you can", "up to 30", "30 at most", "whichever"."""
    if not _CHOOSING.isdisjoint(joining) or joining[-3:-1] == ["up", "to"] or "most" in joining + after[:3]:
        return True
    return after[:1] in (["better"], ["max"], ["tops"], ["if"]) or "whichever" in after


def _has_own_verb(line: Line, between: list[str], part: Part) -> bool:
    """Tell "20 would be great and thirty would be heaven" from "20 to hear where you are and thirty to ask"."""
    rest = between[len(between) - between[::-1].index("and") :]
    if not (_VERB | _GLAD).isdisjoint(rest):
        return True
    praised = from_right(line.clause(Length(part.low, part.high, part.first, part.last))) is not None
    return praised and not _VERB.isdisjoint(between)

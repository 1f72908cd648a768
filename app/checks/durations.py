"""Find how much time a text asks of its reader, and tell the ask from a length of something else."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.checks.document import Document
from app.checks.quantities import Length, lengths, number_at
from app.checks.report import Kind, Minutes
from app.checks.wordlists import word_set
from app.checks.zones import Sentence, Zone

_HYPHENS = "-‐‑–"
_MODALS = word_set("could would can may might will shall should let possible")
_ASKING = word_set(
    """
    spare need needs take grab borrow ask asking request requesting hoping hoped hope wondering only just
    enough plenty maximum max tops ideal perfect suffice sufficient suit great lovely appreciate grateful
    happy glad love like want looking brief quick short do available please mean limit keep kept chat call
    conversation meeting talk meet
    """
)
_PAST = word_set(
    """
    took waited spent spoke talked met ran lasted gave worked watched listened read drove studied sat was were
    had did said told asked heard trained volunteered shadowed walked flew attended gave spared enjoyed
    learned stayed interviewed presented taught went chatted made got used
    """
)
_THANKING = word_set("thank thanks enjoyed appreciated loved thankful")
_OTHER_SUBJECTS = word_set(
    """
    commute drive class lecture exam shift shifts train flight film video podcast episode program course
    journey ride trip game webinar seminar workshop movie bus lab rotation training session sessions bootcamp
    reply respond
    """
)
_AFTER = word_set(
    """
    ago away late later early earlier before after north south east west drive walk commute ride flight train
    north per each every outside shift shifts show episode podcast film documentary video lecture presentation
    commutes old longer
    """
)
_BEFORE = word_set("in within every after past last previous first another's by under-age")
_FIT = word_set("cover fit squeeze do keep done finish wrap condense get")
_OWNERS = word_set("your his her their our whose this 's")
_TOO_LONG = frozenset(["too", "lot", "long", "forever", "much"])
_TALKS = word_set(
    """
    talk speech interview lecture podcast presentation keynote episode video webinar panel session segment
    workshop film documentary show tutorial demo commute class seminar
    """
)
_WORKING = word_set("work works spend spends spending sleep commute train drive put log bill")
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


@dataclass(frozen=True, slots=True)
class Asked:
    """One length that a text asks for."""

    low: int
    high: int
    document: Document
    first: int
    last: int
    assumed: bool = False

    def minutes(self) -> Minutes:
        """Return the length as a fact with its span."""
        return Minutes(self.low, self.high, self.document.token_span(self.first, self.last), self.assumed)


@dataclass(frozen=True, slots=True)
class TimeAsks:
    """All lengths that a text asks for, in order, and whether it names a vague one."""

    asks: tuple[Asked, ...]
    vague: bool

    def largest(self) -> Asked | None:
        """Return the longest length asked for."""
        return max(self.asks, key=lambda ask: ask.high, default=None)


def time_asks(documents: list[Document], kind: Kind, policy: Mapping[str, Any]) -> TimeAsks:
    """Read every sentence of the texts for lengths, occasions and vague lengths."""
    asks: list[Asked] = []
    assumed: list[Asked] = []
    vague = False
    for document in documents:
        for sentence in document.sentences:
            if sentence.zone in (Zone.BODY, Zone.SIGNATURE) and not (sentence.zone is Zone.SIGNATURE and asks):
                asks += _asks_in(document, sentence, kind)
                assumed += _occasions_in(document, sentence, kind, policy)
                vague = vague or _is_vague(document.words(sentence))
    if asks:
        return TimeAsks(tuple(asks), False)
    return TimeAsks(tuple(assumed), vague or any(ask.assumed for ask in assumed))


def _asks_in(document: Document, sentence: Sentence, kind: Kind) -> list[Asked]:
    words, first = document.words(sentence), sentence.first
    if not any(word[0].isdigit() or word in _UNIT_HINTS for word in words):
        return []
    tokens, text = document.tokens, document.text
    glued = [False] * len(words)
    for index in range(first + 1, sentence.last):
        gap = tokens.ends[index - 1]
        glued[index - first] = tokens.starts[index] == gap + 1 and text[gap] in _HYPHENS
    found = [length for length in [*lengths(words, glued), *_bare(words)] if _is_ask(words, length, kind)]
    asked = [Asked(f.low, f.high, document, first + f.first, first + f.last) for f in found]
    return _combined(words, asked, first)


_UNIT_HINTS = word_set("hour hours half quarter couple minutes mins quick ten fifteen twenty thirty forty")


def _bare(words: list[str]) -> list[Length]:
    """Read "a quick 15 would be great"."""
    for index, word in enumerate(words[:-1]):
        if word in ("quick", "short", "brief", "spare", "mere"):
            number = number_at(words, index + 1)
            if number is not None and 5 <= number[0] <= 90:
                following = words[number[1]] if number[1] < len(words) else "."
                if following in _TO_GO or following in ("would", "is", "works", "do", "for", "of"):
                    return [Length(round(number[0]), round(number[0]), index + 1, number[1])]
    return []


def _combined(words: list[str], asked: list[Asked], offset: int) -> list[Asked]:
    """Join "15 minutes by phone or 30 in person" to a range, and add up "20 minutes, and then an hour"."""
    if len(asked) < 2:
        return asked
    first, second = asked[0], asked[1]
    between = words[first.last - offset : second.first - offset]
    joined = Asked(first.low, second.high, first.document, first.first, second.last)
    if ("or" in between or "up" in between or "most" in words) and second.high > first.high:
        return [joined, *asked[2:]]
    if "then" in between or "plus" in between or "followed" in between:
        total = Asked(first.low + second.low, first.high + second.high, first.document, first.first, second.last)
        return [total, *asked[2:]]
    return asked


def _is_ask(words: list[str], length: Length, kind: Kind) -> bool:
    before, after = words[max(0, length.first - _REACH) : length.first], words[length.last : length.last + _REACH]
    if _is_other_length(words, before, after):
        return False
    clause = _clause_before(before)
    cue = any(word in _MODALS for word in clause) or after[:2] == ["of", "your"]
    if _THANKING.intersection(before) and not cue:
        return False
    if _narrates(clause, after) and not cue and not _hopes(clause):
        return False
    if kind is Kind.THANK_YOU_NOTE:
        return cue and not _PAST.intersection(words)
    return True


def _is_other_length(words: list[str], before: list[str], after: list[str]) -> bool:
    last = before[-1] if before else ""
    following = after[0] if after else ""
    if (following in _AFTER and after[1:2] not in (["chat"], ["call"], ["meeting"], ["conversation"])) or (
        following in ("from", "of", "a") and not _of_time(after)
    ):
        return True
    if last in _BEFORE and not _FIT.intersection(before):
        return True
    if (last in _OWNERS and following in _TALKS) or last in ("his", "her", "their"):
        return True
    if last == "your" or (last == "the" and following in ("you", "we", "i", "that", "they")):
        return True
    if last in ("not", "than", "of") and (last == "not" or before[-2:] in (["rather", "than"], ["instead", "of"])):
        return True
    if following in ("is", "would", "might", "may", "can", "seems") and _TOO_LONG.intersection(after[1:6]):
        return "?" not in after or bool({"know", "realize", "understand", "aware", "appreciate"}.intersection(before))
    return (
        bool(_OTHER_SUBJECTS.intersection(before[-6:]))
        and not {"you", "your"}.intersection(after[:3])
        and not (_MODALS.intersection(before[:2]))
    )


def _of_time(after: list[str]) -> bool:
    """Tell "20 minutes of your time" and "20 minutes from your day" from "20 minutes of footage"."""
    near = after[1:6]
    if after[0] == "a":
        return not near[:1] or near[0] not in ("day", "week", "month", "year", "time")
    return any(
        word in ("time", "day", "schedule", "attention", "busy", "insight", "advice", "guidance") for word in near
    )


def _clause_before(before: list[str]) -> list[str]:
    for index in range(len(before) - 1, -1, -1):
        if before[index] in (";", ":", "but", "—") or (before[index] == "," and "," in before[index + 1 :]):
            return before[index + 1 :]
    return before


def _narrates(clause: list[str], after: list[str]) -> bool:
    if _PAST.intersection(clause):
        return True
    for index, word in enumerate(clause):
        if word in ("do", "does", "did") and _WORKING.intersection(clause[index + 1 : index + 5]):
            return True
        if (
            word in ("i", "you", "we", "they")
            and clause[index + 1 : index + 2] == ["have"]
            and index + 2 >= len(clause) - 1
        ):
            return word != "you" or "?" not in after
        if word in ("you", "i", "they", "people") and clause[index + 1 : index + 2] and clause[index + 1] in _WORKING:
            return True
    return bool({"many", "how"} <= set(clause))


def _hopes(clause: list[str]) -> bool:
    return bool({"hoping", "hoped", "hope", "wondering", "wanted"}.intersection(clause))


def _occasions_in(document: Document, sentence: Sentence, kind: Kind, policy: Mapping[str, Any]) -> list[Asked]:
    words = document.words(sentence)
    found = []
    for index, word in enumerate(words):
        if word in _OCCASIONS and _is_invitation(words, index, kind):
            name = _OCCASIONS[word]
            minutes = 480 if name == "day" else int(policy.get(f"time.assumed.{name}", _ASSUMED[name]))
            at = sentence.first + index
            found.append(Asked(minutes, minutes, document, at, at + 1, name != "day"))
    return found


_REACH = 40
_ASSUMED = {"coffee": 30, "lunch": 60, "half_day": 180}


def _is_invitation(words: list[str], index: int, kind: Kind) -> bool:
    before = words[max(0, index - 5) : index]
    following = words[index + 1] if index + 1 < len(words) else "."
    if (_PAST.intersection(words[:index]) and not _hopes(words)) or _THANKING.intersection(words[:index]):
        return False
    if kind is Kind.THANK_YOU_NOTE or not (
        _MODALS.intersection(words) or _hopes(words) or "love" in words or "like" in words
    ):
        return False
    if words[index] in ("afternoon", "morning", "day"):
        spending = {"spend", "shadow", "shadowing", "spending", "sit"}.intersection(words[:index])
        return bool(spending) and bool(before) and before[-1] in ("a", "an", "the", "full", "whole", "half", "one")
    return bool(_INVITING.intersection(before)) and following in _TO_GO


def _is_vague(words: list[str]) -> bool:
    for index, word in enumerate(words):
        if word in _VAGUE_HEADS:
            near = words[index : index + 5]
            if _VAGUE_TALKS.intersection(near[1:4]) or word in ("moment", "minute", "bit"):
                return not _PAST.intersection(words[:index])
        if word == "time" and words[max(0, index - 3) : index][:1] in (["some"], ["any"]):
            return True
        if word == "time" and words[max(0, index - 1) : index] in (["some"], ["any"]):
            return True
    return False

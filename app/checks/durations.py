"""Find how much time a text asks of its reader."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from app.checks.document import Document
from app.checks.lengths.bare import bare_lengths, may_be_short
from app.checks.lengths.clauses import Line, line_of
from app.checks.lengths.haste import is_minutes, respelt
from app.checks.lengths.quantities import Length, has_unit, lengths
from app.checks.lengths.roles import Role, roles_of
from app.checks.lengths.rows import combined
from app.checks.lengths.words import time_words
from app.checks.occasions import is_vague, may_imply, occasions
from app.checks.report import Kind, Minutes
from app.checks.wordlists import word_set
from app.checks.zones import BODY, SIGNATURE, Sentence

_HYPHENS = "-‐‑–"
_HINTS = word_set(
    """
    hour hours hr hrs half quarter couple minutes mins minute min quick ten fifteen twenty thirty forty halfhour
    """
)
_MODALS = word_set("could would can may might will shall should let possible hope hoping hoped wondering")
_PAST = time_words("verbs", "past")
_MOST = 40  # lengths in one sentence: more than any letter has
_CHOOSING = time_words("rows", "choosing")
_MORE = frozenset(("another", "further", "additional"))


@dataclass(frozen=True, slots=True)
class Asked:
    """One length that a text asks for; `choice` when it is offered instead of one before it."""

    low: int
    high: int
    document: Document
    first: int
    last: int
    assumed: bool = False
    choice: bool = False

    def minutes(self) -> Minutes:
        """Return the length as a fact with its span."""
        return Minutes(self.low, self.high, self.document.token_span(self.first, self.last), self.assumed)


@dataclass(frozen=True, slots=True)
class TimeAsks:
    """All lengths that a text asks for, in order; those it only speaks of again; whether it names a vague one."""

    asks: tuple[Asked, ...]
    vague: bool
    again: tuple[Asked, ...] = ()

    def largest(self) -> Asked | None:
        """Return the longest length asked for."""
        return max(self.asks, key=lambda ask: ask.high, default=None)


@dataclass(slots=True)
class _Reading:
    """What was found so far: lengths asked for, spoken of again, so spoken of that they are asked for, and assumed."""

    asks: list[Asked] = field(default_factory=list)
    again: list[Asked] = field(default_factory=list)
    repeated: list[Asked] = field(default_factory=list)
    assumed: list[Asked] = field(default_factory=list)
    vague: bool = False


def time_asks(documents: list[Document], kind: Kind, policy: Mapping[str, Any]) -> TimeAsks:
    """Read every sentence of the texts for lengths, occasions and vague lengths."""
    found = _Reading()
    for document in documents:
        for sentence in _with_lengths(document):
            if sentence.zone is BODY or (sentence.zone is SIGNATURE and not found.asks):
                _read_lengths(found, document, sentence, kind)
    if found.asks or found.repeated:
        return TimeAsks(tuple(found.asks or found.repeated), False, tuple(found.again))
    for document in documents:
        if may_imply(document.tokens.words):
            _read_implied(found, document, kind, policy)
    return TimeAsks(tuple(found.assumed), found.vague or any(ask.assumed for ask in found.assumed))


def _with_lengths(document: Document) -> list[Sentence]:
    """Return the sentences that may hold a length: those with a number, a unit, or what may be meant for minutes."""
    words = document.tokens.words
    hints = [index for index, word in enumerate(words) if _is_hint(word)]
    return [s for s in document.sentences if bisect_left(hints, s.first) < bisect_left(hints, s.last)] if hints else []


@lru_cache(maxsize=8192)
def _is_hint(word: str) -> bool:
    return word in _HINTS or word[0].isdigit() or is_minutes(word)


def _read_implied(found: _Reading, document: Document, kind: Kind, policy: Mapping[str, Any]) -> None:
    """Add the occasions and vague lengths of a text to what was found."""
    for sentence in document.sentences:
        if sentence.zone is BODY or sentence.zone is SIGNATURE:
            words = document.words(sentence)
            for index, minutes, only_assumed in occasions(words, kind, policy):
                at = sentence.first + index
                found.assumed.append(Asked(minutes, minutes, document, at, at + 1, only_assumed))
            found.vague = found.vague or is_vague(words)


def _read_lengths(found: _Reading, document: Document, sentence: Sentence, kind: Kind) -> None:
    """Add the lengths of one sentence to what was found."""
    joints = _joints(document, sentence)
    words = document.words(sentence)
    if document.names and not any(map(_is_hint, words)):
        return  # the hint was in a name, as in "3M"
    words = respelt(words, joints)
    if not (found.asks or may_be_short(words) or has_unit(words)):
        return  # as with "five quick questions"
    whole = lengths(words, joints)
    named = sorted(whole + bare_lengths(words, whole, seen=bool(found.asks)), key=lambda length: length.first)[:_MOST]
    if not named:
        return
    line = line_of(words, joints)
    roles = list(zip(named, roles_of(line, named), strict=True))
    asked = [length for length, role in roles if role is Role.ASKED]
    again = [(length, role) for length, role in roles if role in (Role.AGAIN, Role.REPEATED)]
    if kind is Kind.THANK_YOU_NOTE:
        asked, again = [length for length in asked if _asks_in_note(line, length)], []
    for part in combined(line, asked):
        choice = part.choice or (bool(found.asks) and not _CHOOSING.isdisjoint(words[: part.first]))
        first, last = sentence.first + part.first, sentence.first + part.last
        _add(found.asks, Asked(part.low, part.high, document, first, last, choice=choice))
    for length, role in again:
        ask = Asked(length.low, length.high, document, sentence.first + length.first, sentence.first + length.last)
        found.again.append(ask)
        found.repeated += [ask] if role is Role.REPEATED else []


def _add(asks: list[Asked], ask: Asked) -> None:
    """Add a length; "another 15 minutes" of a later sentence is added to the one before, "maybe another 15" is not."""
    words = ask.document.tokens.words[max(0, ask.first - 1) : ask.first + 1]
    more = not ask.choice and not _MORE.isdisjoint(words)
    if more and asks and asks[-1].document is ask.document:
        asks[-1] = replace(asks[-1], low=asks[-1].low + ask.low, high=asks[-1].high + ask.high)
    else:
        asks.append(ask)


def _joints(document: Document, sentence: Sentence) -> list[str]:
    """Return what stands before each word of a sentence: a blank, a hyphen, or nothing."""
    tokens, text = document.tokens, document.text
    before, at = tokens.ends[sentence.first : sentence.last - 1], tokens.starts[sentence.first + 1 : sentence.last]
    joints = [
        "" if start == end else "-" if start == end + 1 and text[end] in _HYPHENS else " "
        for end, start in zip(before, at, strict=True)
    ]
    return [" ", *joints]


def _asks_in_note(line: Line, length: Length) -> bool:
    """Tell a new ask in a thank-you note from the time it gives thanks for."""
    clause = line.clause(length)
    row = clause.words[clause.begin : clause.end]
    return not _MODALS.isdisjoint(row) and _PAST.isdisjoint(row)

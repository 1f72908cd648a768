"""Decide whether a candidate stands in a context that takes it back: denied, quoted, past, general."""

from bisect import bisect_left
from dataclasses import dataclass, field

from app.checks.document import Document
from app.checks.lines import Line
from app.checks.matching import Pattern
from app.checks.ruleset import ContextPattern, Rule, Ruleset
from app.checks.wordlists import word_set
from app.checks.zones import Sentence

NEGATED, QUOTED = "negated", "quoted"
_OPENING = {'"': '"', "“": "”", "«": "»", "„": "”", "‘": "’", "'": "'"}
_BREAKS = frozenset(";:—–-")
_AUXILIARIES = word_set("do does did is are was were can could will would should might may have has")
_ASKING = word_set("could can would will do does is are may might")
_REQUESTERS = word_set("you your there i anyone somebody someone")


@dataclass(slots=True)
class Reading:
    """One sentence with its annotated line and what has been worked out about its contexts.

    `denies_ask` is set when a pattern finds a job ask there that is denied.
    """

    document: Document
    sentence: Sentence
    line: Line
    negated: list[tuple[int, int]]
    quoted: list[tuple[int, int]]
    found: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    turns: list[int] | None = None
    denies_ask: bool = False

    def all_of(self, pattern: Pattern) -> list[tuple[int, int]]:
        """Return all matches of a pattern, which is searched for only once: many candidates ask for the same."""
        known = self.found.get(id(pattern))
        if known is None:
            known = self.found[id(pattern)] = pattern.search_all(self.line)
        return known

    def touches(self, pattern: Pattern, match: tuple[int, int]) -> bool:
        """Tell whether any match of a pattern shares a unit with `match`."""
        found = self.all_of(pattern)
        at = bisect_left(found, match[1], key=_first) - 1
        return at >= 0 and found[at][1] > match[0]

    def turns_between(self, first: int, last: int) -> bool:
        """Tell whether a request of its own begins at one of the units from `first` on and before `last`."""
        if self.turns is None:
            words, units = self.document.tokens.words, range(len(self.line.firsts))
            self.turns = [unit for unit in units if _parts(words, self.line, unit)]
        at = bisect_left(self.turns, first)
        return at < len(self.turns) and self.turns[at] < last


def _first(match: tuple[int, int]) -> int:
    return match[0]


def read(document: Document, sentence: Sentence, ruleset: Ruleset) -> Reading:
    """Annotate a sentence and find its negation scopes and quotations."""
    line = ruleset.lexicon.annotate(document, sentence)
    return Reading(document, sentence, line, _negations(document, line, ruleset), _quotations(document, sentence))


def _negations(document: Document, line: Line, ruleset: Ruleset) -> list[tuple[int, int]]:
    """Return scopes (first unit, last unit exclusive) that a negation covers; they do not overlap."""
    triggers = _places_of(ruleset.cues["negation"], line)
    if not triggers:
        return []
    words = document.tokens.words
    # "I am not writing because I want a job": what is denied is the reason
    reasons = {match[1] - 1 for pattern in ruleset.cues["denies-reason"] for match in pattern.search_all(line)}
    ends = _places_of(ruleset.cues["terminator"], line) - reasons
    scopes: list[tuple[int, int]] = []
    covered = 0
    for trigger in sorted(triggers):
        if trigger < covered or _is_negative_question(words, line, trigger):
            continue
        stop = trigger + 1
        while stop < len(line.firsts) and stop not in ends and not _turns(words, line, stop):
            stop += 1
        scopes.append((trigger, stop))
        covered = stop
    return scopes


def _places_of(patterns: tuple[Pattern, ...], line: Line) -> set[int]:
    """Return the units at which any of the patterns is found; most patterns need words that the line does not have."""
    present = line.places.present
    possible = [pattern for pattern in patterns if not pattern.needs[0].isdisjoint(present)]
    return {match[0] for pattern in possible for match in pattern.search_all(line)}


def _is_negative_question(words: list[str], line: Line, unit: int) -> bool:
    """Tell "Don't you have…" and "Isn't there…" from a denial."""
    first, after = line.firsts[unit], line.lasts[unit]
    if unit == 0 or after >= line.lasts[-1] or words[first] != "not":
        return False
    starts_clause = unit == 1 or words[line.firsts[unit - 2]] in (",", "so", "and", "but", "why")
    return starts_clause and words[first - 1] in _AUXILIARIES and words[after] in _REQUESTERS


def _turns(words: list[str], line: Line, unit: int) -> bool:
    """Tell whether the sentence turns here: a dash, a semicolon, or a comma before a request of its own."""
    word = words[line.firsts[unit]]
    if word in _BREAKS:
        return True
    if word != "," or unit + 2 >= len(line.firsts):
        return False
    following, then = words[line.firsts[unit + 1]], words[line.firsts[unit + 2]]
    return (following in _AUXILIARIES and then in ("you", "your", "there", "i")) or (
        following in ("please", "i", "so", "what") and then not in ("not", "or", "nor")
    )


def _parts(words: list[str], line: Line, unit: int) -> bool:
    """Tell whether a request of its own begins here, which what stands before says nothing about."""
    if words[line.firsts[unit]] in _BREAKS:
        return True
    if words[line.firsts[unit]] not in (",", "and", "also") or unit + 2 >= len(line.firsts):
        return False
    following, then = words[line.firsts[unit + 1]], words[line.firsts[unit + 2]]
    return following in ("please", "kindly") or (following in _ASKING and then in ("you", "your", "there"))


def _quotations(document: Document, sentence: Sentence) -> list[tuple[int, int]]:
    """Return the token ranges inside quotation marks, when they are not the whole sentence."""
    if not document.quotes:
        return []
    ranges: list[tuple[int, int]] = []
    tokens, text = document.tokens, document.text
    index = sentence.first
    closer, opened = "", -1
    while index < sentence.last:
        word = tokens.words[index]
        if opened >= 0 and word == closer:
            ranges.append((opened, index))
            opened = -1
        elif opened < 0 and word in _OPENING:
            start = tokens.starts[index]
            if word != "'" or start == 0 or not text[start - 1].isalnum():
                closer, opened = _OPENING[word], index + 1
        index += 1
    return [(first, last) for first, last in ranges if last - first < (sentence.last - sentence.first) - 3]


def context_of(
    reading: Reading, rule: Rule, immune: frozenset[str], match: tuple[int, int], ruleset: Ruleset
) -> str | None:
    """Return the name of the context that silences a match, or None."""
    if NEGATED not in immune and NEGATED in rule.contexts and _covered(reading.negated, match[1] - 1):
        return NEGATED
    token = reading.line.firsts[match[1] - 1]
    if QUOTED in rule.contexts and _covered(reading.quoted, token):
        return QUOTED
    for context in ruleset.contexts:
        if context.name in rule.contexts and context.name not in immune and _holds(reading, context, match):
            return context.name
    return None


def _covered(ranges: list[tuple[int, int]], position: int) -> bool:
    return any(first <= position < last for first, last in ranges)


def _holds(reading: Reading, context: ContextPattern, match: tuple[int, int]) -> bool:
    if context.scope != "sentence":
        return any(reading.touches(pattern, match) for pattern in context.patterns)
    for pattern in context.patterns:
        found = reading.all_of(pattern)
        if found and not reading.turns_between(found[0][1] - 1, match[0]):
            return True
    return False

"""Decide whether a candidate stands in a context that takes it back: denied, quoted, past, general."""

from dataclasses import dataclass

from app.checks.document import Document
from app.checks.lexicon import Line
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
    """One sentence with its annotated line and what has been worked out about its contexts."""

    document: Document
    sentence: Sentence
    line: Line
    negated: list[tuple[int, int]]
    quoted: list[tuple[int, int]]


def read(document: Document, sentence: Sentence, ruleset: Ruleset) -> Reading:
    """Annotate a sentence and find its negation scopes and quotations."""
    line = ruleset.lexicon.annotate(document, sentence)
    return Reading(document, sentence, line, _negations(document, line, ruleset), _quotations(document, sentence))


def _negations(document: Document, line: Line, ruleset: Ruleset) -> list[tuple[int, int]]:
    """Return scopes (first unit, last unit exclusive) that a negation covers; they do not overlap."""
    triggers = {found[0] for pattern in ruleset.cues["negation"] for found in pattern.search_all(line)}
    if not triggers:
        return []
    words = document.tokens.words
    ends = {found[0] for pattern in ruleset.cues["terminator"] for found in pattern.search_all(line)}
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
    words = reading.document.tokens.words
    for context in ruleset.contexts:
        if context.name in rule.contexts and context.name not in immune and _holds(words, context, reading.line, match):
            return context.name
    return None


def _covered(ranges: list[tuple[int, int]], position: int) -> bool:
    return any(first <= position < last for first, last in ranges)


def _holds(words: list[str], context: ContextPattern, line: Line, match: tuple[int, int]) -> bool:
    for pattern in context.patterns:
        if context.scope == "sentence":
            found = pattern.search(line)
            if found and not any(_parts(words, line, unit) for unit in range(found[1] - 1, match[0])):
                return True
        elif any(found[0] < match[1] and match[0] < found[1] for found in pattern.search_all(line)):
            return True
    return False

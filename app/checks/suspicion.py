"""Let the scorer speak: it confirms frames that are not certain, points out asks with broad ones, and alone advises."""

from dataclasses import replace

from app.checks.candidates import hit_of
from app.checks.contexts import Reading
from app.checks.hits import Hit
from app.checks.lines import Line
from app.checks.phrases import CLAUSE_ENDS
from app.checks.report import Kind
from app.checks.ruleset import Entry, Ruleset
from app.checks.scorer import Limits, Scorer
from app.checks.trace import Trace, matched, scored, silence

SUSPECTED = "job-ask.suspected"
FAMILY = "job-ask"
AROUND = 5


def with_scores(
    hits: list[Hit], readings: list[Reading], kind: Kind, off: frozenset[str], ruleset: Ruleset, trace: Trace | None
) -> list[Hit]:
    """Return the hits as they stand before the scorer, and what it finds where no frame does."""
    scorer = ruleset.scorer
    if scorer is None:
        return hits
    certain = {hit.sentence: hit.certain for hit in hits if hit.rule.startswith(FAMILY)}
    scores = {n: _score(scorer, reading) for n, reading in enumerate(readings) if not certain.get(n, False)}
    suspected = {n: score for n, score in scores.items() if score >= scorer.limits.suspects}
    denied = {n for n, score in scores.items() if score < scorer.limits.denies}
    found = [_weighed(hit, suspected) for hit in hits if hit.sentence not in denied or not _in_doubt(hit)]
    for number, score in suspected.items():
        if number not in certain:
            sure = score >= scorer.limits.confirms
            found += _pointed_out(number, readings[number], sure, kind, off, ruleset, trace)
    if trace is not None:
        _tell(trace, scores, readings, hits, found, scorer.limits)
    return found


def _tell(
    trace: Trace, scores: dict[int, int], readings: list[Reading], before: list[Hit], after: list[Hit], limits: Limits
) -> None:
    """Add each sentence's score and what it decided, and note the finds that it dropped."""
    asked = {hit.sentence for hit in before if hit.rule.startswith(FAMILY)}
    left = {(hit.rule, hit.sentence) for hit in after if hit.rule.startswith(FAMILY)}
    dropped = {(hit.rule, hit.sentence) for hit in before if _in_doubt(hit) and (hit.rule, hit.sentence) not in left}
    silence(trace, dropped, "score")
    new = {hit.sentence: hit.rule for hit in after if hit.rule.startswith(FAMILY) and hit.sentence not in asked}
    for number, score in scores.items():
        if number in new:
            decision = "suspected" if new[number] == SUSPECTED else "pointed_out"
        elif number not in asked:
            decision = "nothing"
        elif score < limits.denies:
            decision = "dropped"
        else:
            decision = "confirmed" if score >= limits.suspects else "unchanged"
        trace.append(scored(number, readings[number], SUSPECTED, score, limits, decision))


def _score(scorer: Scorer, reading: Reading) -> int:
    """Return the score of a sentence; what is denied or said by others must not be what makes it an ask."""
    denied, quoted = bool(reading.negated), bool(reading.quoted)
    score = scorer.score(reading.line, denied, quoted)
    if score < scorer.limits.suspects or not (quoted or reading.denies_ask):
        return score
    return min(score, scorer.score(_own_words(reading), denied, quoted))


def _own_words(reading: Reading) -> Line:
    """Return the line without what is denied and without what others say."""
    own = [unit for number, unit in enumerate(reading.line.units) if not _is_taken_back(reading, number)]
    return replace(reading.line, units=tuple(own))


def _is_taken_back(reading: Reading, unit: int) -> bool:
    token = reading.line.firsts[unit]
    return any(first <= unit < last for first, last in reading.negated) or any(
        first <= token < last for first, last in reading.quoted
    )


def _in_doubt(hit: Hit) -> bool:
    return not hit.certain and hit.rule.startswith(FAMILY)


def _weighed(hit: Hit, suspected: dict[int, int]) -> Hit:
    return replace(hit, certain=True) if _in_doubt(hit) and hit.sentence in suspected else hit


def _pointed_out(
    number: int, reading: Reading, sure: bool, kind: Kind, off: frozenset[str], ruleset: Ruleset, trace: Trace | None
) -> list[Hit]:
    """Return the tightest match of a broad frame where the scorer is sure, else a suspicion of the whole sentence."""
    matches: list[tuple[int, int, Entry, tuple[int, int]]] = []
    for entry in ruleset.broad if sure else ():
        found = entry.pattern.search(reading.line) if kind in entry.rule.kinds and entry.rule.id not in off else None
        if found is not None and not (reading.denies_ask and _is_taken_back(reading, found[1] - 1)):
            matches.append((found[1] - found[0], entry.order, entry, found))
    if matches:
        _, _, entry, match = min(matches)
        if trace is not None:
            trace += [
                matched(number, reading, each, place, None if each is entry else "tighter", ruleset)
                for _, _, each, place in matches
            ]
        return [replace(hit_of(number, reading, entry.rule, entry.frame, _widened(reading, match)), certain=True)]
    rule = ruleset.rules.get(SUSPECTED)
    return [_suspicion(number, reading)] if rule and kind in rule.kinds and SUSPECTED not in off else []


def _widened(reading: Reading, match: tuple[int, int]) -> tuple[int, int]:
    """Return a match with what stands around it in its clause, so that the words it shows can be understood."""
    words, line = reading.document.tokens.words, reading.line
    first, last = match
    while first > 0 and match[0] - first < AROUND and words[line.firsts[first - 1]] not in CLAUSE_ENDS:
        first -= 1
    while last < len(line.firsts) and last - match[1] < AROUND and words[line.firsts[last]] not in CLAUSE_ENDS:
        last += 1
    return first, last


def _suspicion(number: int, reading: Reading) -> Hit:
    document, sentence = reading.document, reading.sentence
    last = sentence.last
    while last - 1 > sentence.first and not document.tokens.words[last - 1][0].isalnum():
        last -= 1
    span = document.token_span(sentence.first, last)
    return Hit(SUSPECTED, document.pointer, span, document, number)

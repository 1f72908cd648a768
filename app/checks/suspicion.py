"""Let the scorer speak: it confirms a frame that is not certain, and alone it raises advice."""

from dataclasses import replace

from app.checks.candidates import Trace
from app.checks.contexts import Reading
from app.checks.hits import Hit
from app.checks.report import Kind
from app.checks.ruleset import Ruleset

SUSPECTED = "job-ask.suspected"
FAMILY = "job-ask"


def with_scores(
    hits: list[Hit], readings: list[Reading], kind: Kind, off: frozenset[str], ruleset: Ruleset, trace: Trace | None
) -> list[Hit]:
    """Return the hits with uncertain job asks confirmed, and with a suspicion where only the scorer sees one."""
    scorer, rule = ruleset.scorer, ruleset.rules.get(SUSPECTED)
    if scorer is None or rule is None:
        return hits
    asked = {hit.sentence: hit.certain for hit in hits if hit.rule.startswith(FAMILY)}
    suspected = [
        (n, r)
        for n, r in enumerate(readings)
        if not asked.get(n, False) and _worth_scoring(n, r, asked) and scorer.concerns(r.line)
    ]
    confirmed: set[int] = set()
    for number, reading in suspected:
        score = scorer.score(reading.line)
        if score >= scorer.threshold:
            confirmed.add(number)
            if trace is not None:
                trace.append({"rule": SUSPECTED, "pointer": reading.document.pointer, "score": score})
    hits = [replace(hit, certain=True) if _confirms(hit, confirmed) else hit for hit in hits]
    if kind in rule.kinds and SUSPECTED not in off:
        hits += [
            _suspicion(n, r) for n, r in suspected if n in confirmed and n not in asked and not _excused(r, ruleset)
        ]
    return hits


def _worth_scoring(number: int, reading: Reading, asked: dict[int, bool]) -> bool:
    return number in asked or not reading.negated


def _confirms(hit: Hit, confirmed: set[int]) -> bool:
    return hit.rule.startswith(FAMILY) and not hit.certain and hit.sentence in confirmed


def _excused(reading: Reading, ruleset: Ruleset) -> bool:
    """Tell whether a context holds for the sentence as a whole."""
    return any(
        pattern.search(reading.line)
        for context in ruleset.contexts
        if context.scope == "sentence" and FAMILY in context.families
        for pattern in context.patterns
    )


def _suspicion(number: int, reading: Reading) -> Hit:
    document, sentence = reading.document, reading.sentence
    last = sentence.last
    while last - 1 > sentence.first and not document.tokens.words[last - 1][0].isalnum():
        last -= 1
    span = document.token_span(sentence.first, last)
    return Hit(SUSPECTED, document.pointer, span, document, number)

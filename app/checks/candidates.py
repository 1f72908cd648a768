"""Match the sentence rules: patterns, then antipatterns and contexts for what matched."""

from collections.abc import Iterator

from app.checks.contexts import NEGATED, Reading, context_of
from app.checks.hits import Hit, joined
from app.checks.phrases import fitted
from app.checks.report import Kind
from app.checks.ruleset import Frame, Rule, Ruleset
from app.checks.trace import Trace, matched


def sentence_hits(
    readings: list[Reading], kind: Kind, off: frozenset[str], ruleset: Ruleset, trace: Trace | None
) -> Iterator[Hit]:
    """Yield what the pattern rules find in each sentence, at most one hit a rule and sentence."""
    for number, reading in enumerate(readings):
        found: dict[str, Hit] = {}
        for entry in ruleset.index.candidates(reading.line):
            rule = entry.rule
            if kind not in rule.kinds or rule.id in off:
                continue
            matches = entry.pattern.search_all(reading.line)
            if not matches:
                continue
            alone = _alone(number, readings, rule, ruleset)
            if alone and trace is None:
                continue
            for match in matches:
                silenced = alone or _silenced_by(match, reading, rule, entry.frame, ruleset)
                if trace is not None:
                    trace.append(matched(number, reading, entry, match, silenced, ruleset))
                if silenced == NEGATED and rule.family == "job-ask":
                    reading.denies_ask = True
                if silenced is None:
                    hit = hit_of(number, reading, rule, entry.frame, match)
                    found[rule.id] = joined(found[rule.id], hit) if rule.id in found else hit
        yield from found.values()


def _alone(number: int, readings: list[Reading], rule: Rule, ruleset: Ruleset) -> str | None:
    """Name the cue that a rule needs before it and that is not there, or return None."""
    cue = rule.data.get("after")
    return None if cue is None or _follows(number, readings, cue, ruleset) else f"cue: {cue}"


def _follows(number: int, readings: list[Reading], cue: str, ruleset: Ruleset) -> bool:
    """Tell whether this sentence or one of the two before it has a cue that it does not deny."""
    here = readings[number].document
    for reading in readings[max(0, number - 2) : number + 1]:
        if reading.document is here:
            for pattern in ruleset.cues[cue]:
                found = pattern.search(reading.line)
                if found and not any(first <= found[1] - 1 < last for first, last in reading.negated):
                    return True
    return False


def _silenced_by(match: tuple[int, int], reading: Reading, rule: Rule, frame: Frame, ruleset: Ruleset) -> str | None:
    for pattern in rule.antipatterns:
        if reading.touches(pattern, match):
            return f"antipattern: {pattern.source}"
    return context_of(reading, rule, frame.immune, match, ruleset)


def hit_of(number: int, reading: Reading, rule: Rule, frame: Frame, match: tuple[int, int]) -> Hit:
    """Return the find of a pattern, over the phrases of its match."""
    first, last = fitted(reading.document, reading.line, match)
    span = reading.document.token_span(reading.line.firsts[first], reading.line.lasts[last - 1])
    return Hit(
        rule=rule.id,
        pointer=reading.document.pointer,
        span=span,
        document=reading.document,
        sentence=number,
        certain=frame.certain,
        why=frame.name,
    )

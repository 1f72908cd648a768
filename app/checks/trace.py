"""Tell how a check came to its findings: each match, score and find with what became of it, when somebody asks."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from app.checks.contexts import NEGATED, QUOTED, Reading
from app.checks.hits import Hit
from app.checks.report import Severity
from app.checks.ruleset import Entry, Frame, Rule, Ruleset
from app.checks.scorer import Limits

Step = dict[str, Any]
Trace = list[Step]
_SURE = ("confirmed", "pointed_out")
_INSTEAD = {
    "outweighed": " A find of the same sentence that is graver, surer, found in more ways or wider stands instead.",
    "repeated": " The rule has spoken often enough already.",
}


class Outcome(NamedTuple):
    """A find as it was weighed: what it may say at most, what it says, and why it is not shown, if it is not."""

    hit: Hit
    rule: Rule
    ceiling: str
    severity: Severity
    silenced_by: str | None


def matched(
    number: int, reading: Reading, entry: Entry, match: tuple[int, int], silenced_by: str | None, ruleset: Ruleset
) -> Step:
    """Return what is told of a pattern that matched, and of what took the match back."""
    first, last = reading.line.firsts[match[0]], reading.line.lasts[match[1] - 1]
    return {
        "step": "pattern",
        "rule": entry.rule.id,
        **_place(number, reading, first, last),
        "frame": entry.frame.name,
        "pattern": entry.pattern.source,
        "certain": entry.frame.certain,
        "broad": entry.frame.broad,
        "contexts": _tried(entry.rule, entry.frame, silenced_by, ruleset),
        "silenced_by": silenced_by,
    }


def _tried(rule: Rule, frame: Frame, silenced_by: str | None, ruleset: Ruleset) -> list[str]:
    """Return the contexts that a match was held against: all of the rule's, or those up to the one that holds."""
    if frame.broad or (silenced_by and ": " in silenced_by):  # an antipattern or a cue decided before
        return []
    names = [name for name in (NEGATED, QUOTED, *(each.name for each in ruleset.contexts)) if name in rule.contexts]
    names = [name for name in names if name == QUOTED or name not in frame.immune]
    return names[: names.index(silenced_by) + 1] if silenced_by in names else names


def silence(trace: Trace, finds: set[tuple[str, int]], by: str) -> None:
    """Note what dropped the finds of these rules and sentences after their patterns had matched."""
    for step in trace:
        if step["step"] == "pattern" and step["silenced_by"] is None and (step["rule"], step["sentence"]) in finds:
            step["silenced_by"] = by


def scored(number: int, reading: Reading, rule: str, score: int, limits: Limits, decision: str) -> Step:
    """Return what is told of a sentence's score: the limits it was held against, and what it decided."""
    return {
        "step": "score",
        "rule": rule,
        **_place(number, reading, reading.sentence.first, reading.sentence.last),
        "score": score,
        "limits": limits._asdict(),
        "decision": decision,
    }


def _place(number: int, reading: Reading, first: int, last: int) -> Step:
    document = reading.document
    span = document.token_span(first, last)
    return {
        "pointer": document.pointer,
        "sentence": number,
        "span": span.to_json(),
        "quote": document.text[span.start : span.end],
    }


def told(hit: Hit, rule: Rule) -> Step:
    """Return what is told of the find of a message rule: the reason, and the values that it rests on."""
    return {
        "step": "message_rule",
        "rule": hit.rule,
        **_place_of(hit),
        "certain": hit.certain,
        "given": hit.severity.value if hit.severity else None,
        "reason": hit.why or rule.about,
        "variant": hit.variant or None,
        "values": dict(hit.values),
    }


def _place_of(hit: Hit) -> Step:
    span, document = hit.span, hit.document
    return {
        "pointer": hit.pointer,
        "sentence": hit.sentence if hit.sentence >= 0 else None,
        "span": span.to_json() if span else None,
        "quote": document.text[span.start : span.end] if document and span else None,
    }


def weighed(trace: Trace, outcomes: Iterable[Outcome]) -> None:
    """Add what is told of each find's severity: the ceiling and where it is from, how sure it is, what is shown."""
    sure = {step["sentence"] for step in trace if step["step"] == "score" and step["decision"] in _SURE}
    for each in outcomes:
        by_policy = each.ceiling != each.rule.default
        by_score = each.hit.certain and each.rule.family == "job-ask" and each.hit.sentence in sure
        trace.append(
            {
                "step": "finding",
                "rule": each.hit.rule,
                **_place_of(each.hit),
                "severity": each.severity.value,
                "ceiling": each.ceiling,
                "ceiling_from": "policy" if by_policy else "rule",
                "certain": each.hit.certain,
                "certain_by": ("score" if by_score else "rule") if each.hit.certain else None,
                "ways": each.hit.ways,
                "given": each.hit.severity.value if each.hit.severity else None,
                "silenced_by": each.silenced_by,
                "reason": _reason(each, by_policy=by_policy, by_score=by_score),
            }
        )


def _reason(outcome: Outcome, *, by_policy: bool, by_score: bool) -> str:
    whose = "Your policy lets this rule" if by_policy else "This rule may"
    if outcome.hit.severity is not None:
        why = f"what was read, or is known beside it, makes this {outcome.hit.severity.value}."
    elif by_score:
        why = "the score confirms the find."
    elif outcome.hit.certain:
        why = "the find is certain."
    else:
        why = "the find is not certain: one step less, but not below advice."
    return f"{whose} say {outcome.ceiling} at most; {why}{_INSTEAD.get(outcome.silenced_by or '', '')}"

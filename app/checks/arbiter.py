"""Weigh the hits: severity by certainty and policy, at most one finding a family and sentence."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from app.checks.hits import Hit, stronger
from app.checks.report import Finding, Severity, lower_of, one_step_down, rank
from app.checks.ruleset import Rule, Ruleset
from app.checks.trace import Outcome, Trace, weighed

OFF = "off"
_SEVERITY = "severity."
MOST_IN_A_FIELD, MOST_IN_ALL = 20, 100
_SEVERITIES = {severity.value: severity for severity in Severity}
_ONE_A_SENTENCE = frozenset({"job-ask"})


def ceiling_of(rule: Rule, policy: Mapping[str, Any]) -> str:
    """Return the most severe finding a rule may give under a policy, or "off"."""
    return str(policy.get(_key_of(rule.id), rule.default))


@lru_cache(maxsize=512)
def _key_of(rule_id: str) -> str:
    return f"{_SEVERITY}{rule_id}"


def switched_off(ruleset: Ruleset, policy: Mapping[str, Any]) -> frozenset[str]:
    """Return the rules that the policy silences."""
    rules = ruleset.rules
    off = [name for name, rule in rules.items() if rule.default == OFF and _key_of(name) not in policy]
    said = [key.removeprefix(_SEVERITY) for key, value in policy.items() if value == OFF and key.startswith(_SEVERITY)]
    return frozenset(off).union([name for name in said if name in rules])


def severity_of(hit: Hit, rule: Rule, policy: Mapping[str, Any]) -> Severity | None:
    """Return a hit's severity: the ceiling when certain, one step lower when not, None when switched off."""
    ceiling = ceiling_of(rule, policy)
    if ceiling == OFF:
        return None
    severity = _SEVERITIES[ceiling]
    if hit.severity is not None:
        return lower_of(hit.severity, severity)
    return severity if hit.certain else one_step_down(severity)


def weigh(
    hits: Sequence[Hit], policy: Mapping[str, Any], ruleset: Ruleset, trace: Trace | None = None
) -> tuple[Finding, ...]:
    """Return the findings, sorted by field, place and rule."""
    kept: dict[tuple[Any, ...], tuple[Hit, Severity]] = {}
    for number, hit in enumerate(hits):
        rule = ruleset.rules[hit.rule]
        severity = severity_of(hit, rule, policy)
        if severity is None:
            continue
        one = rule.family in _ONE_A_SENTENCE and hit.sentence >= 0
        key = (hit.pointer, rule.family, hit.sentence) if one else (hit.pointer, number)
        if key not in kept or _outweighs(hit, severity, kept[key]):
            kept[key] = (hit, severity)
    shown = list(_first(kept.values()))
    if trace is not None:
        stood, said = [{id(hit) for hit, _ in pairs} for pairs in (kept.values(), shown)]
        weighed(trace, _outcomes(hits, stood, said, policy, ruleset))
    return tuple(sorted([finding_of(hit, severity, ruleset) for hit, severity in shown], key=_place))


def _outcomes(
    hits: Sequence[Hit], stood: set[int], said: set[int], policy: Mapping[str, Any], ruleset: Ruleset
) -> Iterator[Outcome]:
    """Yield each hit with its severity and what kept it from being shown; hits are told apart as objects."""
    for hit in hits:
        rule = ruleset.rules[hit.rule]
        severity = severity_of(hit, rule, policy)
        if severity is not None:
            silenced = None if id(hit) in said else "repeated" if id(hit) in stood else "outweighed"
            yield Outcome(hit, rule, ceiling_of(rule, policy), severity, silenced)


def _first(weighed: Iterable[tuple[Hit, Severity]]) -> Iterator[tuple[Hit, Severity]]:
    """Yield the first hits of each rule, the gravest before others: a rule that speaks 1,000 times helps nobody."""
    ranked = sorted(weighed, key=lambda pair: rank(pair[1]), reverse=True)
    if len(ranked) <= MOST_IN_A_FIELD:  # nobody can have spoken too often
        yield from ranked
        return
    in_field: Counter[tuple[str, str]] = Counter()
    in_all: Counter[str] = Counter()
    for hit, severity in ranked:
        in_field[hit.rule, hit.pointer] += 1
        in_all[hit.rule] += 1
        if in_field[hit.rule, hit.pointer] <= MOST_IN_A_FIELD and in_all[hit.rule] <= MOST_IN_ALL:
            yield hit, severity


def _outweighs(hit: Hit, severity: Severity, other: tuple[Hit, Severity]) -> bool:
    if severity is other[1]:
        return stronger(other[0], hit) is hit
    return lower_of(severity, other[1]) is other[1]


def _place(finding: Finding) -> tuple[str, int, int, str]:
    return *_field_of(finding.pointer), finding.span.start if finding.span else -1, finding.rule


@lru_cache(maxsize=256)
def _field_of(pointer: str) -> tuple[str, int]:
    """Return a pointer's field and the number of its entry in a list."""
    number = "".join(char for char in pointer if char.isdigit())
    return pointer.split("/")[1] if "/" in pointer else "", int(number or 0)


def finding_of(hit: Hit, severity: Severity, ruleset: Ruleset) -> Finding:
    """Return a hit as the API shows it, in the rule's words."""
    rule = ruleset.rules[hit.rule]
    variant = rule.data.get("variants", {}).get(hit.variant, {})
    message, suggestion = variant.get("message", rule.message), variant.get("suggestion", rule.suggestion)
    quote = None
    if hit.document is not None and hit.span is not None:
        quote = hit.document.text[hit.span.start : hit.span.end]
    return Finding(
        rule=rule.id,
        rule_revision=rule.revision,
        family=rule.family,
        severity=severity,
        pointer=hit.pointer,
        span=hit.span,
        quote=quote,
        message=message.format_map(hit.values) if "{" in message else message,
        suggestion=suggestion.format_map(hit.values) if suggestion and "{" in suggestion else suggestion or None,
        replacement=hit.replacement if hit.replacement is not None else rule.replacement,
        citation=rule.citations[0],
    )

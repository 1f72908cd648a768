"""The examples of every rule are its tests: each bad one is found where it says, each good one is left alone."""

from collections.abc import Mapping
from typing import Any

import pytest

from app.checks.engine import (
    approach_findings,
    check,
    contact_findings,
    debrief_findings,
    default_ruleset,
    follow_up_findings,
    meeting_findings,
)
from app.checks.report import Context, Field, Finding, Kind
from app.checks.ruleset import Example, Rule

RULES = default_ruleset().rules
TEXT_RULES = [rule for rule in RULES.values() if rule.kinds]
PLAN_RULES = [rule for rule in RULES.values() if not rule.kinds]


def pointer_of(example: Example) -> str:
    return example.pointer or ("/text" if example.kind is Kind.QUESTION_SET else "/message")


def context_of(values: Mapping[str, Any]) -> Context:
    fields: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in values.items()}
    return Context(**fields)


def findings(example: Example, policy: Mapping[str, Any], text: str | None = None) -> tuple[Finding, ...]:
    field = Field(pointer_of(example), example.text if text is None else text)
    return check(example.kind, [field], context_of(example.context), {**policy, **example.policy}).findings


def plan(rule: Rule, values: Mapping[str, Any]) -> tuple[Finding, ...]:
    if rule.id == "contact.warm-path-first":
        return approach_findings(**{"warmer": None, **values})
    if rule.family == "contact":
        defaults = {"position": None, "do_not_contact": False, "has_research": False}
        return contact_findings(**{**defaults, **values})
    if rule.id in ("meeting.no-goals", "meeting.too-close"):
        return meeting_findings(**{"goals": [], **values})
    if rule.family == "meeting":
        open_ended = {"may_contact_again": None, "cards_exchanged": None, "face_to_face": False, "has_plan": False}
        return debrief_findings(**{**open_ended, **values})
    return follow_up_findings(**{"days_since_last": None, **values})


def examples(kind: str) -> list[Any]:
    return [
        pytest.param(rule, example, id=f"{rule.id}:{example.text[:60]!r}")
        for rule in TEXT_RULES
        for example in getattr(rule, kind)
    ]


@pytest.mark.parametrize(("rule", "example"), examples("bad"))
def test_a_bad_example_is_found_where_it_says(rule: Rule, example: Example, policy: Mapping[str, Any]) -> None:
    found = [f for f in findings(example, policy) if f.rule == rule.id]
    assert found
    if example.quote is not None:
        assert example.quote in [f.quote for f in found]


@pytest.mark.parametrize(("rule", "example"), examples("good"))
def test_a_good_example_is_left_alone(rule: Rule, example: Example, policy: Mapping[str, Any]) -> None:
    assert rule.id not in [f.rule for f in findings(example, policy)]


@pytest.mark.parametrize(("rule", "example"), examples("bad"))
def test_offsets_hold_with_emoji_in_front(rule: Rule, example: Example, policy: Mapping[str, Any]) -> None:
    text = "😀👩‍🚀 \n\n" + example.text
    for finding in findings(example, policy, text):
        if finding.span is None:
            continue
        units = text.encode("utf-16-le")
        in_units = units[2 * finding.span.utf16_start : 2 * finding.span.utf16_end].decode("utf-16-le")
        assert text[finding.span.start : finding.span.end] == finding.quote == in_units


@pytest.mark.parametrize(("rule", "example"), examples("bad"))
def test_a_replacement_clears_the_finding(rule: Rule, example: Example, policy: Mapping[str, Any]) -> None:
    for finding in findings(example, policy):
        if finding.rule == rule.id and finding.replacement is not None and finding.span is not None:
            text = example.text[: finding.span.start] + finding.replacement + example.text[finding.span.end :]
            after = {f.rule for f in findings(example, policy, text)}
            assert rule.id not in after
            assert after <= {f.rule for f in findings(example, policy)}


@pytest.mark.parametrize("rule", PLAN_RULES, ids=lambda rule: rule.id)
def test_a_rule_about_plans_keeps_to_its_examples(rule: Rule) -> None:
    for example in rule.bad:
        assert rule.id in [f.rule for f in plan(rule, example.context)]
    for example in rule.good:
        assert rule.id not in [f.rule for f in plan(rule, example.context)]


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_every_rule_has_five_good_and_five_bad_examples(rule: Rule) -> None:
    assert len(rule.bad) >= 5
    assert len(rule.good) >= 5

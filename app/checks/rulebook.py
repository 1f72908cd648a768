"""The rules as the API tells of them: the same bytes for as long as the process runs."""

from functools import cache
from typing import Any

import orjson

from app.checks.engine import default_ruleset
from app.checks.report import Kind
from app.checks.ruleset import Example, Rule
from app.core.errors import NotFound


@cache
def all_rules() -> bytes:
    """Return every rule, by name, as JSON."""
    return orjson.dumps({"items": [_shown(rule) for _, rule in sorted(default_ruleset().rules.items())]})


def one_rule(rule_id: str) -> tuple[dict[str, Any], int]:
    """Return one rule and its revision, or raise `NotFound`."""
    rule = default_ruleset().rules.get(rule_id)
    if rule is None:
        raise NotFound("There is no such rule.")
    return _shown(rule), rule.revision


def _shown(rule: Rule) -> dict[str, Any]:
    return {
        "rule": rule.id,
        "revision": rule.revision,
        "family": rule.family,
        "severity": rule.severity.value,
        "kinds": [kind.value for kind in Kind if kind in rule.kinds],
        "message": rule.message,
        "suggestion": rule.suggestion,
        "about": rule.about,
        "citations": [citation.to_json() for citation in rule.citations],
        "good": [example.text for example in rule.good],
        "good_examples": [{"text": example.text, **_beside(rule, example)} for example in rule.good],
        "bad": [{"text": example.text, "quote": example.quote, **_beside(rule, example)} for example in rule.bad],
    }


def _beside(rule: Rule, example: Example) -> dict[str, Any]:
    """Return what the check was told beside an example's text; a rule about plans reads no text of any kind."""
    return {
        "kind": example.kind.value if rule.kinds else None,
        "context": dict(example.context),
        "policy": dict(example.policy),
    }

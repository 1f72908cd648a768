"""The rules as the API tells of them: the same bytes for as long as the process runs."""

from functools import cache
from typing import Any

from app.checks.engine import default_ruleset
from app.checks.report import Kind
from app.checks.ruleset import Rule
from app.core import answers
from app.core.errors import NotFound


def all_rules() -> answers.Answer:
    """Answer with every rule."""
    return answers.Answer(200, *_all())


def one_rule(rule_id: str) -> answers.Answer:
    """Answer with one rule, or raise `NotFound`."""
    rule = default_ruleset().rules.get(rule_id)
    if rule is None:
        raise NotFound("There is no such rule.")
    return answers.one(_shown(rule), version=rule.revision)


@cache
def _all() -> tuple[bytes, tuple[tuple[bytes, bytes], ...]]:
    body = answers.dumps({"items": [_shown(rule) for _, rule in sorted(default_ruleset().rules.items())]})
    return body, (answers.JSON, (b"etag", answers.etag(1, body)))


def _shown(rule: Rule) -> dict[str, Any]:
    return {
        "rule": rule.id,
        "family": rule.family,
        "severity": rule.severity.value,
        "kinds": [kind.value for kind in Kind if kind in rule.kinds],
        "message": rule.message,
        "about": rule.about,
        "citations": [citation.to_json() for citation in rule.citations],
        "good": [example.text for example in rule.good],
        "bad": [{"text": example.text, "quote": example.quote} for example in rule.bad],
    }

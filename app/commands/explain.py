"""`cardinal check --explain`: one rule of the practice, with the examples that are its tests."""

import json
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from textwrap import indent, wrap
from typing import Any

from rich.console import Console
from rich.text import Text

from app.checks.engine import default_ruleset
from app.checks.report import Kind, Span
from app.checks.rulebook import one_rule
from app.checks.ruleset import Example, Rule
from app.commands.check import STYLES, cited, quoted
from app.commands.errors import CommandError

_MOST_NEAR = 6
_INDENT = "  "


def explain(rule_id: str, as_json: bool) -> None:
    """Print what a rule is about, what it says, where it comes from, and what it finds and leaves alone."""
    rule = default_ruleset().rules.get(rule_id)
    if rule is None:
        raise CommandError(_unknown(rule_id), status=2)
    if as_json:
        print(json.dumps(one_rule(rule_id)[0], indent=2, ensure_ascii=False))
    else:
        show(Console(highlight=False), rule)


def _unknown(rule_id: str) -> str:
    known, meant = sorted(default_ruleset().rules), rule_id.lower()
    near = [name for name in known if meant in name.split(".")] or get_close_matches(meant, known, _MOST_NEAR)
    if near:
        return f"there is no rule {rule_id!r}. Did you mean {', '.join(near)}?"
    return f"there is no rule {rule_id!r}. The rules are {', '.join(known)}."


def show(console: Console, rule: Rule) -> None:
    """Print a rule for reading."""
    console.print(Text.assemble((rule.id, "bold"), " ", (_severity(rule), STYLES[rule.severity])))
    _paragraph(console, rule.about)
    _paragraph(console, f"Reads: {_kinds(rule)}. Revision {rule.revision}.", "dim")
    sayings = list(_sayings(rule))
    console.print(Text("\nIt says", "bold"))
    for said in sayings:
        _paragraph(console, said)
    if any("{" in said for said in sayings):
        _paragraph(console, "(What stands in braces is filled in.)", "dim")
    console.print(Text("\nWhere it comes from", "bold"))
    for citation in rule.citations:
        _paragraph(console, cited(citation), "italic")
    console.print(Text("\nIt finds", "bold"))
    for example in rule.bad:
        _print_example(console, rule, example, STYLES[rule.severity])
    console.print(Text("\nIt leaves alone", "bold"))
    for example in rule.good:
        _print_example(console, rule, example, "green")


def _paragraph(console: Console, text: str, style: str = "") -> None:
    wrapped = wrap(text, max(20, console.width - len(_INDENT)), break_long_words=False, break_on_hyphens=False)
    console.print(Text(indent("\n".join(wrapped), _INDENT), style), soft_wrap=True)


def _severity(rule: Rule) -> str:
    off = rule.default != rule.severity
    return f"{rule.severity.value}, off unless the policy asks for it" if off else rule.severity.value


def _kinds(rule: Rule) -> str:
    if rule.kinds == frozenset(Kind):
        return "every kind of text"
    return ", ".join(kind.value.replace("_", " ") for kind in Kind if kind in rule.kinds) or "no text, only plans"


def _sayings(rule: Rule) -> Iterator[str]:
    """Yield what the rule can say: its message and suggestion, and those of its variants where they differ."""
    said = [rule.message, rule.suggestion]
    for variant in rule.data.get("variants", {}).values():
        said += [variant.get("message"), variant.get("suggestion")]
    yield from dict.fromkeys(filter(None, said))


def _print_example(console: Console, rule: Rule, example: Example, style: str) -> None:
    kind = {"kind": example.kind.value} if len(rule.kinds) > 1 and example.kind is not rule.bad[0].kind else {}
    known = _known({**kind, **example.context, **example.policy})
    start = example.text.find(example.quote) if example.quote else -1
    if example.quote and start >= 0:
        end = start + len(example.quote)
        lines = quoted(example.text, Span(start, end, start, end), style)
    else:
        lines = [Text(f"    {line}") for line in example.text.splitlines() if line.strip()]
    for line in lines:
        console.print(line, soft_wrap=True)
    if known or not example.text:
        console.print(Text(f"    ({known or 'nothing is known'})", "dim"), soft_wrap=True)


def _known(values: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} = {json.dumps(value)}" for name, value in values.items())

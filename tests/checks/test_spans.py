"""The words that a finding points at begin and end where a phrase may.

The small words here are the test's own, fewer than those of the checker, so that the two do not share their mistakes.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from app.checks.engine import check, default_ruleset
from app.checks.report import Context, Field, Kind
from app.checks.wordlists import word_set
from tests.checks.test_rule_examples import findings
from tests.corpus import reading

RULES = [rule for rule in default_ruleset().rules.values() if rule.frames]
WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*")
CLAUSE_ENDS = re.compile(r"[^\w\s'’&/-]|[-–—/] | [-–—/]|\s[-–—/]|\n\s*\n|\n(?=\W)")
CONTRACTED = re.compile(r"(?:n['’]t|['’](?:m|re|ve|ll|d))$")
ARTICLES = word_set("a an the my your our their every")
SUBJECTS = word_set("i we they he she")
OBJECTS = word_set("me us him them")
AUXILIARIES = word_set("am is are was were be been will would can could may might shall should must")
JOINTS = word_set("and or but")
OPENERS = word_set("if whether how because unless while when where why")
UNENDING = word_set("of to as than into from")
PREPOSITIONS = word_set("for with at in on by about")


def flaw_of(text: str, start: int, end: int) -> str | None:
    """Return what is wrong with where a span begins or ends, or None."""
    words = [word.lower() for word in WORD.findall(text[start:end])]
    return _flaw_at_the_beginning(text, start, words[0]) or _flaw_at_the_end(text, end, words[-1])


def _flaw_at_the_beginning(text: str, start: int, first: str) -> str | None:
    if start and re.match(r"[\w'’]", text[start - 1]) and re.match(r"[\w'’]", text[start]):
        return "begins within a word"
    clause = CLAUSE_ENDS.split(text[:start])[-1]
    before = [word.lower() for word in WORD.findall(clause)][-1:]
    if first in JOINTS:
        return "begins with what joins it to the clause before"
    if not before:
        return None
    if first in OBJECTS or first == "of":
        return "begins after the word that its first belongs to"
    if before[0] in ARTICLES:
        return "begins between an article and its noun"
    if before[0] in SUBJECTS or CONTRACTED.search(before[0]):
        return "begins between a subject and its verb"
    if before[0] in AUXILIARIES and first not in OPENERS | PREPOSITIONS | UNENDING:
        return "begins between an auxiliary and its verb"
    return None


def _flaw_at_the_end(text: str, end: int, last: str) -> str | None:
    if re.match(r"[\w'’]", text[end : end + 1]) and re.match(r"[\w'’]", text[end - 1]):
        return "ends within a word"
    clause = CLAUSE_ENDS.split(text[end:])[0]
    after = [word.lower() for word in WORD.findall(clause)][:1]
    if last in ARTICLES | JOINTS | (SUBJECTS if after else frozenset()):
        return "ends on a word that goes with the next"
    if not after:
        return None
    if last in OPENERS | UNENDING or CONTRACTED.search(last):
        return "ends on a word that goes with the next"
    if last in AUXILIARIES and after[0] not in OPENERS | JOINTS | PREPOSITIONS:
        return "ends between an auxiliary and its verb"
    if last in PREPOSITIONS and after[0] in ARTICLES | OBJECTS:
        return "ends between a preposition and its noun"
    return "ends before what belongs to it" if after[0] == "of" else None


def examples() -> list[Any]:
    return [
        pytest.param(rule.id, example, id=f"{rule.id}:{example.text[:60]!r}") for rule in RULES for example in rule.bad
    ]


@pytest.mark.parametrize(("rule", "example"), examples())
def test_an_example_is_pointed_at_in_whole_phrases(rule: str, example: Any, policy: Mapping[str, Any]) -> None:
    spans = [f.span for f in findings(example, policy) if f.rule == rule and f.span is not None]
    assert [example.text[s.start : s.end] for s in spans if flaw_of(example.text, s.start, s.end)] == []


def spans_in_the_corpus(policy: Mapping[str, Any]) -> Iterator[tuple[str, int, int]]:
    """Yield the texts of the development part with each stretch that a sentence rule points at."""
    rules = {rule.id for rule in RULES}
    for row in reading.asks("development"):
        report = check(Kind.INTERVIEW_REQUEST, [Field("/message", row.text)], Context(), policy)
        for finding in report.findings:
            if finding.rule in rules and finding.span is not None:
                yield row.text, finding.span.start, finding.span.end


def test_asks_are_pointed_at_in_whole_phrases(policy: Mapping[str, Any]) -> None:
    flaws = [
        f"{flaw}: {text[max(0, start - 30) : start]}⟦{text[start:end]}⟧{text[end : end + 30]}"
        for text, start, end in spans_in_the_corpus(policy)
        if (flaw := flaw_of(text, start, end))
    ]
    assert flaws == []

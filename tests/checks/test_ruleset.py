"""A ruleset is complete, cited, named by its content, and refuses what it cannot read."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import app.checks
from app.checks.engine import default_ruleset
from app.checks.lexicon import Lexicon
from app.checks.matching import Pattern
from app.checks.message_rules import REGISTERED
from app.checks.patterns import PatternError, Reader
from app.checks.suspicion import SUSPECTED

SOURCES = Path(__file__).parent / "sources"
RULES = default_ruleset().rules
TABLE = """
job-ask.direct error|job-ask.vacancy error|job-ask.referral error|job-ask.hedged error|job-ask.across-sentences error|
job-ask.suspected advice|resume.unsolicited warning|time.overlong error|time.mismatch error|time.missing advice|
time.conflict warning|questions.closed warning|questions.salary error|questions.researchable warning|
questions.too-many warning|questions.count-missing advice|questions.no-referral advice|custom.placeholder error|
custom.generic-greeting warning|custom.no-name advice|custom.no-organisation advice|custom.no-referrer advice|
custom.wrong-name error|custom.nothing-specific warning|objective.missing warning|objective.no-introduction advice|
objective.not-a-job advice|tone.desperate advice|tone.negative advice|length.too-long warning|format.no-choice advice|
questions.not-offered advice|pressure.urgency warning|thanks.missing error|thanks.nothing-specific warning|
thanks.no-stay-in-touch advice|follow-up.too-soon warning|follow-up.too-many warning|overview.too-long warning|
overview.incomplete advice|contact.human-resources warning|contact.no-research advice|contact.do-not-contact error|
meeting.no-goals advice|meeting.too-close advice|meeting.no-permission advice|meeting.no-cards advice|
meeting.no-plan advice|
contact.executive-time advice|contact.warm-path-first advice
"""


def test_every_rule_of_the_practice_exists_at_its_severity() -> None:
    wanted = dict(row.split() for row in TABLE.replace("\n", "").split("|"))
    assert {rule.id: rule.severity.value for rule in RULES.values()} == wanted


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_quotes_stand_word_for_word_in_their_source(rule: Any) -> None:
    assert rule.citations
    for citation in rule.citations:
        if citation.source.startswith("S"):
            assert citation.quote
            assert citation.quote in (SOURCES / f"{citation.source}.txt").read_text(encoding="utf-8")
        else:
            assert citation.address


def test_the_policy_knows_every_rule(policy: Mapping[str, Any]) -> None:
    assert {f"severity.{rule}" for rule in RULES} <= set(policy)


def test_the_name_carries_date_and_content_hash() -> None:
    assert re.fullmatch(r"en-\d{4}\.\d{2}\.\d{2}-[0-9a-f]{8}", default_ruleset().name)


def test_no_set_phrase_of_the_lexicon_is_broken_over_two_lines() -> None:
    files = (Path(app.checks.__file__).parent / "packs" / "en" / "lexicon").glob("*.toml")
    lists = [block.strip().split("\n") for path in files for block in path.read_text().split('"""')[1::2]]
    assert [line[-40:] for lines in lists for line in lines[:-1] if line and not line.endswith(",")] == []


def test_logic_is_registered_for_known_rules_only() -> None:
    assert set(REGISTERED) <= set(RULES)
    silent = [rule.id for rule in RULES.values() if rule.kinds and not rule.frames and rule.id not in REGISTERED]
    assert silent == [SUSPECTED]


@pytest.mark.parametrize("source", ["<NOWHERE>", "@NOTHING", "( a b", "a ) b"])
def test_a_pattern_that_cannot_be_read_is_refused(source: str) -> None:
    with pytest.raises(PatternError):
        Pattern.of(source, Reader(Lexicon({}), {}))

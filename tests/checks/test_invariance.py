"""What a writer may change without being told something else: names, spelling, marks, and how the text was sent."""

from functools import cache
from itertools import islice
from random import Random
from typing import Any, NamedTuple

import pytest

from app.checks.engine import check, default_ruleset
from app.checks.report import Context, Field, Kind, Severity
from app.checks.ruleset import Example, Rule
from app.policy.presets import preset
from tests.checks.changes import CHANGES, NAMES, SENT, changed
from tests.checks.wordings import ASKS, EMPLOYERS, LOOKALIKES, ORGANISATIONS, TRADES
from tests.corpus.reading import asks as corpus_asks

BALANCED = preset("balanced")
SEED, ROWS = 20261124, 300
KEEP_FIRING, KEEP_BLOCKING = 0.95, 0.9


class Outcome(NamedTuple):
    """Whether a text is told that it asks for a job, and whether that stops it."""

    fires: bool
    blocks: bool


ASKED, SILENT = Outcome(True, True), Outcome(False, False)


@cache
def outcome(text: str) -> Outcome:
    report = check(Kind.INTERVIEW_REQUEST, [Field("/message", text)], Context(), BALANCED)
    found = [finding.severity for finding in report.findings if finding.family == "job-ask"]
    return Outcome(bool(found), Severity.ERROR in found)


def other_than(wanted: Outcome, texts: list[str]) -> list[str]:
    return [text for text in texts if outcome(text) != wanted]


@cache
def what_people_write() -> list[str]:
    texts = [row.text for row in corpus_asks("development")]
    Random(SEED).shuffle(texts)
    return texts


def after(name: str, texts: list[str]) -> list[str]:
    return [each for text in texts if (each := changed(name, text)) is not None]


def test_a_clear_ask_blocks_and_a_lookalike_is_let_pass() -> None:
    assert other_than(ASKED, ASKS) == []
    assert other_than(SILENT, LOOKALIKES) == []


@pytest.mark.parametrize("name", CHANGES)
def test_a_clear_ask_blocks_however_it_is_written(name: str) -> None:
    assert other_than(ASKED, after(name, ASKS)) == []


@pytest.mark.parametrize("name", CHANGES)
def test_a_lookalike_is_let_pass_however_it_is_written(name: str) -> None:
    assert other_than(SILENT, after(name, LOOKALIKES)) == []


@pytest.mark.parametrize("name", CHANGES)
def test_what_people_write_is_judged_alike_however_it_is_written(name: str) -> None:
    both = ((text, changed(name, text)) for text in what_people_write())
    pairs = list(islice(((text, other) for text, other in both if other is not None), ROWS))
    fires = [outcome(text).fires == outcome(other).fires for text, other in pairs]
    blocks = [outcome(text).blocks == outcome(other).blocks for text, other in pairs]
    assert fires.count(True) >= KEEP_FIRING * len(pairs) > 0
    assert blocks.count(True) >= KEEP_BLOCKING * len(pairs)


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (ASKED, "Hi {name}, do you have any openings on your team?"),
        (ASKED, "Dear {name},\n\ncould you give me a job?"),
        (ASKED, "{name}, please forward my resume to your manager."),
        (ASKED, "Do you think {name} would hire me?"),
        (ASKED, "Could you ask {name} whether there is a job for me?"),
        (ASKED, "{name} told me that you are hiring; I would love to join your team."),
        (ASKED, "Are you hiring?\n\nBest,\n{name}"),
        (SILENT, "{name} suggested that I write to you. How did you get into radio?"),
        (SILENT, "Hello {name}, could you spare 15 minutes?"),
        (SILENT, "My name is {name} and I would love to hear about your work."),
        (SILENT, "Could we talk on Thursday?\n\nBest,\n{name}"),
    ],
)
def test_a_name_of_any_culture_changes_nothing(wanted: Outcome, said: str) -> None:
    assert other_than(wanted, [said.format(name=name) for name in NAMES]) == []
    assert other_than(wanted, [said.format(name=name.split()[0]) for name in NAMES]) == []


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (ASKED, "Do you have any openings at {name}?"),
        (ASKED, "I would like to apply for a position at {name}."),
        (ASKED, "Could you refer me for the analyst role at {name}?"),
        (ASKED, "Please forward my resume to the recruiter at {name}."),
        (SILENT, "How did you come to {name}?"),
        (SILENT, "What is it like to work at {name}?"),
        (SILENT, "I read about {name} and would value your view of the trade."),
        (SILENT, "Could you spare 15 minutes to tell me how {name} decides what to make?"),
        (SILENT, "Who trained you at {name}?"),
    ],
)
def test_one_organisation_is_like_another(wanted: Outcome, said: str) -> None:
    assert other_than(wanted, [said.format(name=name) for name in ORGANISATIONS]) == []


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (ASKED, "Do you need another {trade}?"),
        (ASKED, "Are you hiring a {trade} this year?"),
        (ASKED, "Could you take me on as a {trade}?"),
        (ASKED, "I would like to apply for the position of {trade}."),
        (ASKED, "Is there a vacancy for a {trade} on your team?"),
        (ASKED, "Could you refer me for the {trade} job?"),
        (ASKED, "I have been a {trade} for six years, and I'd love to join your team."),
        (SILENT, "How did you become a {trade}?"),
        (SILENT, "What does a {trade} do all day?"),
        (SILENT, "I am a {trade} and would like your advice on my next step."),
        (SILENT, "Who trained you as a {trade}?"),
        (SILENT, "Could you tell me what makes a good {trade}?"),
    ],
)
def test_one_trade_is_like_another(wanted: Outcome, said: str) -> None:
    vowel = said.replace("a {trade}", "an {trade}")
    assert other_than(wanted, [(vowel if trade[0] in "aeiou" else said).format(trade=trade) for trade in TRADES]) == []


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (ASKED, "Do you have any openings at your {employer}?"),
        (ASKED, "Is your {employer} hiring?"),
        (ASKED, "I would love to work at your {employer}."),
        (ASKED, "Could you give me a job at the {employer}?"),
        (ASKED, "Could I do an internship at your {employer}?"),
        (ASKED, "Please let me know if a position opens up at the {employer}."),
        (ASKED, "Is there work for me at your {employer}?"),
        (SILENT, "How does your {employer} choose what to do next?"),
        (SILENT, "What do you like best about the {employer}?"),
        (SILENT, "Could I come by the {employer} for 20 minutes?"),
        (SILENT, "Who founded the {employer}?"),
    ],
)
def test_one_employer_is_like_another(wanted: Outcome, said: str) -> None:
    assert other_than(wanted, [said.format(employer=employer) for employer in EMPLOYERS]) == []


@pytest.mark.parametrize(
    ("american", "british"),
    [
        ("Is your organization hiring?", "Is your organisation hiring?"),
        ("Could I join your graduate program?", "Could I join your graduate programme?"),
        ("I am inquiring about any openings at the center.", "I am enquiring about any openings at the centre."),
        ("Could you do me the favor of hiring me?", "Could you do me the favour of hiring me?"),
        ("Please pass my resume to your manager.", "Please pass my CV to your manager."),
        ("Would you hire me for the fall?", "Would you hire me for the autumn?"),
    ],
)
def test_an_ask_blocks_on_both_sides_of_the_ocean(american: str, british: str) -> None:
    assert outcome(american) == outcome(british) == ASKED


def fires(rule: Rule, example: Example, text: str) -> bool:
    fields = [Field(example.pointer or ("/text" if example.kind is Kind.QUESTION_SET else "/message"), text)]
    known: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in example.context.items()
    }
    report = check(example.kind, fields, Context(**known), {**BALANCED, **example.policy})
    family = "job-ask" if rule.family == "job-ask" else None
    return any(finding.rule == rule.id or finding.family == family for finding in report.findings)


@cache
def examples_as_written() -> list[tuple[Rule, Example, bool]]:
    rules = [rule for rule in default_ruleset().rules.values() if rule.kinds]
    return [(rule, each, fires(rule, each, each.text)) for rule in rules for each in (*rule.bad, *rule.good)]


@pytest.mark.parametrize("name", [*SENT, "a line break replaces a blank"])
def test_how_a_text_was_sent_changes_no_rule(name: str) -> None:
    written = [(rule, each, fired, changed(name, each.text)) for rule, each, fired in examples_as_written()]
    compared = [(rule, each, fired, text) for rule, each, fired, text in written if text is not None]
    differ = [(rule.id, text) for rule, each, fired, text in compared if fires(rule, each, text) != fired]
    assert len(differ) <= max(1, len(compared) // 100), differ

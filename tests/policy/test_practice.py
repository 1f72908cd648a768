"""The practice: its numbers, bounds and sources."""

from pathlib import Path

import pytest

from app.policy.deployment import read
from app.policy.presets import (
    PRESETS,
    OutOfBounds,
    UnknownKey,
    definition,
    definitions,
    disorder,
    practice_alone,
    preset,
    resolve,
    revision,
    validate,
)
from app.policy.schemas import PolicyOut

SOURCES = Path(__file__).parent.parent / "sources"
TIME_TABLE = {
    "balanced": {
        "cold": [(20, 30), (20, 30), (15, 20), (15, 20)],
        "lukewarm": [(30, 45), (60, 90), (20, 30), (45, 60)],
        "warm": [(45, 60), (60, 90), (30, 45), (45, 60)],
    },
    "strict": {
        "cold": [(15, 20), (15, 20), (10, 15), (10, 15)],
        "lukewarm": [(20, 30), (45, 60), (15, 20), (30, 45)],
        "warm": [(30, 45), (45, 60), (20, 30), (30, 45)],
    },
    "relaxed": {
        "cold": [(30, 45), (30, 45), (20, 30), (20, 30)],
        "lukewarm": [(45, 60), (90, 120), (30, 45), (60, 90)],
        "warm": [(60, 90), (90, 120), (45, 60), (60, 90)],
    },
}


@pytest.mark.parametrize("name", PRESETS)
def test_each_preset_holds_the_published_time_table(name: str) -> None:
    values = preset(name)
    for warmth, row in TIME_TABLE[name].items():
        for occasion, limits in zip(("base", "meal", "executive", "executive_meal"), row, strict=True):
            stem = f"time.{warmth}.{occasion}"
            assert (values[f"{stem}.warn"], values[f"{stem}.block"]) == limits, stem


def test_every_quote_stands_word_for_word_in_its_source() -> None:
    texts = {f"S{path.name[2]}": path.read_text(encoding="utf-8") for path in SOURCES.glob("00*.txt")}
    assert sorted(texts) == ["S0", "S1", "S2", "S3", "S4"]
    for item in definitions():
        assert item.citations, item.key
        for citation in item.citations:
            if citation.source.startswith("S"):
                assert citation.quote is not None
                assert citation.quote in texts[citation.source], citation.quote
            else:
                assert citation.quote is None
                assert citation.address, citation.source


def test_a_number_the_sources_disagree_on_cites_them_all() -> None:
    sources = {citation.source for citation in definition("time.cold.base.warn").citations}
    assert {"S0", "S1", "S2", "S4"} <= sources


@pytest.mark.parametrize("name", PRESETS)
def test_every_value_of_every_preset_is_allowed_and_in_order(name: str) -> None:
    for key, value in preset(name).items():
        validate(key, value)
    assert disorder(resolve(name)) == []


def test_a_preset_states_only_what_differs_from_the_default() -> None:
    for item in definitions():
        for name in item.values.keys() - {"balanced"}:
            assert item.values[name] != item.default, item.key


def test_only_the_strict_preset_asks_for_the_denial_of_employment() -> None:
    key = "severity.objective.not-a-job"
    assert [preset(name)[key] for name in PRESETS] == ["off", "advice", "off"]


def test_a_preset_cannot_be_changed_by_its_reader() -> None:
    with pytest.raises(TypeError):
        preset("balanced")["follow_up.wait_days"] = 0  # type: ignore[index]  # the point of the test


def test_the_account_overrides_the_deployment_and_the_deployment_the_preset() -> None:
    policy = resolve(
        "strict",
        {"follow_up.wait_days": 0},
        deployment=read({"values": {"follow_up.wait_days": 10, "cadence.exploring_days": 45}}),
    )
    expected = {
        "follow_up.wait_days": (0, "account"),
        "cadence.exploring_days": (45, "deployment"),
        "time.cold.base.warn": (15, "preset"),
        "thank_you.due_hours": (24, "default"),
    }
    assert {key: (policy.values[key], policy.origins[key]) for key in expected} == expected


def test_a_stored_value_that_the_practice_no_longer_knows_is_passed_over() -> None:
    assert "gone.minutes" not in resolve("balanced", {"gone.minutes": 3}).values


def test_the_revision_follows_the_values_and_nothing_else() -> None:
    plain = resolve("balanced")
    assert revision(plain) == revision(resolve("balanced", {"follow_up.wait_days": 7}))
    assert revision(plain) != revision(resolve("balanced", {"follow_up.wait_days": 8}))
    assert len(revision(plain)) == 12


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("time.cold.base.warn", 4, "between 5 and 240 minutes"),
        ("time.cold.base.warn", 241, "between 5 and 240 minutes"),
        ("time.cold.base.warn", 20.5, "whole number of minutes"),
        ("time.cold.base.warn", True, "whole number"),
        ("time.cold.base.warn", "20", "whole number"),
        ("questions.minutes_each", float("nan"), "number of minutes"),
        ("questions.at_least", 0, "between 1 and 30"),
        ("severity.questions.closed", "fatal", "one of error, warning, advice, off"),
        ("severity.questions.closed", 1, "one of error, warning, advice, off"),
        ("severity.contact.do-not-contact", "off", "one of error"),
        ("resume.offer", "always", "one of never"),
    ],
)
def test_a_value_out_of_bounds_is_refused_and_the_bound_named(key: str, value: int | float | str, said: str) -> None:
    with pytest.raises(OutOfBounds, match=said):
        validate(key, value)


@pytest.mark.parametrize(("key", "value"), [("follow_up.wait_days", 0), ("questions.minutes_each", 3)])
def test_a_value_at_its_bound_or_of_a_wider_kind_is_taken(key: str, value: int) -> None:
    validate(key, value)


def test_a_key_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UnknownKey):
        validate("time.cold", 5)


def test_a_warning_limit_above_its_blocking_limit_is_named() -> None:
    above = disorder(resolve("balanced", {"time.cold.base.warn": 31}))
    assert above == [("time.cold.base.warn", "time.cold.base.block")]


def test_the_wire_shows_every_value_with_its_origin_bounds_and_sources() -> None:
    shown = PolicyOut.of(resolve("balanced", {"questions.at_least": 5}), practice_alone()).model_dump(mode="json")
    assert shown["preset"] == "balanced"
    assert len(shown["values"]) == len(definitions())
    by_key = {value["key"]: value for value in shown["values"]}
    asked = by_key["questions.at_least"]
    assert (asked["value"], asked["origin"], asked["min"], asked["max"]) == (5, "account", 1, 30)
    assert asked["citations"][0]["source"] == "S0"
    assert by_key["resume.offer"]["choices"] == ["never", "when_asked", "when_asked_or_feedback"]

"""The operator's policy file: what accounts start from, how far they move, and what is said of a wrong one."""

import re
import tomllib
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from app.commands import doctor
from app.commands.environment import load_settings
from app.commands.errors import CommandError
from app.commands.storage import Level
from app.main import create_app
from app.policy.deployment import WrongPolicyFile, load, read
from app.policy.presets import Deployment, in_order, resolve
from tests.conftest import Place, TestClock, sign_up

pytestmark = pytest.mark.anyio

DOCUMENTED = Path(__file__).parents[2] / "docs" / "policy.md"
CENTRE = """
preset = "strict"

[values]
follow_up.wait_days = 10

[bounds.follow_up.wait_days]
min = 7

[bounds."time.cold.base.block"]
max = 25

[bounds.severity.job-ask.direct]
choices = ["error"]
"""


@pytest.fixture
async def app_here(place: Place, tmp_path: Path) -> AsyncIterator[FastAPI]:
    """An app of an operator with a policy file."""
    path = tmp_path / "policy.toml"
    path.write_text(CENTRE, "utf-8")
    made = create_app(place.settings(policy_file=path), clock=TestClock())
    async with made.router.lifespan_context(made):
        yield made


async def values(api: httpx.AsyncClient) -> dict[str, dict[str, Any]]:
    return {each["key"]: each for each in (await api.get("/v1/policy")).json()["values"]}


async def test_accounts_start_from_what_the_operator_set_and_see_the_narrower_bounds(app_here: FastAPI) -> None:
    async with AsyncExitStack() as stack:
        api = (await sign_up(app_here, stack)).client
        assert (await api.get("/v1/policy")).json()["preset"] == "strict"
        shown = await values(api)
        wait = shown["follow_up.wait_days"]
        assert (wait["value"], wait["origin"], wait["min"], wait["max"]) == (10, "deployment", 7, 90)
        assert shown["severity.job-ask.direct"]["choices"] == ["error"]
        assert (shown["time.cold.base.warn"]["value"], shown["time.cold.base.warn"]["origin"]) == (15, "preset")


async def test_accounts_move_within_the_operators_bounds_only(app_here: FastAPI) -> None:
    async with AsyncExitStack() as stack:
        api = (await sign_up(app_here, stack)).client
        for key, value, said in (
            ("follow_up.wait_days", 6, "between 7 and 90 days"),
            ("time.cold.base.block", 26, "between 5 and 25 minutes"),
            ("severity.job-ask.direct", "off", "one of error."),
        ):
            answer = await api.patch("/v1/policy", json={"values": {key: value}})
            assert (answer.status_code, answer.json()["code"]) == (422, "policy_out_of_bounds")
            assert said in answer.json()["errors"][0]["message"]
        assert (await api.patch("/v1/policy", json={"values": {"follow_up.wait_days": 7}})).status_code == 200
        assert (await values(api))["follow_up.wait_days"]["origin"] == "account"


async def test_a_preset_reaches_only_as_far_as_the_operators_bounds(app_here: FastAPI) -> None:
    async with AsyncExitStack() as stack:
        api = (await sign_up(app_here, stack)).client
        assert (await api.patch("/v1/policy", json={"preset": "relaxed"})).status_code == 200
        shown = await values(api)
        assert [
            (shown[f"time.cold.base.{limit}"]["value"], shown[f"time.cold.base.{limit}"]["origin"])
            for limit in ("warn", "block")
        ] == [(25, "deployment"), (25, "deployment")]


def in_force(overrides: dict[str, Any], deployment: Deployment) -> dict[str, tuple[Any, str]]:
    policy = in_order(resolve("balanced", overrides, deployment), deployment)
    return {key: (policy.values[key], policy.origins[key]) for key in policy.values}


def test_what_an_account_chose_before_bounds_became_narrower_is_brought_within_them() -> None:
    here = read(
        {"bounds": {"time.warm.base.block": {"max": 60}, "severity.questions.closed": {"choices": ["warning"]}}}
    )
    chosen = {"time.warm.base.warn": 80, "time.warm.base.block": 90, "severity.questions.closed": "off"}
    shown = in_force(chosen, here)
    assert shown["time.warm.base.block"] == (60, "deployment")
    assert shown["time.warm.base.warn"] == (60, "deployment"), "the warning comes no later than its error"
    assert shown["severity.questions.closed"] == ("warning", "deployment")


def test_what_is_stored_and_of_another_kind_than_today_is_passed_over() -> None:
    stored = {"follow_up.wait_days": "often", "resume.offer": 3, "gone.key": 1}
    assert in_force(stored, load(None))["follow_up.wait_days"] == (7, "default")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"presets": "strict"}, "`presets` is not known"),
        ({"preset": "harsh"}, "preset must be one of balanced, strict, relaxed"),
        ({"values": 3}, "values must be a table"),
        ({"values": {"follow_up.wait_day": 3}}, "Did you mean follow_up.wait_days?"),
        ({"values": {"follow_up.wait_days": 91}}, "between 0 and 90 days"),
        ({"values": {"follow_up.wait_days": "7"}}, "whole number of days"),
        ({"values": {"severity.contact.do-not-contact": "off"}}, "one of error"),
        ({"values": {"time.cold.base.warn": 40}}, "under the preset balanced, time.cold.base.warn would be above"),
        ({"bounds": {"no.such": {"min": 1}}}, "the practice has no no.such"),
        ({"bounds": {"follow_up.wait_days": {"max": 91}}}, "between 0 and 90 days"),
        ({"bounds": {"follow_up.wait_days": {"min": 8, "max": 7}}}, "min must not be above max"),
        (
            {"bounds": {"time.cold.base.warn": {"min": 40}, "time.cold.base.block": {"max": 30}}},
            "its min above the max",
        ),
        ({"bounds": {"follow_up.wait_days": {"choices": ["a"]}}}, "takes min and max"),
        ({"bounds": {"resume.offer": {"choices": ["always"]}}}, "must keep some of never"),
        ({"bounds": {"resume.offer": {"choices": [["never"]]}}}, "must keep some of never"),
        (
            {"bounds": {"follow_up.wait_days": {"min": 9}}, "values": {"follow_up.wait_days": 8}},
            "between 9 and 90 days",
        ),
    ],
)
def test_a_file_that_says_what_the_practice_does_not_allow_is_refused(content: dict[str, Any], said: str) -> None:
    with pytest.raises(WrongPolicyFile, match=re.escape(said)):
        read(content)


@pytest.mark.parametrize(
    ("content", "said"), [(None, "cannot be read"), ("preset = ", "is not TOML"), ('preset = "x"', "preset must be")]
)
def test_a_wrong_file_stops_the_start_and_is_named_by_the_doctor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str | None, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    if content is not None:
        Path("policy.toml").write_text(content, "utf-8")
    monkeypatch.setenv("CARDINAL_POLICY_FILE", "policy.toml")
    with pytest.raises(CommandError, match=f"CARDINAL_POLICY_FILE: .*{said}"):
        load_settings()
    assert any("CARDINAL_POLICY_FILE" in each.what for each in doctor.remarks() if each.level is Level.FAIL)


def test_the_file_that_is_documented_is_right() -> None:
    (block,) = re.findall(r"```toml\n(.*?)```", DOCUMENTED.read_text("utf-8"), re.DOTALL)
    here = read(tomllib.loads(block))
    assert here.preset == "strict"
    assert here.values
    assert here.definitions["follow_up.wait_days"].min == 7

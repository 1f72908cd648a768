"""The policy over HTTP."""

import httpx
import pytest

from app.policy.presets import definitions

pytestmark = pytest.mark.anyio


async def test_the_policy_shows_every_value_with_its_bounds_origin_and_sources(api: httpx.AsyncClient) -> None:
    answer = await api.get("/v1/policy")
    assert answer.status_code == 200, answer.text
    shown = answer.json()
    assert set(shown) == {"preset", "revision", "values"}
    assert shown["preset"] == "balanced"
    assert [each["key"] for each in shown["values"]] == [each.key for each in definitions()]
    for each in shown["values"]:
        assert set(each) == {"key", "value", "unit", "origin", "min", "max", "choices", "citations"}
        assert each["origin"] == "default"
        assert each["citations"], each["key"]
        bounded = each["min"] is not None and each["min"] <= each["value"] <= each["max"]
        assert bounded or each["value"] in each["choices"], each["key"]


async def test_the_policy_tells_the_numbers_of_the_practice(api: httpx.AsyncClient) -> None:
    values = {each["key"]: each for each in (await api.get("/v1/policy")).json()["values"]}
    assert [values[f"time.cold.base.{limit}"]["value"] for limit in ("warn", "block")] == [20, 30]
    assert [values[f"time.warm.executive_meal.{limit}"]["value"] for limit in ("warn", "block")] == [45, 60]
    assert (values["thank_you.due_hours"]["value"], values["thank_you.due_hours"]["unit"]) == (24, "hours")
    assert values["severity.questions.salary"]["value"] == "error"
    assert "S0" in [each["source"] for each in values["time.cold.base.warn"]["citations"]]


async def test_a_policy_that_has_not_changed_is_not_sent_again(api: httpx.AsyncClient) -> None:
    first = await api.get("/v1/policy")
    again = await api.get("/v1/policy", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


async def test_the_policy_needs_an_account(anonymous: httpx.AsyncClient) -> None:
    assert (await anonymous.get("/v1/policy")).status_code == 401


async def test_checks_name_the_revision_of_the_policy_they_went_by(api: httpx.AsyncClient) -> None:
    revision = (await api.get("/v1/policy")).json()["revision"]
    checked = await api.post("/v1/checks", json={"kind": "overview", "text": ""})
    assert checked.json()["policy_revision"] == revision

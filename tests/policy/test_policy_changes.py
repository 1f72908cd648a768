"""Changing the policy over HTTP: what is allowed, and that it holds at once and everywhere."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from tests.conftest import PASSWORD, Seeker, client_of

pytestmark = pytest.mark.anyio

MESSAGE = "Dear Dana, I would like to learn how exhibitions are made. Could we talk for 25 minutes? Sam"


async def changed(api: httpx.AsyncClient, **body: Any) -> dict[str, Any]:
    answer = await api.patch("/v1/policy", json=body)
    assert answer.status_code == 200, answer.text
    shown: dict[str, Any] = answer.json()
    return shown


def by_key(shown: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {each["key"]: each for each in shown["values"]}


async def found(api: httpx.AsyncClient, text: str = MESSAGE) -> dict[str, str]:
    checked = await api.post("/v1/checks", json={"kind": "interview_request", "text": text})
    return {each["rule"]: each["severity"] for each in checked.json()["findings"]}


async def test_a_value_is_set_and_null_takes_it_back(api: httpx.AsyncClient) -> None:
    first = (await api.get("/v1/policy")).json()
    new = await changed(api, values={"follow_up.wait_days": 0})
    value = by_key(new)["follow_up.wait_days"]
    assert (value["value"], value["origin"]) == (0, "account")
    assert new["revision"] != first["revision"]
    assert new == (await api.get("/v1/policy")).json()
    assert await changed(api, values={"follow_up.wait_days": None}) == first


async def test_a_preset_is_chosen_and_null_takes_it_back(api: httpx.AsyncClient) -> None:
    first = (await api.get("/v1/policy")).json()
    strict = await changed(api, preset="strict", values={"cadence.exploring_days": 45})
    assert strict["preset"] == "strict"
    shown = {key: (each["value"], each["origin"]) for key, each in by_key(strict).items()}
    assert shown["time.cold.base.warn"] == (15, "preset")
    assert shown["severity.objective.not-a-job"] == ("advice", "preset")
    assert shown["cadence.exploring_days"] == (45, "account")
    assert shown["thank_you.due_hours"] == (24, "default")
    assert by_key(await changed(api, preset="relaxed"))["cadence.exploring_days"]["value"] == 45
    assert await changed(api, preset=None, values=None) == first


@pytest.mark.parametrize(
    ("key", "value", "code", "said"),
    [
        ("time.cold.base.warn", 4, "policy_out_of_bounds", "between 5 and 240 minutes"),
        ("questions.minutes_each", 31, "policy_out_of_bounds", "between 0.5 and 30 minutes"),
        ("time.cold.base.warn", 31, "policy_out_of_bounds", "time.cold.base.block (30)"),
        ("time.cold.base.block", 19, "policy_out_of_bounds", "time.cold.base.warn (20)"),
        ("length.advice_words", 201, "policy_out_of_bounds", "length.warning_words (200)"),
        ("severity.questions.closed", "fatal", "policy_out_of_bounds", "one of error, warning, advice, off"),
        ("severity.contact.do-not-contact", "off", "policy_out_of_bounds", "one of error"),
        ("severity.contact.do-not-contact", "warning", "policy_out_of_bounds", "one of error"),
        ("time.cold.base.warn", 20.5, "validation_failed", "whole number of minutes"),
        ("time.cold.base.warn", 20.0, "validation_failed", "whole number of minutes"),
        ("time.cold.base.warn", "20", "validation_failed", "whole number of minutes"),
        ("time.cold.base.warn", True, "validation_failed", "a number"),
        ("time.cold.base.warn", [20], "validation_failed", "a number"),
        ("severity.questions.closed", 1, "validation_failed", "one of error"),
        ("time.cold", 20, "validation_failed", "no value of this name"),
        ("no.such.key", None, "validation_failed", "no value of this name"),
    ],
)
async def test_what_is_not_allowed_is_refused_by_its_key_and_nothing_is_changed(
    api: httpx.AsyncClient, key: str, value: Any, code: str, said: str
) -> None:
    first = await api.get("/v1/policy")
    answer = await api.patch("/v1/policy", json={"values": {"follow_up.wait_days": 1, key: value}})
    assert (answer.status_code, answer.json()["code"]) == (422, code), answer.text
    (error,) = answer.json()["errors"]
    assert error["pointer"] == f"/values/{key}"
    assert said in error["message"]
    assert (await api.get("/v1/policy")).content == first.content


async def test_all_that_is_not_allowed_is_named_at_once(api: httpx.AsyncClient) -> None:
    answer = await api.patch("/v1/policy", json={"values": {"a/b": 1, "time.cold.base.warn": 4}})
    assert answer.json()["code"] == "validation_failed"
    assert [each["pointer"] for each in answer.json()["errors"]] == ["/values/a~1b", "/values/time.cold.base.warn"]


async def test_a_preset_that_puts_your_own_limit_above_its_error_is_refused(api: httpx.AsyncClient) -> None:
    await changed(api, values={"time.cold.base.warn": 25})
    answer = await api.patch("/v1/policy", json={"preset": "strict"})
    assert (answer.status_code, answer.json()["code"]) == (422, "policy_out_of_bounds")
    assert answer.json()["errors"][0]["pointer"] == "/preset"
    assert (await changed(api, preset="strict", values={"time.cold.base.warn": None}))["preset"] == "strict"


async def test_a_preset_that_is_none_is_refused(api: httpx.AsyncClient) -> None:
    answer = await api.patch("/v1/policy", json={"preset": "harsh"})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/preset")


async def test_a_change_on_a_policy_that_has_changed_since_is_stale(api: httpx.AsyncClient) -> None:
    first = (await api.get("/v1/policy")).headers["etag"]
    answer = await api.patch("/v1/policy", json={"preset": "strict"}, headers={"If-Match": first})
    assert answer.status_code == 200
    assert (await api.patch("/v1/account", json={"name": "Sam R."})).status_code == 200
    again = await api.patch("/v1/policy", json={"preset": "relaxed"}, headers={"If-Match": answer.headers["etag"]})
    assert again.status_code == 200, "only changes of the policy count"
    stale = await api.patch("/v1/policy", json={"preset": "balanced"}, headers={"If-Match": first})
    assert (stale.status_code, stale.json()["code"]) == (412, "stale")
    assert (await api.get("/v1/policy")).headers["etag"] == again.headers["etag"]


async def test_a_change_holds_at_once_for_every_session_and_key_and_for_nobody_else(
    app: FastAPI, seeker: Seeker, stranger: Seeker
) -> None:
    form = {"grant_type": "password", "username": seeker.email, "password": PASSWORD}
    key = await seeker.client.post("/v1/api-keys", json={"name": "k", "scopes": ["read"], "password": PASSWORD})
    second = (await seeker.client.post("/v1/auth/token", data=form)).json()["access_token"]
    others = await found(stranger.client)
    revision = (await changed(seeker.client, values={"severity.time.overlong": "off"}))["revision"]
    for token in (second, key.json()["secret"]):
        async with client_of(app, token) as client:
            assert (await client.get("/v1/policy")).json()["revision"] == revision
            assert "time.overlong" not in await found(client)
    assert others["time.overlong"] == "warning"
    assert await found(stranger.client) == others


async def test_a_rule_says_at_most_what_the_policy_lets_it(api: httpx.AsyncClient) -> None:
    assert (await found(api))["time.overlong"] == "warning"
    await changed(api, values={"time.cold.base.block": 22})
    assert (await found(api))["time.overlong"] == "error"
    await changed(api, values={"severity.time.overlong": "advice"})
    assert (await found(api))["time.overlong"] == "advice"


async def test_a_draft_names_the_policy_that_it_was_checked_by_until_it_is_written_or_sent(
    api: httpx.AsyncClient, contact: dict[str, Any]
) -> None:
    made = (await api.post("/v1/interview-requests", json={"contact_id": contact["id"], "message": MESSAGE})).json()
    path = f"/v1/interview-requests/{made['id']}"
    assert (made["verdict"], made["policy_revision"]) == ("advise", (await api.get("/v1/policy")).json()["revision"])
    revision = (await changed(api, values={"time.cold.base.block": 20}))["revision"]
    kept = (await api.get(path)).json()
    assert (kept["verdict"], kept["policy_revision"]) == ("advise", made["policy_revision"])
    assert (await api.post(f"{path}/send", json={})).json()["code"] == "check_blocked"
    written = (await api.patch(path, json={"subject": "A question"})).json()
    assert (written["verdict"], written["policy_revision"]) == ("block", revision)


async def test_a_policy_without_reminders_allows_none(api: httpx.AsyncClient, contact: dict[str, Any]) -> None:
    await changed(api, values={"follow_up.at_most": 0, "follow_up.wait_days": 0, "severity.time.overlong": "off"})
    made = (await api.post("/v1/interview-requests", json={"contact_id": contact["id"], "message": MESSAGE})).json()
    path = f"/v1/interview-requests/{made['id']}"
    assert (await api.post(f"{path}/send", json={})).status_code == 200
    answer = await api.post(f"{path}/follow-up", json={"message": "Did my note reach you?"})
    assert (answer.status_code, answer.json()["code"]) == (409, "follow_up_spent")


async def test_meetings_and_contacts_show_what_the_policy_says_now(
    api: httpx.AsyncClient, contact: dict[str, Any]
) -> None:
    starts_at = datetime.now(UTC).replace(microsecond=0) + timedelta(days=2)
    plan = {"starts_at": starts_at.isoformat(), "minutes": 30, "time_zone": "UTC", "format": "in_person"}
    meeting = (await api.post("/v1/meetings", json={"contact_id": contact["id"], **plan})).json()
    past = {**plan, "starts_at": (starts_at - timedelta(days=10)).isoformat()}
    held = (await api.post("/v1/meetings", json={"contact_id": contact["id"], **past})).json()
    assert (await api.post(f"/v1/meetings/{held['id']}/finish", json={})).status_code == 200
    values = {"meeting.arrive_early_minutes": 30, "cadence.exploring_days": 3, "severity.contact.no-research": "off"}
    await changed(api, values=values)
    shown = (await api.get(f"/v1/meetings/{meeting['id']}")).json()
    assert datetime.fromisoformat(shown["arrive_at"]) == starts_at - timedelta(minutes=30)
    assert "contact.no-research" not in [each["rule"] for each in shown["findings"]]
    known = (await api.get(f"/v1/contacts/{contact['id']}")).json()
    after = datetime.fromisoformat(known["next_touch_at"]) - datetime.fromisoformat(known["last_touch_at"])
    assert after == timedelta(days=3)


async def test_a_whole_number_is_the_same_value_where_fractions_are_allowed(api: httpx.AsyncClient) -> None:
    first = (await api.get("/v1/policy")).json()["revision"]
    assert (await changed(api, values={"overview.minutes": 2}))["revision"] == first
    assert (await changed(api, values={"overview.minutes": 2.0}))["revision"] == first


async def test_changes_of_several_values_at_the_same_time_all_hold(api: httpx.AsyncClient) -> None:
    wished = {
        "follow_up.wait_days": 3,
        "cadence.exploring_days": 44,
        "thank_you.due_hours": 12,
        "confirm.lead_hours": 5,
    }
    await asyncio.gather(*(changed(api, values={key: value}) for key, value in wished.items()))
    shown = by_key((await api.get("/v1/policy")).json())
    assert {key: shown[key]["value"] for key in wished} == wished

"""A preview of a policy: what would change in the drafts, without changing anything."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from app.previews.differences import differences
from tests.conftest import Seeker

pytestmark = pytest.mark.anyio

MESSAGE = (
    "Dear Dana, my name is Sam Rivera and I would like to learn how exhibitions at the City Science Museum are made. "
    "Could we talk for 25 minutes? I have five questions. Thank you, Sam"
)

TOUCHED: dict[str, dict[str, Any]] = {
    "interview_request": {"purpose": "learn_role"},
    "question_set": {"title": "M"},
    "thank_you_note": {"channel": "email"},
    "meeting": {"goals": []},
}


async def made(api: httpx.AsyncClient, path: str, **body: Any) -> dict[str, Any]:
    answer = await api.post(path, json=body)
    assert answer.status_code in (200, 201), answer.text
    found: dict[str, Any] = answer.json()
    return found


async def preview(api: httpx.AsyncClient, **body: Any) -> dict[str, Any]:
    return await made(api, "/v1/policy/preview", **body)


@pytest.fixture
async def drafts(api: httpx.AsyncClient, contact: dict[str, Any]) -> dict[str, str]:
    """One draft of each kind, and one of each that is none any more, by what they are."""
    asked = {"contact_id": contact["id"], "message": MESSAGE}
    request = await made(api, "/v1/interview-requests", **asked)
    sent = await made(api, "/v1/interview-requests", **asked)
    await made(api, f"/v1/interview-requests/{sent['id']}/send")
    questions = {"title": "Museums", "questions": [{"text": "Do you like your work?"}]}
    asking = await made(api, "/v1/question-sets", **questions)
    shared = await made(api, "/v1/question-sets", **questions)
    await made(api, f"/v1/question-sets/{shared['id']}/share")
    starts_at = datetime.now(UTC) - timedelta(days=3)
    plan = {"contact_id": contact["id"], "minutes": 20, "time_zone": "UTC", "format": "phone"}
    past = await made(api, "/v1/meetings", **plan, starts_at=starts_at.isoformat())
    await made(api, f"/v1/meetings/{past['id']}/finish")
    ahead = await made(api, "/v1/meetings", **plan, starts_at=(starts_at + timedelta(days=9)).isoformat())
    note = await made(api, "/v1/thank-you-notes", meeting_id=past["id"], message="Dear Dana, thank you. Sam")
    return {
        "interview_request": request["id"],
        "question_set": asking["id"],
        "meeting": ahead["id"],
        "thank_you_note": note["id"],
    }


async def test_a_stricter_limit_shows_the_verdict_it_would_come_to(
    api: httpx.AsyncClient, drafts: dict[str, str]
) -> None:
    shown = await preview(api, values={"time.cold.base.block": 22})
    (item,) = shown["items"]
    assert item["subject"] == {"type": "interview_request", "id": drafts["interview_request"]}
    assert item["title"] == "Dana Whitfield"
    assert item["verdict"] == {"before": "advise", "after": "block"}
    (change,) = item["changed"]
    assert [change[when]["rule"] for when in ("before", "after")] == ["time.overlong"] * 2
    assert [change[when]["severity"] for when in ("before", "after")] == ["warning", "error"]
    assert (shown["checked"], shown["left_out"]) == (4, 0)


async def test_every_kind_of_draft_is_tried_and_what_went_out_is_not(
    api: httpx.AsyncClient, drafts: dict[str, str]
) -> None:
    silenced = ("time.overlong", "questions.closed", "meeting.no-goals", "thanks.nothing-specific")
    shown = await preview(api, values={f"severity.{rule}": "off" for rule in silenced})
    assert {each["subject"]["type"]: each["subject"]["id"] for each in shown["items"]} == drafts
    removed = [finding["rule"] for each in shown["items"] for finding in each["removed"]]
    assert sorted(removed) == sorted(silenced)


async def test_a_preview_is_what_the_check_says_once_the_policy_is_changed(
    api: httpx.AsyncClient, drafts: dict[str, str]
) -> None:
    paths = {"interview_request": "interview-requests", "question_set": "question-sets"}
    paths |= {"thank_you_note": "thank-you-notes", "meeting": "meetings"}
    body = {"preset": "strict", "values": {"severity.questions.closed": "advice", "severity.meeting.no-goals": "off"}}
    before = {kind: (await api.get(f"/v1/{paths[kind]}/{drafts[kind]}")).json()["findings"] for kind in drafts}
    shown = await preview(api, **body)
    policy = (await api.patch("/v1/policy", json=body)).json()
    assert shown["revision"] == policy["revision"]
    items = {each["subject"]["type"]: each for each in shown["items"]}
    assert set(items) >= {"interview_request", "question_set", "meeting"}
    for kind, draft in drafts.items():
        path = f"/v1/{paths[kind]}/{draft}"
        after = (await api.patch(path, json=TOUCHED[kind])).json()["findings"]
        differing = {name: items.get(kind, {}).get(name, []) for name in ("added", "removed", "changed")}
        assert differences(before[kind], after) == differing, kind


async def test_a_preview_stores_nothing(api: httpx.AsyncClient, drafts: dict[str, str]) -> None:
    paths = ("/v1/policy", "/v1/policy/revisions", "/v1/interview-requests", "/v1/question-sets", "/v1/account/audit")
    before = [(await api.get(path)).text for path in paths]
    await preview(api, preset="strict", values={"time.cold.base.block": 22})
    assert [(await api.get(path)).text for path in paths] == before


async def test_a_policy_that_is_the_same_changes_nothing(api: httpx.AsyncClient, drafts: dict[str, str]) -> None:
    shown = await preview(api, values={"follow_up.wait_days": 7})
    assert (shown["items"], shown["checked"]) == ([], 4)
    assert shown["revision"] == (await api.get("/v1/policy")).json()["revision"]


async def test_a_preview_refuses_what_the_change_would_refuse(api: httpx.AsyncClient) -> None:
    for values in ({"time.cold.base.warn": 31}, {"time.cold.base.warn": 4}, {"no.such": 1}, {"resume.offer": 1}):
        tried = await api.post("/v1/policy/preview", json={"values": values})
        changed = await api.patch("/v1/policy", json={"values": values})
        assert tried.status_code == changed.status_code == 422
        assert (tried.json()["code"], tried.json()["errors"]) == (changed.json()["code"], changed.json()["errors"])


async def test_the_newest_drafts_are_tried_and_the_others_counted(
    api: httpx.AsyncClient, contact: dict[str, Any]
) -> None:
    long = "Could we talk for 25 minutes? " + "I read about the exhibition with interest. " * 450
    drafts = [
        (await made(api, "/v1/interview-requests", contact_id=contact["id"], message=long))["id"] for _ in range(13)
    ]
    shown = await preview(api, values={"time.cold.base.block": 22})
    assert (shown["checked"], shown["left_out"]) == (5, 8)
    assert [each["subject"]["id"] for each in shown["items"]] == drafts[:7:-1]


async def test_the_number_of_queries_does_not_grow_with_the_drafts(
    app: FastAPI, api: httpx.AsyncClient, contact: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    database = app.state.services.database
    connection = type(database.connection())
    counted: list[int] = []
    run = connection.all

    async def counting(self: Any, *arguments: Any) -> Any:
        counted.append(1)
        return await run(self, *arguments)

    monkeypatch.setattr(connection, "all", counting)
    numbers = []
    for _ in range(2):
        for _ in range(3):
            await made(api, "/v1/interview-requests", contact_id=contact["id"], message=MESSAGE)
        counted.clear()
        await preview(api, preset="strict")
        numbers.append(len(counted))
    assert numbers[0] == numbers[1]


async def test_a_stranger_sees_nothing_of_it(seeker: Seeker, stranger: Seeker, drafts: dict[str, str]) -> None:
    shown = await preview(stranger.client, values={"time.cold.base.block": 22})
    assert (shown["items"], shown["checked"], shown["left_out"]) == ([], 0, 0)

"""The timeline of a contact: everything that happened with them."""

from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from tests.conftest import Seeker, TestClock, client_of

pytestmark = pytest.mark.anyio

NOWHERE = "019b0a6e-7c3e-7b62-9d0c-5a5c3f1c2d11"
REQUEST = {
    "objective": "How people come into exhibition work",
    "minutes_requested": 15,
    "subject": "A question about exhibition work",
    "message": "Dear Dana,\n\nMy name is Sam Rivera. I studied biology and I would like to learn how people come into "
    "exhibition work at the City Science Museum. Could we talk for 15 minutes, by phone or in person? I have five "
    "questions, and I am glad to send them beforehand.\n\nBest wishes,\nSam",
}


async def lines(api: httpx.AsyncClient, contact_id: str, query: str = "") -> list[dict[str, Any]]:
    answer = await api.get(f"/v1/contacts/{contact_id}/timeline{query}")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


async def done(api: httpx.AsyncClient, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
    answer = await api.post(path, json=body)
    assert answer.status_code in (200, 201), answer.text
    made: dict[str, Any] = answer.json()
    return made


def kinds(items: list[dict[str, Any]]) -> list[str]:
    return [each["kind"] for each in items]


async def test_a_new_contact_has_one_line(api: httpx.AsyncClient, contact: dict[str, Any]) -> None:
    assert await lines(api, contact["id"]) == [
        {
            "at": contact["created_at"],
            "kind": "contact_created",
            "title": "Added to your contacts",
            "subject": {"type": "contact", "id": contact["id"]},
        }
    ]


async def test_it_tells_the_whole_story_newest_first(
    app: FastAPI, seeker: Seeker, contact: dict[str, Any], clock: TestClock
) -> None:
    """From the request to the thank-you, over days: the seeker signs in again in between."""
    async with AsyncExitStack() as stack:

        async def later(**amount: float) -> httpx.AsyncClient:
            clock.advance(**amount)
            form = {"grant_type": "password", "username": seeker.email, "password": seeker.password}
            tokens = (await seeker.client.post("/v1/auth/token", data=form)).json()
            return await stack.enter_async_context(client_of(app, tokens["access_token"]))

        api = await later(minutes=1)
        asked = await done(api, "/v1/interview-requests", {"contact_id": contact["id"], **REQUEST})
        reasons = [{"rule": each["rule"], "reason": "It is meant so."} for each in asked["findings"]]
        sent = await done(api, f"/v1/interview-requests/{asked['id']}/send", {"acknowledge": reasons})
        api = await later(days=8)
        reminder = {"message": "Dear Dana,\n\nI wrote to you last week. Would 15 minutes be possible?\n\nSam"}
        reminded = await done(api, f"/v1/interview-requests/{asked['id']}/follow-up", reminder)
        api = await later(days=1)
        accepted = await done(api, f"/v1/interview-requests/{asked['id']}/accept")
        plan = {
            "contact_id": contact["id"],
            "starts_at": (clock() + timedelta(hours=1)).isoformat(),
            "minutes": 15,
            "time_zone": "Europe/Berlin",
            "format": "video",
        }
        meeting = await done(api, "/v1/meetings", plan)
        planned = (await lines(api, contact["id"]))[0]
        assert (planned["kind"], planned["at"]) == ("meeting_scheduled", meeting["starts_at"])
        api = await later(hours=1)
        await done(api, f"/v1/meetings/{meeting['id']}/start")
        clock.advance(minutes=14)
        held = await done(api, f"/v1/meetings/{meeting['id']}/finish")
        api = await later(hours=1)
        note = {"meeting_id": meeting["id"], "message": "Dear Dana, thank you for explaining how exhibitions begin."}
        thanks = await done(api, "/v1/thank-you-notes", note)
        reasons = [{"rule": each["rule"], "reason": "It is meant so."} for each in thanks["findings"]]
        thanked = await done(api, f"/v1/thank-you-notes/{thanks['id']}/send", {"acknowledge": reasons})
        api = await later(days=2)
        lead = await done(api, f"/v1/contacts/{contact['id']}/touchpoints", {"kind": "lead", "note": "An\nopen day"})
        told = await lines(api, contact["id"])
    assert [(each["kind"], each["at"], each["subject"]["type"], each["subject"]["id"]) for each in told] == [
        ("lead", lead["at"], "touchpoint", lead["id"]),
        ("thank_you_note_sent", thanked["sent_at"], "thank_you_note", thanks["id"]),
        ("meeting_held", held["ended_at"], "meeting", meeting["id"]),
        ("interview_request_accepted", accepted["answered_at"], "interview_request", asked["id"]),
        ("interview_request_followed_up", reminded["follow_ups"][0]["sent_at"], "interview_request", asked["id"]),
        ("interview_request_sent", sent["sent_at"], "interview_request", asked["id"]),
        ("contact_created", contact["created_at"], "contact", contact["id"]),
    ]
    assert [each["title"] for each in told[:3]] == ["Lead: An open day", "Thank-you sent by e-mail", "Met by video"]


async def test_it_says_nothing_of_drafts_nor_of_other_contacts(api: httpx.AsyncClient, contact: dict[str, Any]) -> None:
    other = await done(api, "/v1/contacts", {"name": "Lee", "introduced_by_id": contact["id"]})
    await done(api, f"/v1/contacts/{other['id']}/touchpoints", {"kind": "call"})
    await done(api, "/v1/interview-requests", {"contact_id": contact["id"]})
    assert kinds(await lines(api, contact["id"])) == ["contact_created"]


async def test_each_way_a_meeting_can_end_has_its_line(api: httpx.AsyncClient, contact: dict[str, Any]) -> None:
    for number, verb in enumerate(("confirm", "start", "finish", "cancel", "no-show")):
        starts_at = (datetime.now(UTC) - timedelta(days=number + 1)).isoformat()
        plan = {
            "contact_id": contact["id"],
            "starts_at": starts_at,
            "minutes": 15,
            "time_zone": "UTC",
            "format": "phone",
        }
        meeting = await done(api, "/v1/meetings", plan)
        await done(api, f"/v1/meetings/{meeting['id']}/{verb}")
    assert kinds(await lines(api, contact["id"])) == [
        "contact_created",
        "meeting_confirmed",
        "meeting_in_progress",
        "meeting_held",
        "meeting_cancelled",
        "meeting_no_show",
    ]


async def test_its_pages_follow_each_other_also_within_one_instant(
    api: httpx.AsyncClient, contact: dict[str, Any]
) -> None:
    for kind in ("call", "message", "call", "update", "lead"):
        await done(api, f"/v1/contacts/{contact['id']}/touchpoints", {"kind": kind, "at": "2026-01-05T09:00:00Z"})
    whole = await lines(api, contact["id"])
    seen: list[dict[str, Any]] = []
    url: str | None = f"/v1/contacts/{contact['id']}/timeline?limit=2"
    while url:
        answer = await api.get(url)
        assert len(answer.json()["items"]) <= 2
        assert bool(answer.json()["next_cursor"]) == ("next" in answer.links)
        seen += answer.json()["items"]
        url = answer.links["next"]["url"] if "next" in answer.links else None
    assert seen == whole
    assert len(whole) == 6


async def test_a_made_up_or_foreign_cursor_is_refused(api: httpx.AsyncClient, contact: dict[str, Any]) -> None:
    for _ in range(2):
        await done(api, f"/v1/contacts/{contact['id']}/touchpoints", {"kind": "call"})
    foreign = (await api.get(f"/v1/contacts/{contact['id']}/touchpoints?limit=1")).json()["next_cursor"]
    for query in ("cursor=x", f"cursor={foreign}"):
        refused = await api.get(f"/v1/contacts/{contact['id']}/timeline?{query}")
        assert (refused.status_code, refused.json()["code"]) == (422, "invalid_cursor")
    for query in ("limit=0", "limit=201", "sort=at"):
        assert (await api.get(f"/v1/contacts/{contact['id']}/timeline?{query}")).status_code == 422


async def test_of_another_accounts_contact_nothing_is_told(contact: dict[str, Any], stranger: Seeker) -> None:
    for path in ("timeline", "path"):
        theirs = await stranger.client.get(f"/v1/contacts/{contact['id']}/{path}")
        none = await stranger.client.get(f"/v1/contacts/{NOWHERE}/{path}")
        assert (theirs.status_code, theirs.json()["detail"]) == (404, none.json()["detail"])

"""Who introduced a contact, and messages to stay in touch."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from tests.conftest import Seeker

pytestmark = pytest.mark.anyio


async def make(api: httpx.AsyncClient, path: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = await api.post(path, json=body)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def compose(api: httpx.AsyncClient, contact_id: str, kind: str) -> dict[str, Any]:
    answer = await api.post(f"/v1/contacts/{contact_id}/compose", json={"kind": kind})
    assert answer.status_code == 200, answer.text
    assert list(answer.json()) == ["channel", "subject", "message", "findings"]
    written: dict[str, Any] = answer.json()
    return written


def rules_of(written: dict[str, Any]) -> list[str]:
    return [each["rule"] for each in written["findings"]]


async def test_the_path_leads_from_the_first_introducer_to_the_contact(api: httpx.AsyncClient) -> None:
    chain: list[dict[str, Any]] = []
    for name in ("Ada", "Bea", "Cleo", "Dora"):
        by = chain[-1]["id"] if chain else None
        chain.append(await make(api, "/v1/contacts", {"name": name, "introduced_by_id": by, "role_title": "Curator"}))
    await make(api, "/v1/contacts", {"name": "Elsewhere", "introduced_by_id": chain[0]["id"]})
    for length in (1, 2, 4):
        path = (await api.get(f"/v1/contacts/{chain[length - 1]['id']}/path")).json()["items"]
        assert path == [
            {"id": each["id"], "name": each["name"], "organisation": None, "role_title": "Curator"}
            for each in chain[:length]
        ]


async def test_a_message_recalls_what_was_said_and_what_came_of_it(
    api: httpx.AsyncClient, contact: dict[str, Any]
) -> None:
    plan = {
        "contact_id": contact["id"],
        "starts_at": (datetime.now(UTC) - timedelta(days=3)).isoformat(),
        "minutes": 15,
        "time_zone": "UTC",
        "format": "phone",
        "notes": {"advice": "Volunteer in the archive first."},
        "action_plan": [{"text": "called the city archive", "done": True}],
    }
    meeting = await make(api, "/v1/meetings", plan)
    before = await compose(api, contact["id"], "update")
    assert "archive" not in before["message"]  # the meeting has not taken place yet
    assert before["findings"] == []
    await api.post(f"/v1/meetings/{meeting['id']}/finish")
    written = await compose(api, contact["id"], "update")
    assert "Volunteer in the archive first" in written["message"]
    assert "the city archive" in written["message"]
    assert "Sam Rivera" in written["message"]
    assert "Dana" in written["message"]


async def test_a_message_that_comes_too_soon_says_so_but_not_the_news_that_the_search_began(
    api: httpx.AsyncClient, contact: dict[str, Any]
) -> None:
    assert rules_of(await compose(api, contact["id"], "touch_base")) == []
    await make(api, f"/v1/contacts/{contact['id']}/touchpoints", {"kind": "call"})
    assert rules_of(await compose(api, contact["id"], "touch_base")) == ["follow-up.too-soon"]
    assert rules_of(await compose(api, contact["id"], "search_started")) == []


async def test_a_message_to_somebody_who_wants_none_is_an_error(
    api: httpx.AsyncClient, contact: dict[str, Any]
) -> None:
    await api.patch(f"/v1/contacts/{contact['id']}", json={"do_not_contact": True})
    (finding,) = (await compose(api, contact["id"], "touch_base"))["findings"]
    assert (finding["rule"], finding["severity"]) == ("contact.do-not-contact", "error")


@pytest.mark.parametrize(
    ("fields", "channel"),
    [
        ({}, "email"),
        ({"phone": "+49 30 901820"}, "phone"),
        ({"linkedin_url": "https://www.linkedin.com/in/dana", "phone": "+49 30 901820"}, "linkedin"),
        ({"email": "dana@example.org", "phone": "+49 30 901820"}, "email"),
        ({"email": "dana@example.org", "preferred_channel": "letter"}, "letter"),
    ],
)
async def test_a_message_goes_the_way_they_prefer_or_one_that_is_known(
    api: httpx.AsyncClient, fields: dict[str, Any], channel: str
) -> None:
    made = await make(api, "/v1/contacts", {"name": "Dana Whitfield", **fields})
    written = await compose(api, made["id"], "touch_base")
    assert written["channel"] == channel
    assert (written["subject"] is not None) == (channel == "email")


async def test_composing_stores_nothing(api: httpx.AsyncClient, contact: dict[str, Any]) -> None:
    before = await api.get(f"/v1/contacts/{contact['id']}")
    await compose(api, contact["id"], "touch_base")
    after = await api.get(f"/v1/contacts/{contact['id']}")
    assert after.headers["etag"] == before.headers["etag"]
    refused = await api.post(f"/v1/contacts/{contact['id']}/compose", json={"kind": "sell"})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/kind")


async def test_nothing_is_composed_for_another_accounts_contact(contact: dict[str, Any], stranger: Seeker) -> None:
    refused = await stranger.client.post(f"/v1/contacts/{contact['id']}/compose", json={"kind": "update"})
    assert (refused.status_code, refused.json()["code"]) == (404, "not_found")

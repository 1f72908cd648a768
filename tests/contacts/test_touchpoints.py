"""Touchpoints, and who introduced whom."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from tests.conftest import Seeker

pytestmark = pytest.mark.anyio

NOWHERE = "019b0a6e-7c3e-7b62-9d0c-5a5c3f1c2d11"


def instant(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")


async def introduce(api: httpx.AsyncClient, name: str, by: str | None = None) -> str:
    """Add a contact who was introduced by another, and return the id."""
    made = await api.post("/v1/contacts", json={"name": name, "introduced_by_id": by})
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


async def test_a_touchpoint_is_noted_now_unless_it_says_when(api: httpx.AsyncClient, contact: dict[str, Any]) -> None:
    path = f"/v1/contacts/{contact['id']}"
    made = await api.post(f"{path}/touchpoints", json={"kind": "call", "note": "She knows Lee."})
    assert made.status_code == 201
    read = await api.get(made.headers["location"])
    assert (read.content, read.headers["etag"]) == (made.content, made.headers["etag"])
    assert made.json()["at"] == made.json()["created_at"]
    assert (await api.get(path)).json()["last_touch_at"] == made.json()["at"]


async def test_only_a_touch_that_happened_counts_and_an_earlier_one_replaces_no_later(
    api: httpx.AsyncClient, contact: dict[str, Any]
) -> None:
    path = f"/v1/contacts/{contact['id']}"
    now = datetime.now(UTC).replace(microsecond=0)
    yesterday, last_week = instant(now - timedelta(days=1)), instant(now - timedelta(days=7))
    for at, last_touch in (
        (instant(now + timedelta(days=30)), None),
        (yesterday, yesterday),
        (last_week, yesterday),
    ):
        made = await api.post(f"{path}/touchpoints", json={"kind": "lead", "at": at})
        assert (made.status_code, made.json()["at"]) == (201, at)
        assert (await api.get(path)).json()["last_touch_at"] == last_touch


async def test_touchpoints_are_listed_newest_first_page_by_page(
    api: httpx.AsyncClient, contact: dict[str, Any]
) -> None:
    path = f"/v1/contacts/{contact['id']}/touchpoints"
    assert (await api.get(path)).json() == {"items": [], "next_cursor": None}
    for day in (3, 1, 5, 2, 4):
        await api.post(path, json={"kind": "message", "at": f"2026-01-0{day}T09:00:00Z"})
    await api.post(f"/v1/contacts/{await introduce(api, 'Lee')}/touchpoints", json={"kind": "call"})
    for sort, days in (("-at", "54321"), ("at", "12345"), ("created_at", "31524")):
        seen: list[str] = []
        url: str | None = f"{path}?limit=2&sort={sort}"
        while url:
            answer = await api.get(url)
            seen += [each["at"][9] for each in answer.json()["items"]]
            url = answer.links["next"]["url"] if "next" in answer.links else None
        assert "".join(seen) == days
    assert [each["at"][9] for each in (await api.get(path)).json()["items"]] == list("54321")


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/kind"),
        ({"kind": "fax"}, "/kind"),
        ({"kind": "call", "at": "yesterday"}, "/at"),
        ({"kind": "call", "note": 5}, "/note"),
        ({"kind": "call", "contact_id": NOWHERE}, "/contact_id"),
    ],
)
async def test_a_touchpoint_that_is_not_acceptable_is_named(
    api: httpx.AsyncClient, contact: dict[str, Any], body: dict[str, Any], pointer: str
) -> None:
    refused = await api.post(f"/v1/contacts/{contact['id']}/touchpoints", json=body)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, pointer)


async def test_touchpoints_of_another_account_are_not_there(
    api: httpx.AsyncClient, contact: dict[str, Any], stranger: Seeker
) -> None:
    path = f"/v1/contacts/{contact['id']}/touchpoints"
    made = await api.post(path, json={"kind": "call"})
    own = await introduce(stranger.client, "Ida")
    for client, asked in (
        (stranger.client, made.headers["location"]),
        (stranger.client, f"/v1/contacts/{own}/touchpoints/{made.json()['id']}"),
        (stranger.client, path),
        (api, f"/v1/contacts/{await introduce(api, 'Lee')}/touchpoints/{made.json()['id']}"),
    ):
        assert (await client.get(asked)).status_code == 404
    for at in ({}, {"at": "2031-01-01T09:00:00Z"}):
        assert (await stranger.client.post(path, json={"kind": "call", **at})).status_code == 404
    assert len((await api.get(path)).json()["items"]) == 1


async def test_a_contact_with_touchpoints_is_erased_with_them(api: httpx.AsyncClient, contact: dict[str, Any]) -> None:
    path = f"/v1/contacts/{contact['id']}"
    await api.post(f"{path}/touchpoints", json={"kind": "call"})
    refused = await api.delete(path)
    assert (refused.status_code, refused.json()["code"]) == (409, "in_use")
    assert (await api.delete(f"{path}?erase=true")).status_code == 204
    assert (await api.get(f"{path}/touchpoints")).status_code == 404


async def test_introductions_cannot_go_round_in_a_circle(api: httpx.AsyncClient) -> None:
    first = await introduce(api, "Ada")
    second = await introduce(api, "Bea", first)
    third = await introduce(api, "Cleo", second)
    for introducer in (first, second, third):
        refused = await api.patch(f"/v1/contacts/{first}", json={"introduced_by_id": introducer})
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/introduced_by_id")
    missing = await api.patch(f"/v1/contacts/{first}", json={"introduced_by_id": NOWHERE})
    assert (missing.status_code, missing.json()["errors"][0]["pointer"]) == (404, "/introduced_by_id")
    moved = await api.patch(f"/v1/contacts/{third}", json={"introduced_by_id": first})
    assert (moved.status_code, moved.json()["introduced_by_id"]) == (200, first)


async def test_two_changes_at_once_do_not_close_a_circle_between_them(api: httpx.AsyncClient) -> None:
    for _ in range(5):
        one, other = await introduce(api, "Ada"), await introduce(api, "Bea")
        answers = await asyncio.gather(
            api.patch(f"/v1/contacts/{one}", json={"introduced_by_id": other}),
            api.patch(f"/v1/contacts/{other}", json={"introduced_by_id": one}),
        )
        assert sorted(each.status_code for each in answers) == [200, 422]


@pytest.mark.parametrize(
    ("search_mode", "days", "kind", "found"),
    [
        ("searching", 6, "message", ["follow-up.too-soon"]),
        ("searching", 7, "message", []),
        ("networking", 13, "call", ["follow-up.too-soon"]),
        ("exploring", 29, "other", ["follow-up.too-soon"]),
        ("exploring", 30, "message", []),
        ("exploring", 3, "update", []),
        ("exploring", 3, "lead", []),
    ],
)
async def test_a_touch_that_comes_sooner_than_the_cadence_allows_says_so(
    api: httpx.AsyncClient, contact: dict[str, Any], search_mode: str, days: int, kind: str, found: list[str]
) -> None:
    await api.patch("/v1/account", json={"search_mode": search_mode})
    path = f"/v1/contacts/{contact['id']}/touchpoints"
    now = datetime.now(UTC)
    first = await api.post(path, json={"kind": "message", "at": instant(now - timedelta(days=days, minutes=1))})
    assert first.json()["findings"] == []
    again = await api.post(path, json={"kind": kind})
    assert [each["rule"] for each in again.json()["findings"]] == found
    assert (await api.get(again.headers["location"])).json()["findings"] == again.json()["findings"]


async def test_a_date_to_come_back_to_is_not_too_soon(api: httpx.AsyncClient, contact: dict[str, Any]) -> None:
    path = f"/v1/contacts/{contact['id']}/touchpoints"
    await api.post(path, json={"kind": "message"})
    ahead = await api.post(path, json={"kind": "call", "at": instant(datetime.now(UTC) + timedelta(days=2))})
    assert ahead.json()["findings"] == []

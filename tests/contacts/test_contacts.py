"""Contacts: what a seeker can do with them."""

from typing import Any

import httpx
import pytest

from tests.conftest import Seeker

pytestmark = pytest.mark.anyio


async def test_a_new_contact_has_every_field_and_the_same_etag_when_it_is_read_again(
    api: httpx.AsyncClient,
) -> None:
    made = await api.post("/v1/contacts", json={"name": "Dana", "tags": ["museums"], "warmth": "warm"})
    assert made.status_code == 201
    read = await api.get(made.headers["location"])
    assert read.json() == made.json()
    assert read.headers["etag"] == made.headers["etag"]


async def test_null_clears_and_what_is_not_named_stays(api: httpx.AsyncClient, contact: dict[str, Any]) -> None:
    changed = await api.patch(f"/v1/contacts/{contact['id']}", json={"organisation": None, "tags": ["x"]})
    assert changed.status_code == 200
    assert changed.json()["organisation"] is None
    assert changed.json()["role_title"] == contact["role_title"]


async def test_a_name_cannot_be_cleared(api: httpx.AsyncClient, contact: dict[str, Any]) -> None:
    refused = await api.patch(f"/v1/contacts/{contact['id']}", json={"name": None})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == "/name"


async def test_a_stale_if_match_is_refused_and_changes_nothing(api: httpx.AsyncClient, contact: dict[str, Any]) -> None:
    path = f"/v1/contacts/{contact['id']}"
    etag = (await api.get(path)).headers["etag"]
    assert (await api.patch(path, json={"notes": "first"}, headers={"If-Match": etag})).status_code == 200
    refused = await api.patch(path, json={"notes": "second"}, headers={"If-Match": etag})
    assert (refused.status_code, refused.json()["code"]) == (412, "stale")
    assert (await api.get(path)).json()["notes"] == "first"


async def test_another_accounts_contact_is_the_same_404_as_none(contact: dict[str, Any], stranger: Seeker) -> None:
    theirs = await stranger.client.get(f"/v1/contacts/{contact['id']}")
    none = await stranger.client.get("/v1/contacts/019b0a6e-7c3e-7b62-9d0c-5a5c3f1c2d11")
    assert (theirs.status_code, theirs.json()["code"]) == (404, "not_found")
    assert theirs.json()["detail"] == none.json()["detail"]


async def test_pages_follow_each_other_without_gaps_or_repeats(api: httpx.AsyncClient) -> None:
    for number in range(7):
        await api.post("/v1/contacts", json={"name": f"Contact {number % 3}"})
    for sort in ("created_at", "-created_at", "name", "-name", "-updated_at"):
        seen: list[str] = []
        url: str | None = f"/v1/contacts?limit=2&sort={sort}"
        while url:
            answer = await api.get(url)
            seen += [item["id"] for item in answer.json()["items"]]
            assert bool(answer.json()["next_cursor"]) == ("next" in answer.links)
            url = answer.links["next"]["url"] if "next" in answer.links else None
        assert len(seen) == len(set(seen)) == 7


async def test_a_made_up_cursor_is_refused(api: httpx.AsyncClient) -> None:
    for cursor in ("x", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "é"):
        answer = await api.get("/v1/contacts", params={"cursor": cursor})
        assert (answer.status_code, answer.json()["code"]) == (422, "invalid_cursor")


async def test_filters_find_any_of_the_values(api: httpx.AsyncClient) -> None:
    for name, warmth, tags in (
        ("Ada", "warm", ["a"]),
        ("Bea", "cold", ["b"]),
        ("Cleo", "lukewarm", ["a", "c"]),
    ):
        await api.post("/v1/contacts", json={"name": name, "warmth": warmth, "tags": tags})

    async def names(query: str) -> list[str]:
        answer = await api.get(f"/v1/contacts?sort=name&{query}")
        assert answer.status_code == 200, answer.text
        return [item["name"] for item in answer.json()["items"]]

    assert await names("warmth=warm&warmth=cold") == ["Ada", "Bea"]
    assert await names("tag=c&tag=b") == ["Bea", "Cleo"]
    assert await names("q=LE%C3%93") == ["Cleo"]
    assert await names("q=%25") == []
    assert await names("tag=a&warmth=lukewarm") == ["Cleo"]
    await api.post("/v1/contacts", json={"name": "Dot", "do_not_contact": True})
    assert await names("do_not_contact=true") == ["Dot"]
    assert await names("do_not_contact=false&do_not_contact=false") == ["Ada", "Bea", "Cleo"]
    assert await names("do_not_contact=true&do_not_contact=false") == ["Ada", "Bea", "Cleo", "Dot"]

"""Warm paths before cold ones: a stranger is not the first to ask where somebody nearer is known."""

from typing import Any

import httpx
import pytest

pytestmark = pytest.mark.anyio

RULE = "contact.warm-path-first"
MUSEUM = "City Science Museum"


async def add(api: httpx.AsyncClient, name: str, **fields: Any) -> str:
    answer = await api.post("/v1/contacts", json={"name": name, "organisation": MUSEUM, **fields})
    assert answer.status_code == 201, answer.text
    made: str = answer.json()["id"]
    return made


async def draft(api: httpx.AsyncClient, contact_id: str, **fields: Any) -> dict[str, Any]:
    answer = await api.post("/v1/interview-requests", json={"contact_id": contact_id, **fields})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def advice(of: dict[str, Any]) -> list[dict[str, Any]]:
    return [each for each in of["findings"] if each["rule"] == RULE]


async def test_a_stranger_comes_after_the_warmest_at_the_same_organisation(api: httpx.AsyncClient) -> None:
    dana = await add(api, "Dana Whitfield")
    assert advice(await draft(api, dana)) == []
    await add(api, "Mia Chen", warmth="lukewarm")
    await add(api, "Joe {Miller}", warmth="warm", organisation="  CITY Science MUSÉUM".strip())
    (found,) = advice(await draft(api, dana))
    assert (found["severity"], found["pointer"]) == ("advice", "/contact_id")
    assert "Joe {Miller}" in found["message"]
    assert "Joe {Miller}" in found["suggestion"]
    assert found["citation"]["quote"]
    composed = await api.post("/v1/interview-requests/compose", json={"contact_id": dana})
    assert advice(composed.json()) == [found]


async def test_somebody_who_was_introduced_is_nearer_than_a_stranger(api: httpx.AsyncClient) -> None:
    dana = await add(api, "Dana Whitfield")
    friend = await add(api, "Friend", organisation=None, warmth="warm")
    await add(api, "Mia Chen", introduced_by_id=friend)
    (found,) = advice(await draft(api, dana))
    assert "Mia Chen" in found["message"]


async def test_it_is_said_again_when_the_draft_changes_and_gone_when_it_no_longer_holds(api: httpx.AsyncClient) -> None:
    dana = await add(api, "Dana Whitfield")
    mia = await add(api, "Mia Chen", warmth="lukewarm")
    request = await draft(api, dana)
    assert advice(request)
    await api.patch(f"/v1/contacts/{mia}", json={"do_not_contact": True})
    changed = await api.patch(f"/v1/interview-requests/{request['id']}", json={"objective": "How exhibitions begin"})
    assert advice(changed.json()) == []


@pytest.mark.parametrize(
    ("stranger", "other"),
    [
        ({}, {"warmth": "cold"}),
        ({}, {"warmth": "warm", "do_not_contact": True}),
        ({}, {"warmth": "warm", "organisation": "City Science Museum Shop"}),
        ({}, {"warmth": "warm", "organisation": "Town Hall", "role_title": MUSEUM}),
        ({}, {"warmth": "warm", "organisation": "Town Hall", "notes": f"once at\n{MUSEUM}\nnow not"}),
        ({"warmth": "lukewarm"}, {"warmth": "warm"}),
        ({"organisation": None}, {"warmth": "warm", "organisation": None}),
        ({"organisation": "%"}, {"warmth": "warm"}),
    ],
)
async def test_it_is_silent_where_nobody_nearer_is_known(
    api: httpx.AsyncClient, stranger: dict[str, Any], other: dict[str, Any]
) -> None:
    await add(api, "Joe Miller", **other)
    assert advice(await draft(api, await add(api, "Dana Whitfield", **stranger))) == []


async def test_whoever_is_sent_by_somebody_or_in_touch_writes_to_no_stranger(api: httpx.AsyncClient) -> None:
    joe = await add(api, "Joe Miller", warmth="warm")
    dana = await add(api, "Dana Whitfield")
    assert advice(await draft(api, dana))
    assert advice(await draft(api, dana, referred_by_id=joe)) == []
    assert advice(await draft(api, await add(api, "Ines", introduced_by_id=joe))) == []
    await api.post(f"/v1/contacts/{dana}/touchpoints", json={"kind": "call"})
    assert advice(await draft(api, dana)) == []

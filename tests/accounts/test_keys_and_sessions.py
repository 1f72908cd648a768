"""API keys, sessions, and the audit trail."""

import asyncio
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from app.core.ids import new_id
from tests.accounts.conftest import actions, is_let_in, sign_in
from tests.conftest import PASSWORD, Seeker, TestClock

pytestmark = pytest.mark.anyio

KEYS = "/v1/api-keys"


def key_body(**more: object) -> dict[str, object]:
    return {"name": "Backup script", "scopes": ["read", "write"], "password": PASSWORD, **more}


async def test_the_secret_of_a_key_is_shown_once(api: httpx.AsyncClient, anonymous: httpx.AsyncClient) -> None:
    headers = {"Idempotency-Key": new_id()}
    made = await api.post(KEYS, json=key_body(), headers=headers)
    assert made.status_code == 201
    secret = made.json()["secret"]
    assert secret.startswith("cardinal_key_")
    assert made.headers["cache-control"] == "no-store"
    assert await is_let_in(anonymous, secret)
    replayed = await api.post(KEYS, json=key_body(), headers=headers)
    assert replayed.headers["idempotency-replayed"] == "true"
    assert replayed.json() == {**made.json(), "secret": None}
    listed = await api.get(KEYS)
    assert [item["id"] for item in listed.json()["items"]] == [made.json()["id"]]
    assert secret not in listed.text
    assert listed.json()["items"][0] == {name: value for name, value in made.json().items() if name != "secret"} | {
        "last_used_at": listed.json()["items"][0]["last_used_at"]
    }


async def test_a_key_needs_the_password(api: httpx.AsyncClient) -> None:
    wrong = await api.post(KEYS, json=key_body(password="not the password"))
    assert (wrong.status_code, wrong.json()["code"]) == (403, "wrong_password")
    missing = await api.post(KEYS, json={"name": "x", "scopes": ["read"]})
    assert (missing.status_code, missing.json()["errors"][0]["pointer"]) == (422, "/password")
    assert (await api.get(KEYS)).json()["items"] == []


async def test_a_key_does_only_what_its_scopes_say(api: httpx.AsyncClient, anonymous: httpx.AsyncClient) -> None:
    for scopes, may_read, may_write in ((["read"], 200, 403), (["write"], 403, 201), (["write", "read"], 200, 201)):
        made = (await api.post(KEYS, json=key_body(scopes=scopes))).json()
        assert made["scopes"] == sorted(scopes)
        anonymous.headers["Authorization"] = f"Bearer {made['secret']}"
        assert (await anonymous.get("/v1/contacts")).status_code == may_read
        assert (await anonymous.post("/v1/contacts", json={"name": "Dana"})).status_code == may_write


@pytest.mark.parametrize(
    ("more", "pointer"),
    [
        ({"scopes": []}, "/scopes"),
        ({"scopes": ["admin"]}, "/scopes/0"),
        ({"scopes": "read"}, "/scopes"),
        ({"name": " "}, "/name"),
        ({"expires_at": "2020-01-01T00:00:00Z"}, "/expires_at"),
        ({"expires_at": "2090-01-01T00:00:00"}, "/expires_at"),
        ({"secret": "mine"}, "/secret"),
    ],
)
async def test_a_key_that_makes_no_sense_is_refused(
    api: httpx.AsyncClient, more: dict[str, object], pointer: str
) -> None:
    answer = await api.post(KEYS, json=key_body(**more))
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)


async def test_a_key_stops_to_work_when_it_expires(
    api: httpx.AsyncClient, anonymous: httpx.AsyncClient, clock: TestClock
) -> None:
    expires_at = (datetime.now(UTC) + timedelta(minutes=10)).isoformat()
    secret = (await api.post(KEYS, json=key_body(expires_at=expires_at))).json()["secret"]
    clock.advance(minutes=9)
    assert await is_let_in(anonymous, secret)
    clock.advance(minutes=2)
    assert not await is_let_in(anonymous, secret)


async def test_a_deleted_key_is_dead_at_once(
    api: httpx.AsyncClient, anonymous: httpx.AsyncClient, stranger: Seeker
) -> None:
    made = (await api.post(KEYS, json=key_body())).json()
    path = f"{KEYS}/{made['id']}"
    assert (await stranger.client.delete(path)).status_code == 404
    assert await is_let_in(anonymous, made["secret"])
    assert (await api.delete(path)).status_code == 204
    assert not await is_let_in(anonymous, made["secret"])
    assert (await api.delete(path)).status_code == 404


async def test_a_key_that_was_found_somewhere_can_be_revoked_with_itself(
    api: httpx.AsyncClient, anonymous: httpx.AsyncClient, seeker: Seeker
) -> None:
    secret = (await api.post(KEYS, json=key_body())).json()["secret"]
    assert (await anonymous.post("/v1/auth/revoke", data={"token": secret})).status_code == 200
    assert not await is_let_in(anonymous, secret)
    assert (await api.get(KEYS)).json()["items"] == []
    assert (await actions(seeker))[:2] == ["api_key.deleted", "api_key.created"]


async def test_an_account_has_at_most_twenty_keys_also_when_they_are_made_at_once(api: httpx.AsyncClient) -> None:
    for number in range(17):
        assert (await api.post(KEYS, json=key_body(name=f"key {number}"))).status_code == 201
    answers = await asyncio.gather(*(api.post(KEYS, json=key_body()) for _ in range(5)))
    assert sorted(answer.status_code for answer in answers) == [201, 201, 201, 409, 409]
    assert {answer.json()["code"] for answer in answers if answer.status_code == 409} == {"too_many_api_keys"}
    first = await api.get(KEYS, params={"limit": 15, "sort": "name"})
    rest = await api.get(first.links["next"]["url"])
    assert len(first.json()["items"] + rest.json()["items"]) == 20


async def test_when_a_key_was_last_used_is_noted_at_most_once_a_minute(
    api: httpx.AsyncClient, anonymous: httpx.AsyncClient, clock: TestClock
) -> None:
    secret = (await api.post(KEYS, json=key_body())).json()["secret"]

    async def noted() -> str | None:
        listed = await api.get(KEYS)
        used: str | None = listed.json()["items"][0]["last_used_at"]
        return used

    async def noted_after(before: str | None) -> str | None:
        for _ in range(100):
            if await noted() != before:
                break
            await asyncio.sleep(0.02)
        return await noted()

    assert await noted() is None
    assert await is_let_in(anonymous, secret)
    first = await noted_after(None)
    assert first is not None
    clock.advance(seconds=30)
    assert await is_let_in(anonymous, secret)
    await asyncio.sleep(0.1)
    assert await noted() == first
    clock.advance(seconds=31)
    assert await is_let_in(anonymous, secret)
    second = await noted_after(first)
    assert second is not None
    assert second > first


async def test_sessions_say_where_the_account_is_signed_in(
    api: httpx.AsyncClient, anonymous: httpx.AsyncClient, seeker: Seeker, stranger: Seeker, clock: TestClock
) -> None:
    anonymous.headers["User-Agent"] = "Phone/1.0 " + "x" * 300
    other = (await sign_in(anonymous, seeker.email, scope="read")).json()
    listed = (await api.get("/v1/sessions")).json()
    assert listed["next_cursor"] is None
    phone, mine = listed["items"]
    assert (phone["current"], mine["current"]) == (False, True)
    assert phone["user_agent"].startswith("Phone/1.0 x")
    assert (phone["scopes"], mine["scopes"]) == (["read"], ["read", "write"])
    assert phone["address"] == "127.0.0.1"
    assert (await stranger.client.delete(f"/v1/sessions/{phone['id']}")).status_code == 404
    assert (await api.delete(f"/v1/sessions/{phone['id']}")).status_code == 204
    assert not await is_let_in(anonymous, other["access_token"])
    assert (await api.delete(f"/v1/sessions/{phone['id']}")).status_code == 404
    assert (await api.delete(f"/v1/sessions/{mine['id']}")).status_code == 204
    assert (await api.get("/v1/sessions")).status_code == 401


async def test_sessions_that_are_over_are_not_listed(
    anonymous: httpx.AsyncClient, seeker: Seeker, clock: TestClock
) -> None:
    clock.advance(days=15)
    anonymous.headers["Authorization"] = f"Bearer {(await sign_in(anonymous, seeker.email)).json()['access_token']}"
    listed = (await anonymous.get("/v1/sessions")).json()["items"]
    assert [item["current"] for item in listed] == [True]


async def test_the_audit_trail_tells_who_did_what_when_without_contents(
    api: httpx.AsyncClient, anonymous: httpx.AsyncClient, seeker: Seeker, stranger: Seeker
) -> None:
    await sign_in(anonymous, seeker.email, "not the password")
    made = (await api.post(KEYS, json=key_body(name="canary name"))).json()
    anonymous.headers["Authorization"] = f"Bearer {made['secret']}"
    contact = (await anonymous.post("/v1/contacts", json={"name": "canary contact"})).json()
    await api.patch("/v1/account", json={"name": "canary account"})
    await api.delete(f"{KEYS}/{made['id']}")
    answer = await api.get("/v1/account/audit")
    assert "canary" not in answer.text
    entries = answer.json()["items"]
    assert [entry["action"] for entry in entries] == [
        "api_key.deleted",
        "account.updated",
        "contact.created",
        "api_key.created",
        "session.refused",
        "session.created",
        "account.created",
    ]
    mine = next(item["id"] for item in (await api.get("/v1/sessions")).json()["items"] if item["current"])
    assert entries[2]["actor"] == {"kind": "api_key", "id": made["id"]}
    assert entries[2]["subject"] == {"type": "contact", "id": contact["id"]}
    assert entries[3]["actor"] == {"kind": "session", "id": mine}
    assert entries[4]["actor"] == {"kind": "nobody", "id": None}
    assert entries[5]["actor"] == entries[3]["actor"]
    assert all(entry["address"] == "127.0.0.1" for entry in entries)
    assert all(entry["at"].endswith("Z") for entry in entries)
    theirs = (await stranger.client.get("/v1/account/audit")).json()["items"]
    assert [entry["action"] for entry in theirs] == ["session.created", "account.created"]


async def test_the_audit_trail_has_pages_and_filters(api: httpx.AsyncClient) -> None:
    for number in range(5):
        await api.patch("/v1/account", json={"name": f"Sam {number}"})
    seen: list[str] = []
    url: str | None = "/v1/account/audit?limit=2"
    while url:
        answer = await api.get(url)
        seen += [entry["id"] for entry in answer.json()["items"]]
        url = answer.links["next"]["url"] if "next" in answer.links else None
    assert len(seen) == len(set(seen)) == 7
    found = await api.get("/v1/account/audit?action=session.created&action=account.created&sort=created_at")
    assert [entry["action"] for entry in found.json()["items"]] == ["account.created", "session.created"]
    later = await api.get("/v1/account/audit", params={"updated_after": found.json()["items"][1]["at"]})
    assert {entry["action"] for entry in later.json()["items"]} == {"account.updated"}

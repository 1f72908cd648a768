"""Signing in, renewing and signing out by OAuth 2."""

import asyncio

import httpx
import pytest
from sqlalchemy import select, update

from app.accounts.models import Account
from app.accounts.passwords import DUMMY_HASH
from app.core.tables import table_of
from tests.accounts.conftest import Ledger, actions, is_let_in, renew, sign_in
from tests.conftest import PASSWORD, Seeker, TestClock

pytestmark = pytest.mark.anyio

TOKEN = "/v1/auth/token"


def refused(answer: httpx.Response, error: str) -> bool:
    """Say whether an answer is a problem that also has RFC 6749's members."""
    body = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    assert body["code"] == body["error"]
    assert body["error_description"] == body["detail"]
    return (answer.status_code, body["error"]) == (400, error)


async def test_a_sign_in_gives_tokens_that_no_cache_keeps(anonymous: httpx.AsyncClient, seeker: Seeker) -> None:
    answer = await sign_in(anonymous, seeker.email)
    assert answer.status_code == 200
    body = answer.json()
    assert body.keys() == {"access_token", "token_type", "expires_in", "refresh_token", "scope"}
    assert (body["token_type"], body["expires_in"], body["scope"]) == ("Bearer", 900, "read write")
    assert body["access_token"].startswith("cardinal_at_")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["pragma"] == "no-cache"
    assert await is_let_in(anonymous, body["access_token"])


async def test_the_address_may_be_written_in_any_case(anonymous: httpx.AsyncClient, seeker: Seeker) -> None:
    assert (await sign_in(anonymous, seeker.email.upper())).status_code == 200


async def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(
    anonymous: httpx.AsyncClient, seeker: Seeker
) -> None:
    wrong = await sign_in(anonymous, seeker.email, "not the password")
    unknown = await sign_in(anonymous, "nobody@example.org", "not the password")
    assert refused(wrong, "invalid_grant")
    assert wrong.status_code == unknown.status_code
    same = ("type", "title", "status", "detail", "code", "errors", "error", "error_description")
    assert {name: wrong.json()[name] for name in same} == {name: unknown.json()[name] for name in same}


@pytest.mark.parametrize(
    ("form", "error"),
    [
        ({}, "invalid_request"),
        ({"username": "a@example.org", "password": "x"}, "invalid_request"),
        ({"grant_type": "password", "username": "a@example.org"}, "invalid_request"),
        ({"grant_type": "password", "username": "", "password": "x"}, "invalid_request"),
        ({"grant_type": "password", "username": "a\0b@example.org", "password": "x"}, "invalid_request"),
        (
            {"grant_type": "password", "username": ["a@example.org", "b@example.org"], "password": "x"},
            "invalid_request",
        ),
        ({"grant_type": "password", "username": "a@example.org", "password": "x", "otp": "1"}, "invalid_request"),
        ({"grant_type": "password", "username": "a" * 400, "password": "x"}, "invalid_request"),
        ({"grant_type": "refresh_token"}, "invalid_request"),
        ({"grant_type": "client_credentials"}, "unsupported_grant_type"),
        ({"grant_type": "refresh_token", "refresh_token": "cardinal_rt_made_up"}, "invalid_grant"),
        ({"grant_type": "password", "username": "a@example.org", "password": "x", "scope": "admin"}, "invalid_scope"),
    ],
)
async def test_a_refusal_speaks_the_words_of_oauth(
    anonymous: httpx.AsyncClient, form: dict[str, str], error: str
) -> None:
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert refused(await anonymous.post(TOKEN, data=form, headers=headers), error)


async def test_a_form_with_thousands_of_parameters_is_refused(anonymous: httpx.AsyncClient) -> None:
    answer = await anonymous.post(TOKEN, data={f"p{number}": "x" for number in range(3000)})
    assert refused(answer, "invalid_request")


async def test_a_client_that_names_itself_is_let_in(anonymous: httpx.AsyncClient, seeker: Seeker) -> None:
    answer = await sign_in(anonymous, seeker.email, client_id="app", client_secret="", scope="")
    assert answer.status_code == 200
    assert answer.json()["scope"] == "read write"


async def test_json_is_not_a_form(anonymous: httpx.AsyncClient, seeker: Seeker) -> None:
    form = {"grant_type": "password", "username": seeker.email, "password": PASSWORD}
    for path in (TOKEN, "/v1/auth/revoke"):
        answer = await anonymous.post(path, json=form)
        assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")


async def test_a_session_for_reading_cannot_write(anonymous: httpx.AsyncClient, seeker: Seeker) -> None:
    body = (await sign_in(anonymous, seeker.email, scope="read")).json()
    assert body["scope"] == "read"
    anonymous.headers["Authorization"] = f"Bearer {body['access_token']}"
    assert (await anonymous.get("/v1/account")).status_code == 200
    listed = (await anonymous.get("/v1/sessions")).json()["items"]
    for answer in (
        await anonymous.post("/v1/contacts", json={"name": "Dana"}),
        await anonymous.patch("/v1/account", json={"name": "Sam"}),
        await anonymous.delete(f"/v1/sessions/{listed[0]['id']}"),
        await anonymous.post(
            "/v1/account/password", json={"current_password": PASSWORD, "new_password": "another long password"}
        ),
        await anonymous.request("DELETE", "/v1/account", json={"password": PASSWORD}),
        await anonymous.post("/v1/api-keys", json={"name": "k", "scopes": ["write"], "password": PASSWORD}),
    ):
        assert (answer.status_code, answer.json()["code"]) == (403, "insufficient_scope")
    wider = await renew(anonymous, body["refresh_token"], scope="read write")
    assert refused(wider, "invalid_scope")
    assert (await renew(anonymous, body["refresh_token"])).json()["scope"] == "read"


async def test_a_renewal_may_narrow_the_scope_of_its_access_token(anonymous: httpx.AsyncClient, seeker: Seeker) -> None:
    narrow = (await renew(anonymous, seeker.tokens["refresh_token"], scope="read")).json()
    assert narrow["scope"] == "read"
    answer = await anonymous.patch(
        "/v1/account", json={"name": "Sam"}, headers={"Authorization": f"Bearer {narrow['access_token']}"}
    )
    assert answer.status_code == 403
    assert (await renew(anonymous, narrow["refresh_token"])).json()["scope"] == "read write"


async def test_a_refresh_token_works_once_and_its_reuse_ends_the_session(
    anonymous: httpx.AsyncClient, seeker: Seeker
) -> None:
    other = (await sign_in(anonymous, seeker.email)).json()
    old = other["refresh_token"]
    renewed = await renew(anonymous, old)
    assert renewed.status_code == 200
    assert await is_let_in(anonymous, renewed.json()["access_token"])
    assert refused(await renew(anonymous, old), "invalid_grant")
    assert refused(await renew(anonymous, renewed.json()["refresh_token"]), "invalid_grant")
    assert not await is_let_in(anonymous, renewed.json()["access_token"])
    assert not await is_let_in(anonymous, other["access_token"])
    assert await is_let_in(anonymous, seeker.tokens["access_token"])
    assert "session.refresh_reused" in await actions(seeker)


async def test_twenty_renewals_at_once_leave_one_valid_family(anonymous: httpx.AsyncClient, seeker: Seeker) -> None:
    old = seeker.tokens["refresh_token"]
    answers = await asyncio.gather(*(renew(anonymous, old) for _ in range(20)))
    won = [answer for answer in answers if answer.status_code == 200]
    assert len(won) == 1
    assert all(refused(answer, "invalid_grant") for answer in answers if answer is not won[0])
    assert await is_let_in(anonymous, won[0].json()["access_token"])
    assert (await renew(anonymous, won[0].json()["refresh_token"])).status_code == 200
    assert refused(await renew(anonymous, old), "invalid_grant")
    assert (await seeker.client.get("/v1/account")).status_code == 401


async def test_a_renewal_that_overlaps_with_repeats_of_the_first_is_one_of_them(
    anonymous: httpx.AsyncClient, seeker: Seeker
) -> None:
    old = seeker.tokens["refresh_token"]
    repeats = [asyncio.create_task(renew(anonymous, old)) for _ in range(12)]
    await asyncio.wait(repeats, return_when=asyncio.FIRST_COMPLETED)
    answers = [await renew(anonymous, old), *await asyncio.gather(*repeats)]
    won = [answer for answer in answers if answer.status_code == 200]
    assert len(won) == 1
    assert await is_let_in(anonymous, won[0].json()["access_token"])
    assert refused(await renew(anonymous, old), "invalid_grant")
    assert not await is_let_in(anonymous, won[0].json()["access_token"])


async def test_an_access_token_lives_for_fifteen_minutes(
    anonymous: httpx.AsyncClient, seeker: Seeker, clock: TestClock
) -> None:
    clock.advance(minutes=14)
    assert await is_let_in(anonymous, seeker.tokens["access_token"])
    clock.advance(minutes=2)
    assert not await is_let_in(anonymous, seeker.tokens["access_token"])
    assert (await renew(anonymous, seeker.tokens["refresh_token"])).status_code == 200


async def test_a_session_ends_after_fourteen_idle_days(
    anonymous: httpx.AsyncClient, seeker: Seeker, clock: TestClock
) -> None:
    clock.advance(days=13)
    renewed = await renew(anonymous, seeker.tokens["refresh_token"])
    assert renewed.status_code == 200
    clock.advance(days=14, minutes=1)
    assert refused(await renew(anonymous, renewed.json()["refresh_token"]), "invalid_grant")


async def test_a_session_ends_thirty_days_after_its_sign_in(
    anonymous: httpx.AsyncClient, seeker: Seeker, clock: TestClock
) -> None:
    tokens = seeker.tokens
    for _ in range(3):
        clock.advance(days=9, hours=23, minutes=58)
        tokens = (await renew(anonymous, tokens["refresh_token"])).json()
    assert tokens["expires_in"] <= 6 * 60, "an access token does not outlive its session"
    clock.advance(minutes=7)
    assert refused(await renew(anonymous, tokens["refresh_token"]), "invalid_grant")
    assert not await is_let_in(anonymous, tokens["access_token"])


@pytest.mark.parametrize("name", ["access_token", "refresh_token"])
async def test_revoking_either_token_ends_the_session(anonymous: httpx.AsyncClient, seeker: Seeker, name: str) -> None:
    other = (await sign_in(anonymous, seeker.email)).json()
    answer = await anonymous.post("/v1/auth/revoke", data={"token": other[name], "token_type_hint": "whatever"})
    assert answer.status_code == 200
    assert not await is_let_in(anonymous, other["access_token"])
    assert refused(await renew(anonymous, other["refresh_token"]), "invalid_grant")
    assert await is_let_in(anonymous, seeker.tokens["access_token"])
    assert (await actions(seeker))[0] == "session.ended"


async def test_revoking_a_token_that_nobody_knows_is_no_error(anonymous: httpx.AsyncClient) -> None:
    for token in ("x", "cardinal_at_made_up", "cardinal_rt_made_up", "cardinal_key_made_up", "ü\0", "x" * 4000):
        assert (await anonymous.post("/v1/auth/revoke", data={"token": token})).status_code == 200
    missing = await anonymous.post("/v1/auth/revoke", data={"token_type_hint": "access_token"})
    assert refused(missing, "invalid_request")


async def test_a_hash_with_older_parameters_is_made_anew_at_the_next_sign_in(
    anonymous: httpx.AsyncClient, seeker: Seeker, ledger: Ledger
) -> None:
    from argon2 import PasswordHasher

    accounts = table_of(Account)
    mine = accounts.c.email == seeker.email
    account_id = (await seeker.client.get("/v1/account")).json()["id"]
    old = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(PASSWORD)
    await ledger.write(update(accounts).values(password_hash=old).where(mine), {}, account_id)
    assert (await sign_in(anonymous, seeker.email)).status_code == 200
    kept = (await ledger.rows(select(accounts.c.password_hash).where(mine)))[0]["password_hash"]
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert (await sign_in(anonymous, seeker.email)).status_code == 200


def test_an_unknown_address_costs_the_same_hash_as_a_known_one() -> None:
    from argon2 import PasswordHasher

    from app.accounts import passwords

    today = PasswordHasher(time_cost=passwords._TIME_COST, memory_cost=passwords._MEMORY_KIB, parallelism=1)
    assert not today.check_needs_rehash(DUMMY_HASH)
    assert passwords._MEMORY_KIB >= 19_456
    assert passwords._TIME_COST >= 2

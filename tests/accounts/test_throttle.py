"""Guessing is slowed down, for one account and from one network, over all processes, and nobody is locked out."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import select

from app.accounts.models import SignInFailure
from app.accounts.throttle import delay, network
from app.core.ids import new_id
from app.core.tables import table_of
from tests.accounts.conftest import Ledger, StillClock, client_at, sign_in
from tests.conftest import PASSWORD, Seeker

pytestmark = pytest.mark.anyio

Start = Callable[..., Awaitable[FastAPI]]


def addresses() -> Callable[[], str]:
    """Return a maker of IPv6 addresses, each in a network that no other test calls from."""
    block = new_id().replace("-", "")[-8:]
    count = iter(range(1, 1000))
    return lambda: f"2001:db8:{block[:4]}:{block[4:]}::{next(count):x}"


def elsewhere() -> str:
    """Return an address in a network of its own."""
    block = new_id().replace("-", "")[-8:]
    return f"2001:db8:{block[:4]}:{block[4:]}::1"


async def fail(app: FastAPI, email: str, address: str | None = None) -> httpx.Response:
    """Try to sign in with a wrong password."""
    async with client_at(app, address or elsewhere()) as client:
        return await sign_in(client, email, "not the password")


async def succeed(app: FastAPI, email: str, address: str | None = None) -> httpx.Response:
    """Try to sign in with the right password."""
    async with client_at(app, address or elsewhere()) as client:
        return await sign_in(client, email)


async def test_after_ten_failures_an_account_must_wait_longer_each_time_in_every_process(
    another_app: Start, seeker: Seeker, still_clock: StillClock
) -> None:
    one, two = await another_app(rate_limit="on"), await another_app(rate_limit="on")
    for number in range(10):
        assert (await fail(two if number % 2 else one, seeker.email)).status_code == 400
    waits = []
    for app in (one, two, one):
        for refused in (await fail(app, seeker.email), await succeed(app, seeker.email)):
            assert (refused.status_code, refused.json()["code"]) == (429, "rate_limited")
        waits.append(int(refused.headers["retry-after"]))
        still_clock.advance(seconds=waits[-1])
        assert (await fail(app, seeker.email)).status_code == 400
    assert waits == sorted(set(waits))
    still_clock.advance(seconds=60)
    assert (await succeed(one, seeker.email)).status_code == 200
    assert (await fail(two, seeker.email)).status_code == 400, "a success clears the account's counter"


async def test_an_unknown_address_is_slowed_down_like_a_known_one(another_app: Start) -> None:
    app = await another_app(rate_limit="on")
    email = f"{new_id()}@example.org"
    answers = [await fail(app, email) for _ in range(11)]
    assert [answer.status_code for answer in answers] == [400] * 10 + [429]


async def test_after_ten_failures_a_network_must_wait_whatever_the_account(
    another_app: Start, seeker: Seeker, still_clock: StillClock
) -> None:
    app, address = await another_app(rate_limit="on"), addresses()
    for _ in range(10):
        assert (await fail(app, f"{new_id()}@example.org", address())).status_code == 400
    assert (await succeed(app, seeker.email, address())).status_code == 429
    assert (await succeed(app, seeker.email)).status_code == 200
    still_clock.advance(seconds=2)
    assert (await succeed(app, seeker.email, address())).status_code == 200


async def test_failures_are_forgotten_after_a_quarter_of_an_hour(
    another_app: Start, seeker: Seeker, still_clock: StillClock
) -> None:
    app = await another_app(rate_limit="on")
    for _ in range(2):
        for _ in range(9):
            assert (await fail(app, seeker.email)).status_code == 400
        still_clock.advance(minutes=15, seconds=1)
    assert (await succeed(app, seeker.email)).status_code == 200


async def test_of_many_guesses_at_once_no_more_than_ten_are_judged(another_app: Start, seeker: Seeker) -> None:
    app = await another_app(rate_limit="on")
    answers = await asyncio.gather(*(fail(app, seeker.email) for _ in range(24)))
    assert sum(answer.status_code == 400 for answer in answers) <= 10
    assert {answer.status_code for answer in answers} <= {400, 429, 503}


async def test_a_wrong_password_beside_a_change_counts_too(
    another_app: Start, seeker: Seeker, still_clock: StillClock
) -> None:
    app = await another_app(rate_limit="on")
    async with client_at(app, elsewhere()) as client:
        client.headers["Authorization"] = f"Bearer {seeker.tokens['access_token']}"
        for _ in range(3):
            for method, path, body in (
                ("PATCH", "/v1/account", {"email": "new@example.org", "password": "wrong"}),
                ("POST", "/v1/api-keys", {"name": "k", "scopes": ["read"], "password": "wrong"}),
                ("DELETE", "/v1/account", {"password": "wrong"}),
            ):
                assert (await client.request(method, path, json=body)).status_code == 403
        change = {"current_password": "wrong", "new_password": "seven quiet lighthouses"}
        assert (await client.post("/v1/account/password", json=change)).status_code == 403
        change["current_password"] = PASSWORD
        assert (await client.post("/v1/account/password", json=change)).status_code == 429
        assert (await succeed(app, seeker.email)).status_code == 429
        still_clock.advance(seconds=2)
        assert (await client.post("/v1/account/password", json=change)).status_code == 204


async def test_no_throttle_where_rate_limits_are_off(app: FastAPI, seeker: Seeker) -> None:
    address = elsewhere()
    for _ in range(12):
        assert (await fail(app, seeker.email, address)).status_code == 400
    assert (await succeed(app, seeker.email, address)).status_code == 200


async def test_counters_hold_no_address_in_the_clear_and_go_away(
    another_app: Start, ledger: Ledger, still_clock: StillClock
) -> None:
    app = await another_app(rate_limit="on")
    await fail(app, "somebody@example.org", "198.51.100.77")
    found = await ledger.rows(select(table_of(SignInFailure)))
    assert len(found) >= 2
    assert all(len(row["subject"]) == 64 for row in found)
    assert "somebody" not in str(found)
    assert "198.51.100.77" not in str(found)
    still_clock.advance(minutes=16)
    await fail(app, "somebody.else@example.org", "198.51.100.78")
    assert len(await ledger.rows(select(table_of(SignInFailure)))) < 2 + len(found)


def test_the_delay_doubles_from_a_second_to_a_quarter_of_an_hour() -> None:
    assert [delay(count) for count in (0, 9)] == [timedelta(), timedelta()]
    assert [delay(count).total_seconds() for count in (10, 11, 12, 13)] == [1, 2, 4, 8]
    assert delay(10_000) == timedelta(minutes=15)


def test_a_customer_with_many_addresses_is_one_network() -> None:
    assert network("2001:db8:1:2:3::4") == network("2001:db8:1:2:ffff::1") != network("2001:db8:1:3::4")
    assert network("203.0.113.7") == network("::ffff:203.0.113.7") != network("203.0.113.8")
    assert network("unix") == "unix"

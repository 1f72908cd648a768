"""Fixtures of access: tokens by hand, rows as they stand, and apps that throttle."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from app.core.statements import Row, Statement
from app.main import create_app
from tests.conftest import PASSWORD, Place, Seeker

Client = httpx.AsyncClient


async def sign_in(client: Client, email: str, password: str = PASSWORD, **more: str) -> httpx.Response:
    """Ask for tokens with an address and password."""
    form = {"grant_type": "password", "username": email, "password": password, **more}
    return await client.post("/v1/auth/token", data=form)


async def renew(client: Client, refresh_token: str, **more: str) -> httpx.Response:
    """Ask for tokens with a refresh token."""
    return await client.post(
        "/v1/auth/token", data={"grant_type": "refresh_token", "refresh_token": refresh_token, **more}
    )


async def is_let_in(client: Client, token: str) -> bool:
    """Say whether a token or key is accepted."""
    answer = await client.get("/v1/account", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code in (200, 401), answer.text
    return answer.status_code == 200


async def actions(seeker: Seeker) -> list[str]:
    """Return what stands in the seeker's audit trail, newest first."""
    answer = await seeker.client.get("/v1/account/audit?limit=200")
    assert answer.status_code == 200, answer.text
    return [entry["action"] for entry in answer.json()["items"]]


class Ledger:
    """The database as the app reaches it: past HTTP, not past row level security."""

    def __init__(self, app: FastAPI) -> None:
        self._database = app.state.services.database

    async def rows(self, statement: Any, account_id: str = "") -> list[Row]:
        """Return what a statement finds for an account, or for nobody in particular."""
        db = self._database.connection()
        try:
            await db.set_account(account_id)
            found: list[Row] = await db.all(Statement(statement), {})
            return found
        finally:
            await db.release()

    async def write(self, statement: Any, params: Mapping[str, Any], account_id: str) -> None:
        """Run a statement that changes rows of an account."""
        db = self._database.connection()
        try:
            await db.begin()
            await db.set_account(account_id)
            await db.run(Statement(statement), params)
            await db.commit()
        finally:
            await db.release()


@pytest.fixture
def ledger(app: FastAPI) -> Ledger:
    """The tables of the app under test."""
    return Ledger(app)


@dataclass
class StillClock:
    """A clock that moves only when a test says so."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **amount: float) -> None:
        self.now += timedelta(**amount)


@pytest.fixture
def still_clock() -> StillClock:
    """The clock of further apps."""
    return StillClock(datetime.now(UTC))


@pytest.fixture
async def another_app(place: Place, still_clock: StillClock) -> AsyncIterator[Callable[..., Awaitable[FastAPI]]]:
    """Start further apps on the same database, with other settings."""
    async with AsyncExitStack() as stack:

        async def start(**settings: Any) -> FastAPI:
            made = create_app(place.settings(**settings), clock=still_clock)
            await stack.enter_async_context(made.router.lifespan_context(made))
            return made

        yield start


def client_at(app: FastAPI, address: str) -> Client:
    """A client of the app that calls from a network address."""
    transport = httpx.ASGITransport(app=app, client=(address, 50_000), raise_app_exceptions=False)
    return Client(transport=transport, base_url="http://cardinal.test")

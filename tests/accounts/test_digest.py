"""The daily mail comes at the seeker's own time, also on the days when the clocks are changed."""

from contextlib import AsyncExitStack
from datetime import UTC, datetime

import httpx
import pytest
from fastapi import FastAPI

from tests.conftest import TestClock, sign_up

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("zone", "digest_at", "now", "at", "moved"),
    [
        ("Europe/Berlin", "02:30", "2027-03-27T20:00Z", "2027-03-28T01:30:00Z", True),
        ("Europe/Berlin", "02:30", "2027-03-28T20:00Z", "2027-03-29T00:30:00Z", False),
        ("Europe/Berlin", "02:30", "2027-10-30T20:00Z", "2027-10-31T00:30:00Z", False),
        ("Australia/Lord_Howe", "02:15", "2027-10-02T10:00Z", "2027-10-02T15:45:00Z", True),
        ("America/New_York", "07:30", "2027-03-14T10:00Z", "2027-03-14T11:30:00Z", False),
    ],
)
async def test_the_account_says_when_the_next_digest_comes_and_whether_the_clocks_move_it(
    app: FastAPI, clock: TestClock, zone: str, digest_at: str, now: str, at: str, moved: bool
) -> None:
    clock.offset = datetime.fromisoformat(now) - datetime.now(UTC)
    async with AsyncExitStack() as stack:
        api = (await sign_up(app, stack)).client
        body = {"time_zone": zone, "reminders": {"email": True, "digest_at": digest_at}}
        changed = (await api.patch("/v1/account", json=body)).json()
    assert changed["next_digest"] == {"at": at, "moved": moved}


async def test_without_a_daily_mail_there_is_no_next_one(api: httpx.AsyncClient) -> None:
    for reminders in ({"email": False, "digest_at": "07:30"}, {"email": True, "digest_at": None}):
        changed = (await api.patch("/v1/account", json={"reminders": reminders})).json()
        assert changed["next_digest"] is None

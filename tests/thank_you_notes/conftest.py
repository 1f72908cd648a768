"""Meetings to thank for, and notes in the states that tests begin with."""

from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

import httpx
import pytest

from tests.conftest import Seeker, TestClock

GOOD = (
    "Dear Dana,\n\nThank you for taking the time to talk with me. I have been thinking about your advice to volunteer "
    "in the archive first.\n\nI would like to stay in touch. What is the best way for "
    "you?\n\nWith best wishes,\nSam Rivera"
)
ASKING = GOOD.replace("I would like", "Do you have any openings on your team? I would like")
PATH = "/v1/thank-you-notes"


class Later(Protocol):
    """Lets time pass."""

    async def __call__(self, **amount: float) -> None: ...


@pytest.fixture
def later(seeker: Seeker, clock: TestClock) -> Later:
    """Let time pass; the seeker signs in again afterwards."""

    async def pass_time(**amount: float) -> None:
        clock.advance(**amount)
        form = {"grant_type": "password", "username": seeker.email, "password": seeker.password}
        answer = await seeker.client.post("/v1/auth/token", data=form)
        assert answer.status_code == 200, answer.text
        seeker.client.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"

    return pass_time


async def plan(api: httpx.AsyncClient, contact_id: str, hours_ago: float = 1, **fields: Any) -> dict[str, Any]:
    """Plan a meeting of half an hour; by default it lies in the past."""
    starts_at = datetime.now(UTC) - timedelta(hours=hours_ago)
    body = {
        "contact_id": contact_id,
        "starts_at": starts_at.isoformat(),
        "minutes": 30,
        "time_zone": "Europe/Berlin",
        "format": "video",
        **fields,
    }
    answer = await api.post("/v1/meetings", json=body)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def hold(api: httpx.AsyncClient, contact_id: str, hours_ago: float = 1, **fields: Any) -> dict[str, Any]:
    """Record a meeting that was held."""
    planned = await plan(api, contact_id, hours_ago, **fields)
    answer = await api.post(f"/v1/meetings/{planned['id']}/finish", json={})
    assert answer.status_code == 200, answer.text
    held: dict[str, Any] = answer.json()
    return held


async def make(api: httpx.AsyncClient, meeting_id: str, **fields: Any) -> dict[str, Any]:
    """Draft a note."""
    answer = await api.post(PATH, json={"meeting_id": meeting_id, **fields})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def send(api: httpx.AsyncClient, note: dict[str, Any], **body: Any) -> httpx.Response:
    """Send a note."""
    return await api.post(f"{PATH}/{note['id']}/send", json=body)


@pytest.fixture
async def held(api: httpx.AsyncClient, contact: dict[str, Any]) -> dict[str, Any]:
    """A meeting that was held."""
    return await hold(api, contact["id"])


@pytest.fixture
async def draft(api: httpx.AsyncClient, held: dict[str, Any]) -> dict[str, Any]:
    """A note that nothing speaks against, not sent yet."""
    return await make(api, held["id"], message=GOOD)


@pytest.fixture
async def sent(api: httpx.AsyncClient, draft: dict[str, Any]) -> dict[str, Any]:
    """A note that was sent."""
    answer = await send(api, draft)
    assert answer.status_code == 200, answer.text
    made: dict[str, Any] = answer.json()
    return made

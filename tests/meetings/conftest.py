"""Meetings to test with."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import httpx
import pytest

Plan = Callable[..., Awaitable[dict[str, Any]]]


def instant(at: datetime) -> str:
    """Write an instant as the API does."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


@pytest.fixture
def plan(api: httpx.AsyncClient, contact: dict[str, Any]) -> Plan:
    """Plan a meeting with the contact, each on a day of its own unless `starts_at` says otherwise."""
    days = count(1)

    async def make(**fields: Any) -> dict[str, Any]:
        tomorrow = datetime.now(UTC).replace(microsecond=0) + timedelta(days=next(days))
        body = {
            "contact_id": contact["id"],
            "starts_at": instant(tomorrow),
            "minutes": 20,
            "time_zone": "Europe/Berlin",
            "format": "video",
            **fields,
        }
        answer = await api.post("/v1/meetings", json=body)
        assert answer.status_code == 201, answer.text
        made: dict[str, Any] = answer.json()
        return made

    return make


WAYS = {
    "scheduled": (),
    "confirmed": ("confirm",),
    "in_progress": ("start",),
    "held": ("start", "finish"),
    "cancelled": ("cancel",),
    "no_show": ("no-show",),
}


@pytest.fixture
def meeting_in(api: httpx.AsyncClient, plan: Plan) -> Callable[[str], Awaitable[dict[str, Any]]]:
    """Plan a meeting and bring it into a state."""

    async def make(state: str) -> dict[str, Any]:
        meeting = await plan()
        for verb in WAYS[state]:
            meeting = (await api.post(f"/v1/meetings/{meeting['id']}/{verb}")).json()
        assert meeting["status"] == state
        return meeting

    return make

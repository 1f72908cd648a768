"""A seeker with a key, which outlives the days that a test lets pass, and what they do."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from tests.conftest import PASSWORD, Seeker, client_of

PATH = "/v1/insights"


def instant(at: datetime) -> str:
    """Write an instant as the API does."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


@pytest.fixture
async def search(app: FastAPI, seeker: Seeker) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the seeker that stays signed in."""
    body = {"name": "search", "scopes": ["read", "write"], "password": PASSWORD}
    key = await seeker.client.post("/v1/api-keys", json=body)
    assert key.status_code == 201, key.text
    async with client_of(app, key.json()["secret"]) as client:
        yield client


async def done(api: httpx.AsyncClient, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
    """Do something that succeeds."""
    answer = await api.post(path, json={} if body is None else body)
    assert answer.status_code in (200, 201), answer.text
    made: dict[str, Any] = answer.json()
    return made


async def insights(api: httpx.AsyncClient, **window: str) -> dict[str, Any]:
    """Read the insights of a window."""
    answer = await api.get(PATH, params=window)
    assert answer.status_code == 200, answer.text
    read: dict[str, Any] = answer.json()
    return read


async def add_contact(api: httpx.AsyncClient, **fields: Any) -> dict[str, Any]:
    """Add a contact."""
    return await done(api, "/v1/contacts", {"name": "Dana Whitfield", **fields})


async def send_off(api: httpx.AsyncClient, path: str, body: dict[str, Any]) -> dict[str, Any]:
    """Draft something and send it, whatever is found."""
    draft = await done(api, path, body)
    reasons = [{"rule": each["rule"], "reason": "It is meant so."} for each in draft["findings"]]
    return await done(api, f"{path}/{draft['id']}/send", {"acknowledge": reasons})


async def ask(api: httpx.AsyncClient, contact_id: str, words: int = 12, **fields: Any) -> dict[str, Any]:
    """Send a request of so many words."""
    greeting = ["Dear", "Dana,", "I", "would", "like", "to", "hear", "about", "your", "work."]
    text = " ".join([*greeting, *["kindly"] * words][:words])
    return await send_off(api, "/v1/interview-requests", {"contact_id": contact_id, "message": text, **fields})


async def hold(
    api: httpx.AsyncClient, contact_id: str, starts_at: datetime, ended_at: datetime, **fields: Any
) -> dict[str, Any]:
    """Record a meeting of twenty minutes that is over."""
    plan = {"contact_id": contact_id, "starts_at": instant(starts_at), "minutes": 20}
    meeting = await done(api, "/v1/meetings", {**plan, "time_zone": "Europe/Berlin", "format": "phone", **fields})
    return await done(api, f"/v1/meetings/{meeting['id']}/finish", {"ended_at": instant(ended_at)})


async def thank(api: httpx.AsyncClient, meeting_id: str) -> dict[str, Any]:
    """Send thanks for a meeting."""
    body = {"meeting_id": meeting_id, "message": "Dear Dana, thank you for telling me how exhibitions begin."}
    return await send_off(api, "/v1/thank-you-notes", body)

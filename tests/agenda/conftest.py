"""What the tests of the agenda do over and over, through HTTP."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from tests.conftest import TestClock

Json = dict[str, Any]
At = Callable[..., str]


def written(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


class Diary:
    """A seeker's client, with the few calls that their story takes."""

    def __init__(self, api: httpx.AsyncClient, clock: TestClock) -> None:
        self.api, self.clock = api, clock

    def at(self, **ahead: float) -> str:
        return written(self.clock() + timedelta(**ahead))

    async def post(self, path: str, **body: Any) -> Json:
        answer = await self.api.post(path, json=body)
        assert answer.is_success, (path, answer.text)
        made: Json = answer.json()
        return made

    async def patch(self, path: str, **body: Any) -> Json:
        answer = await self.api.patch(path, json=body)
        assert answer.is_success, (path, answer.text)
        made: Json = answer.json()
        return made

    async def agenda(self, *kinds: str, **query: Any) -> list[Json]:
        answer = await self.api.get("/v1/agenda", params={"limit": 200, **query})
        assert answer.status_code == 200, answer.text
        items: list[Json] = answer.json()["items"]
        return [each for each in items if not kinds or each["kind"] in kinds]

    async def one(self, kind: str, **query: Any) -> Json:
        found = await self.agenda(kind, **query)
        assert len(found) == 1, (kind, [each["kind"] for each in await self.agenda(**query)])
        return found[0]

    async def contact(self, name: str = "Dana Whitfield", **fields: Any) -> str:
        return str((await self.post("/v1/contacts", name=name, **fields))["id"])

    async def request(self, contact_id: str, status: str = "sent", **fields: Any) -> str:
        text = await self.post("/v1/interview-requests/compose", contact_id=contact_id, minutes_requested=15)
        body = {"contact_id": contact_id, "minutes_requested": 15, "message": text["message"], **fields}
        request_id = str((await self.post("/v1/interview-requests", **body))["id"])
        verbs = {"draft": (), "sent": ("send",)}.get(status, ("send", status))
        for verb in verbs:
            await self.post(f"/v1/interview-requests/{request_id}/{verb}")
        return request_id

    async def meeting(self, contact_id: str, starts_at: str, **fields: Any) -> str:
        body = {"contact_id": contact_id, "starts_at": starts_at, "minutes": 20, "format": "phone"}
        return str((await self.post("/v1/meetings", **{**body, "time_zone": "Europe/Berlin", **fields}))["id"])

    async def held(self, contact_id: str, days_ago: float = 1, **fields: Any) -> str:
        meeting_id = await self.meeting(contact_id, self.at(days=-days_ago), **fields)
        await self.post(f"/v1/meetings/{meeting_id}/finish")
        return meeting_id

    async def met(self, name: str = "Dana Whitfield", days_ago: float = 1, **fields: Any) -> str:
        """Add a contact who was met, after whom nothing is left to do, and who said that more is welcome."""
        contact_id = await self.contact(name, may_contact_again=True, **fields)
        meeting_id = await self.held(contact_id, days_ago)
        await self.patch(f"/v1/meetings/{meeting_id}", notes={"learned": "A lot."}, evaluation={"interest": "yes"})
        return contact_id


@pytest.fixture
def diary(api: httpx.AsyncClient, clock: TestClock) -> Diary:
    return Diary(api, clock)


Make = Callable[[], Awaitable[str]]

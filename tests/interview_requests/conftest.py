"""Requests in the states that tests begin with."""

from typing import Any, Protocol

import httpx
import pytest

from tests.conftest import Seeker, TestClock

GOOD = (
    "Dear Dana Whitfield,\n\nMy name is Sam Rivera, a biology graduate moving into science writing. I am writing to "
    "you because of your work as Exhibition developer at City Science Museum. I would like to learn how you spend "
    "your days. Could I have 15 minutes of your time for five questions? In person would be great, and by phone is "
    "fine too. I would gladly send you the questions in advance.\n\nKind regards,\nSam Rivera"
)
JOB_ASK = "Do you have any openings on your team?"
ASKING = GOOD.replace("I would gladly", f"{JOB_ASK} I would gladly")
REMINDER = (
    "Dear Dana Whitfield,\n\nI wrote to you about your work at City Science Museum. I know how busy you are. "
    "If 15 minutes are possible some time, I would be very glad.\n\nKind regards,\nSam Rivera"
)
PATH = "/v1/interview-requests"


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


async def make(api: httpx.AsyncClient, contact_id: str, **fields: Any) -> dict[str, Any]:
    """Draft a request."""
    answer = await api.post(PATH, json={"contact_id": contact_id, **fields})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def act(api: httpx.AsyncClient, request: dict[str, Any], verb: str, **body: Any) -> httpx.Response:
    """Do something with a request."""
    return await api.post(f"{PATH}/{request['id']}/{verb}", json=body)


@pytest.fixture
async def draft(api: httpx.AsyncClient, contact: dict[str, Any]) -> dict[str, Any]:
    """A request that nothing speaks against, not sent yet."""
    return await make(api, contact["id"], message=GOOD, minutes_requested=15, question_count=5)


@pytest.fixture
async def sent(api: httpx.AsyncClient, draft: dict[str, Any]) -> dict[str, Any]:
    """A request that was sent."""
    answer = await act(api, draft, "send")
    assert answer.status_code == 200, answer.text
    made: dict[str, Any] = answer.json()
    return made

"""Meetings: nobody is in two places at once."""

import asyncio
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from tests.conftest import Seeker
from tests.meetings.conftest import Plan, instant

pytestmark = pytest.mark.anyio

NINE = datetime(2031, 5, 5, 9, tzinfo=UTC)


def at(minutes: int) -> str:
    """Write the instant so many minutes after nine."""
    return instant(NINE + timedelta(minutes=minutes))


def body(contact: dict[str, Any], minute: int, minutes: int = 30) -> dict[str, Any]:
    return {
        "contact_id": contact["id"],
        "starts_at": at(minute),
        "minutes": minutes,
        "time_zone": "Europe/Berlin",
        "format": "phone",
    }


def assert_double_booked(answer: httpx.Response) -> None:
    assert (answer.status_code, answer.json()["code"]) == (409, "double_booked"), answer.text


@pytest.mark.parametrize(("minute", "minutes"), [(-29, 30), (-10, 60), (0, 30), (10, 5), (29, 30)])
async def test_a_meeting_that_overlaps_another_is_refused(
    api: httpx.AsyncClient, contact: dict[str, Any], plan: Plan, minute: int, minutes: int
) -> None:
    await plan(starts_at=at(0), minutes=30)
    assert_double_booked(await api.post("/v1/meetings", json=body(contact, minute, minutes)))
    assert len((await api.get("/v1/meetings")).json()["items"]) == 1


async def test_back_to_back_is_fine(api: httpx.AsyncClient, contact: dict[str, Any], plan: Plan) -> None:
    await plan(starts_at=at(0), minutes=30)
    for minute in (30, -30):
        assert (await api.post("/v1/meetings", json=body(contact, minute))).status_code == 201


async def test_another_account_may_meet_at_the_same_time(stranger: Seeker, plan: Plan) -> None:
    await plan(starts_at=at(0), minutes=30)
    theirs = (await stranger.client.post("/v1/contacts", json={"name": "Ida"})).json()
    assert (await stranger.client.post("/v1/meetings", json=body(theirs, 0))).status_code == 201


@pytest.mark.parametrize("verb", ["cancel", "no-show", "finish"])
async def test_a_meeting_that_is_over_or_off_takes_no_time(
    api: httpx.AsyncClient, contact: dict[str, Any], plan: Plan, verb: str
) -> None:
    meeting = await plan(starts_at=at(0), minutes=30)
    await api.post(f"/v1/meetings/{meeting['id']}/{verb}")
    assert (await api.post("/v1/meetings", json=body(contact, 0))).status_code == 201


async def test_a_meeting_cannot_be_moved_or_lengthened_into_another(api: httpx.AsyncClient, plan: Plan) -> None:
    await plan(starts_at=at(0), minutes=30)
    earlier = await plan(starts_at=at(-30), minutes=30)
    path = f"/v1/meetings/{earlier['id']}"
    assert_double_booked(await api.post(f"{path}/reschedule", json={"starts_at": at(10)}))
    assert_double_booked(await api.post(f"{path}/reschedule", json={"starts_at": at(-30), "minutes": 31}))
    assert_double_booked(await api.patch(path, json={"minutes": 31}))
    assert (await api.get(path)).json() == earlier
    assert (await api.post(f"{path}/reschedule", json={"starts_at": at(-20), "minutes": 20})).status_code == 200
    running = (await api.post(f"{path}/start")).json()
    assert_double_booked(await api.post(f"{path}/extend", json={"minutes": 1, "offered_by": "contact"}))
    assert (await api.get(path)).json() == running


async def test_of_eight_overlapping_meetings_at_once_one_is_made(
    api: httpx.AsyncClient, contact: dict[str, Any]
) -> None:
    answers = await asyncio.gather(*(api.post("/v1/meetings", json=body(contact, n)) for n in range(8)))
    assert Counter(each.status_code for each in answers) == {201: 1, 409: 7}
    assert {each.json()["code"] for each in answers if each.status_code == 409} == {"double_booked"}
    assert len((await api.get("/v1/meetings")).json()["items"]) == 1


async def test_of_eight_meetings_moved_to_one_time_at_once_one_gets_it(api: httpx.AsyncClient, plan: Plan) -> None:
    made = [await plan() for _ in range(8)]
    moves = (
        api.post(f"/v1/meetings/{each['id']}/reschedule", json={"starts_at": at(number)})
        for number, each in enumerate(made)
    )
    answers = await asyncio.gather(*moves)
    assert Counter(each.status_code for each in answers) == {200: 1, 409: 7}
    assert {each.json()["code"] for each in answers if each.status_code == 409} == {"double_booked"}


async def test_of_planning_moving_and_lengthening_into_one_time_at_once_one_gets_it(
    api: httpx.AsyncClient, contact: dict[str, Any], plan: Plan
) -> None:
    first = await plan(starts_at=at(0), minutes=10)
    others = [await plan() for _ in range(3)]
    await api.post(f"/v1/meetings/{first['id']}/start")
    answers = await asyncio.gather(
        api.post(f"/v1/meetings/{first['id']}/extend", json={"minutes": 40, "offered_by": "contact"}),
        *(api.post(f"/v1/meetings/{each['id']}/reschedule", json={"starts_at": at(20)}) for each in others),
        *(api.post("/v1/meetings", json=body(contact, 25)) for _ in range(3)),
    )
    assert {each.status_code for each in answers} <= {200, 201, 409}
    assert sum(each.status_code < 300 for each in answers) == 1

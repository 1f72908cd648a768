"""After the meeting: what was left open is said, and what came of it is kept."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from tests.conftest import TestClock
from tests.meetings.conftest import Plan, instant

pytestmark = pytest.mark.anyio

Hold = Callable[..., Awaitable[dict[str, Any]]]


@pytest.fixture
def hold(api: httpx.AsyncClient, plan: Plan) -> Hold:
    """Plan a meeting with these fields and hold it."""

    async def make(**fields: Any) -> dict[str, Any]:
        meeting = await plan(**fields)
        answer = await api.post(f"/v1/meetings/{meeting['id']}/finish")
        assert answer.status_code == 200, answer.text
        held: dict[str, Any] = answer.json()
        return held

    return make


def open_points(meeting: dict[str, Any]) -> list[tuple[str, str]]:
    return [(each["rule"], each["pointer"]) for each in meeting["findings"]]


async def test_what_was_left_open_is_said_after_the_meeting_and_not_before(api: httpx.AsyncClient, plan: Plan) -> None:
    meeting = await plan(format="coffee")
    path = f"/v1/meetings/{meeting['id']}"
    afterwards = {"meeting.no-permission", "meeting.no-cards", "meeting.no-plan"}
    assert afterwards.isdisjoint(rule for rule, _ in open_points(meeting))
    held = (await api.post(f"{path}/finish")).json()
    assert sorted(open_points(held)) == [
        ("meeting.no-cards", "/cards_exchanged"),
        ("meeting.no-permission", "/contact_id"),
        ("meeting.no-plan", "/action_plan"),
    ]
    assert {each["severity"] for each in held["findings"]} == {"advice"}
    assert {each["citation"]["source"] for each in held["findings"]} == {"S3", "S4"}
    assert (await api.get("/v1/meetings")).json()["items"][0]["findings"] == held["findings"]


async def test_each_open_point_is_gone_once_it_is_noted(
    api: httpx.AsyncClient, contact: dict[str, Any], hold: Hold
) -> None:
    path = f"/v1/meetings/{(await hold(format='in_person'))['id']}"
    await api.patch(f"/v1/contacts/{contact['id']}", json={"may_contact_again": False})
    assert {rule for rule, _ in open_points((await api.get(path)).json())} == {"meeting.no-cards", "meeting.no-plan"}
    await api.patch(path, json={"cards_exchanged": True})
    settled = await api.patch(path, json={"action_plan": [{"text": "Write to Lee"}]})
    assert settled.json()["findings"] == []


async def test_on_the_telephone_nobody_misses_the_cards(hold: Hold) -> None:
    assert "meeting.no-cards" not in [rule for rule, _ in open_points(await hold(format="phone"))]


async def test_without_interest_nothing_needs_to_go_on(api: httpx.AsyncClient, hold: Hold) -> None:
    path = f"/v1/meetings/{(await hold(format='lunch'))['id']}"
    settled = (await api.patch(path, json={"evaluation": {"interest": "no"}})).json()
    assert open_points(settled) == [("meeting.no-plan", "/action_plan")]


async def test_nobody_asks_leave_of_somebody_who_must_not_be_approached(
    api: httpx.AsyncClient, contact: dict[str, Any], hold: Hold
) -> None:
    path = f"/v1/meetings/{(await hold())['id']}"
    await api.patch(f"/v1/contacts/{contact['id']}", json={"do_not_contact": True})
    assert open_points((await api.get(path)).json()) == [("meeting.no-plan", "/action_plan")]


@pytest.mark.parametrize("verb", ["cancel", "no-show"])
async def test_a_meeting_that_did_not_take_place_leaves_nothing_open(
    api: httpx.AsyncClient, plan: Plan, verb: str
) -> None:
    over = await api.post(f"/v1/meetings/{(await plan())['id']}/{verb}")
    assert over.json()["findings"] == []


async def test_the_seven_answers_and_the_interest_are_kept(api: httpx.AsyncClient, hold: Hold) -> None:
    path = f"/v1/meetings/{(await hold())['id']}"
    names = ["went_well", "do_differently", "learned", "fit", "still_to_know", "plan", "worth_it"]
    answers = {name: f"About {name}." for name in names} | {"interest": "maybe"}
    await api.patch(path, json={"evaluation": answers})
    assert (await api.get(path)).json()["evaluation"] == answers


async def test_a_lead_heard_of_a_year_later_is_a_dated_touch_that_does_not_count_yet(
    api: httpx.AsyncClient, contact: dict[str, Any], hold: Hold
) -> None:
    await hold()
    path = f"/v1/contacts/{contact['id']}"
    before = (await api.get(path)).json()["last_touch_at"]
    ahead = instant(datetime.now(UTC).replace(microsecond=0) + timedelta(days=365))
    lead = {"kind": "lead", "at": ahead, "note": "Their new hall opens; ask for Lee."}
    made = await api.post(f"{path}/touchpoints", json=lead)
    assert (made.status_code, made.json()["at"]) == (201, ahead)
    assert (await api.get(path)).json()["last_touch_at"] == before


async def test_referrals_of_referrals_keep_the_chain(
    api: httpx.AsyncClient, contact: dict[str, Any], hold: Hold
) -> None:
    at, chain = (await hold())["id"], [contact["name"]]
    for days, name in ((40, "Lee Moreno"), (41, "Ada Osei")):
        named = (await api.post(f"/v1/meetings/{at}/referrals", json={"name": name})).json()
        chain.append(name)
        path = (await api.get(f"/v1/contacts/{named['id']}/path")).json()["items"]
        assert [each["name"] for each in path] == chain
        assert (named["source"], named["warmth"]) == ("referral", "lukewarm")
        starts_at = instant(datetime.now(UTC) + timedelta(days=days))
        at = (await hold(contact_id=named["id"], starts_at=starts_at))["id"]


async def test_when_the_clock_was_set_back_the_end_is_not_before_the_start_and_no_length_is_claimed(
    api: httpx.AsyncClient, clock: TestClock, plan: Plan
) -> None:
    path = f"/v1/meetings/{(await plan())['id']}"
    clock.advance(minutes=9)
    started = (await api.post(f"{path}/start")).json()
    clock.advance(minutes=-6)
    assert (await api.get(f"{path}/clock")).json()["elapsed_seconds"] == 0
    held = (await api.post(f"{path}/finish")).json()
    assert (held["ended_at"], held["actual_minutes"]) == (started["started_at"], None)


async def test_minutes_that_the_contact_added_count_among_those_it_took(
    api: httpx.AsyncClient, clock: TestClock, plan: Plan
) -> None:
    path = f"/v1/meetings/{(await plan(minutes=3))['id']}"
    await api.post(f"{path}/start")
    refused = await api.post(f"{path}/extend", json={"minutes": 10, "offered_by": "seeker"})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/offered_by")
    extended = (await api.post(f"{path}/extend", json={"minutes": 10, "offered_by": "contact"})).json()
    assert [each["minutes"] for each in extended["extensions"]] == [10]
    clock.advance(minutes=11)
    assert (await api.post(f"{path}/finish")).json()["actual_minutes"] == 11

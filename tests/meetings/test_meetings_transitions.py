"""Meetings: what may happen in which state, and the times that follow from it."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from icalendar import Calendar

from app.meetings.rules import STATES
from tests.conftest import TestClock
from tests.meetings.conftest import Plan, instant

pytestmark = pytest.mark.anyio

MeetingIn = Callable[[str], Awaitable[dict[str, Any]]]
VERBS = ("confirm", "reschedule", "start", "extend", "finish", "cancel", "no-show")


def body_of(verb: str) -> dict[str, Any]:
    """Return a body with which the verb is refused by nothing but the state."""
    if verb == "reschedule":
        return {"starts_at": "2031-05-05T09:00:00Z", "reason": "contact_busy", "asked_by": "contact"}
    return {"minutes": 5, "offered_by": "contact"} if verb == "extend" else {}


@pytest.mark.parametrize("state", STATES)
async def test_each_state_allows_what_the_table_says_and_nothing_else(
    api: httpx.AsyncClient, meeting_in: MeetingIn, state: str
) -> None:
    for verb in VERBS:
        meeting = await meeting_in(state)
        assert meeting["available_actions"] == list(STATES[state])
        path = f"/v1/meetings/{meeting['id']}"
        answer = await api.post(f"{path}/{verb}", json=body_of(verb))
        if verb in STATES[state]:
            assert (answer.status_code, answer.json()["status"]) == (200, STATES[state][verb]), verb
            read = await api.get(path)
            assert (read.content, read.headers["etag"]) == (answer.content, answer.headers["etag"])
            await api.post(f"{path}/cancel")  # lets go of the time for the next one
            await api.post(f"{path}/finish")
        else:
            problem = answer.json()
            assert (answer.status_code, problem["code"]) == (409, "invalid_transition"), verb
            assert (problem["state"], problem["allowed"]) == (state, list(STATES[state]))
            assert (await api.get(path)).json() == meeting


async def test_moving_a_meeting_keeps_its_history_and_confirms_nothing(
    api: httpx.AsyncClient, meeting_in: MeetingIn
) -> None:
    meeting = await meeting_in("confirmed")
    path = f"/v1/meetings/{meeting['id']}/reschedule"
    body = {"starts_at": "2031-05-05T11:00:00+02:00", "minutes": 30, "reason": "contact_busy", "asked_by": "contact"}
    moved = (await api.post(path, json=body)).json()
    assert (moved["status"], moved["starts_at"], moved["minutes"]) == ("scheduled", "2031-05-05T09:00:00Z", 30)
    assert moved["ends_at"] == "2031-05-05T09:30:00Z"
    again = (await api.post(path, json={"starts_at": "2031-05-06T09:00:00Z", "reason": "seeker"})).json()
    first, second = again["reschedules"]
    assert list(first) == ["from", "to", "reason", "asked_by", "at"]
    assert (first["from"], first["to"]) == (meeting["starts_at"], "2031-05-05T09:00:00Z")
    assert (first["reason"], first["asked_by"], first["at"]) == ("contact_busy", "contact", moved["updated_at"])
    assert (second["from"], second["reason"], again["minutes"]) == ("2031-05-05T09:00:00Z", "seeker", 30)


async def test_a_running_meeting_moves_only_because_the_contact_is_busy_and_starts_anew(
    api: httpx.AsyncClient, meeting_in: MeetingIn
) -> None:
    path = f"/v1/meetings/{(await meeting_in('in_progress'))['id']}"
    await api.post(f"{path}/extend", json={"minutes": 10, "offered_by": "contact"})
    for reason in ("seeker", "other"):
        refused = await api.post(f"{path}/reschedule", json={"starts_at": "2031-05-05T09:00:00Z", "reason": reason})
        assert (refused.status_code, refused.json()["code"]) == (409, "invalid_transition")
        assert "reschedule" not in refused.json()["allowed"]
    moved = (await api.post(f"{path}/reschedule", json=body_of("reschedule"))).json()
    assert (moved["status"], moved["started_at"], moved["extensions"]) == ("scheduled", None, [])
    assert moved["ends_at"] == "2031-05-05T09:20:00Z"


async def test_more_time_is_taken_only_when_the_contact_offers_it(
    api: httpx.AsyncClient, meeting_in: MeetingIn
) -> None:
    meeting = await meeting_in("in_progress")
    path = f"/v1/meetings/{meeting['id']}/extend"
    refused = await api.post(path, json={"minutes": 10, "offered_by": "seeker"})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/offered_by")
    extended = (await api.post(path, json={"minutes": 10, "offered_by": "contact"})).json()
    assert extended["extensions"] == [{"minutes": 10, "at": extended["updated_at"]}]
    before, after = (datetime.fromisoformat(each["ends_at"]) for each in (meeting, extended))
    assert after - before == timedelta(minutes=10)
    assert extended["minutes"] == meeting["minutes"]
    endless = await api.post(path, json={"minutes": 1440, "offered_by": "contact"})
    assert (endless.status_code, endless.json()["errors"][0]["pointer"]) == (422, "/minutes")


async def test_a_meeting_counts_its_minutes_from_the_actual_start(
    api: httpx.AsyncClient, clock: TestClock, meeting_in: MeetingIn
) -> None:
    meeting = await meeting_in("in_progress")
    clock.advance(minutes=12, seconds=10)
    held = (await api.post(f"/v1/meetings/{meeting['id']}/finish")).json()
    assert (held["started_at"], held["actual_minutes"]) == (meeting["started_at"], 12)
    assert held["available_actions"] == []


async def test_a_meeting_that_was_never_started_ends_as_planned_unless_it_is_said_otherwise(
    api: httpx.AsyncClient, plan: Plan
) -> None:
    began = datetime.now(UTC).replace(microsecond=0) - timedelta(days=2)
    as_planned = await plan(starts_at=instant(began))
    held = (await api.post(f"/v1/meetings/{as_planned['id']}/finish")).json()
    assert (held["ended_at"], held["actual_minutes"]) == (as_planned["ends_at"], 20)
    ahead = await plan()
    early = (await api.post(f"/v1/meetings/{ahead['id']}/finish", json={})).json()
    assert (early["status"], early["actual_minutes"]) == ("held", None)


async def test_a_meeting_ends_neither_before_its_start_nor_in_the_future(
    api: httpx.AsyncClient, plan: Plan, meeting_in: MeetingIn
) -> None:
    now = datetime.now(UTC)
    recorded = await plan(starts_at=instant(now - timedelta(hours=2)))
    running = await meeting_in("in_progress")
    for meeting, ended in (
        (recorded, now - timedelta(hours=3)),
        (recorded, now + timedelta(hours=1)),
        (running, now - timedelta(hours=1)),
    ):
        path = f"/v1/meetings/{meeting['id']}"
        refused = await api.post(f"{path}/finish", json={"ended_at": instant(ended)})
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/ended_at")
        assert (await api.get(path)).json() == meeting


async def test_a_clock_that_runs_ahead_and_the_end_agreed_on_are_believed(
    api: httpx.AsyncClient, plan: Plan, meeting_in: MeetingIn
) -> None:
    now = datetime.now(UTC)
    recorded = await plan(starts_at=instant(now - timedelta(minutes=15)))
    ended = instant(now + timedelta(minutes=1))
    finished = await api.post(f"/v1/meetings/{recorded['id']}/finish", json={"ended_at": ended})
    assert (finished.status_code, finished.json()["actual_minutes"]) == (200, 16)
    running = await meeting_in("in_progress")
    begun = datetime.fromisoformat(running["started_at"])
    ended = instant(begun + timedelta(minutes=running["minutes"]))
    finished = await api.post(f"/v1/meetings/{running['id']}/finish", json={"ended_at": ended})
    assert (finished.status_code, finished.json()["actual_minutes"]) == (200, running["minutes"])


async def test_a_held_meeting_is_a_touch_of_the_contact(
    api: httpx.AsyncClient, contact: dict[str, Any], meeting_in: MeetingIn
) -> None:
    path = f"/v1/contacts/{contact['id']}"
    await meeting_in("no_show")
    assert (await api.get(path)).json()["last_touch_at"] is None
    held = await meeting_in("held")
    touched = (await api.get(path)).json()
    assert touched["last_touch_at"] == held["ended_at"]
    assert touched["next_touch_at"] is not None


async def test_the_clock_runs_by_the_plan_and_then_by_the_actual_start(
    api: httpx.AsyncClient, clock: TestClock, plan: Plan
) -> None:
    meeting = await plan(starts_at=instant(clock() + timedelta(minutes=1)), minutes=10)
    path = f"/v1/meetings/{meeting['id']}"

    async def reading() -> dict[str, Any]:
        read: dict[str, Any] = (await api.get(f"{path}/clock")).json()
        assert list(read)[:4] == ["phase", "elapsed_seconds", "remaining_seconds", "say"]
        assert read["say"]
        return read

    before = await reading()
    assert (before["phase"], before["elapsed_seconds"], before["remaining_seconds"]) == ("before", 0, 600)
    clock.advance(minutes=2)
    assert (await reading())["phase"] == "on_time"  # by the plan, though nobody pressed start
    await api.post(f"{path}/start")
    assert (await reading())["elapsed_seconds"] <= 2
    clock.advance(minutes=4, seconds=30)
    assert (await reading())["phase"] == "on_time"
    clock.advance(seconds=31)
    nearly = await reading()
    assert nearly["phase"] == "wrap_up"
    assert 295 <= nearly["remaining_seconds"] <= 299
    clock.advance(minutes=5)
    over = await reading()
    assert (over["phase"], over["remaining_seconds"]) == ("over", 0)
    await api.post(f"{path}/extend", json={"minutes": 10, "offered_by": "contact"})
    assert (await reading())["phase"] == "on_time"
    held = (await api.post(f"{path}/finish")).json()
    assert held["actual_minutes"] == 10
    assert (await reading())["phase"] == "over"


@pytest.mark.parametrize(
    ("zone", "starts_at", "utc", "ends_at"),
    [
        ("Europe/Berlin", "2026-10-25T02:30:00+02:00", "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"),
        ("Europe/Berlin", "2027-03-28T01:30:00+01:00", "2027-03-28T00:30:00Z", "2027-03-28T01:30:00Z"),
        ("America/New_York", "2026-11-01T01:30:00-04:00", "2026-11-01T05:30:00Z", "2026-11-01T06:30:00Z"),
        ("Australia/Lord_Howe", "2027-04-04T01:45:00+11:00", "2027-04-03T14:45:00Z", "2027-04-03T15:45:00Z"),
        ("Pacific/Apia", "2031-01-01T00:15:00+13:00", "2030-12-31T11:15:00Z", "2030-12-31T12:15:00Z"),
    ],
)
async def test_an_hour_is_an_hour_when_the_clocks_change(
    api: httpx.AsyncClient, plan: Plan, zone: str, starts_at: str, utc: str, ends_at: str
) -> None:
    meeting = await plan(starts_at=starts_at, minutes=60, time_zone=zone)
    assert (meeting["starts_at"], meeting["ends_at"], meeting["time_zone"]) == (utc, ends_at, zone)


async def test_the_invitation_has_one_uid_for_life_and_a_sequence_that_rises_with_what_it_shows(
    api: httpx.AsyncClient, plan: Plan
) -> None:
    meeting = await plan()
    path = f"/v1/meetings/{meeting['id']}"
    seen: list[tuple[str, int, str]] = []

    async def fetch() -> Any:
        answer = await api.get(f"{path}/invite.ics")
        assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
        assert answer.headers["content-disposition"] == 'attachment; filename="invite.ics"'
        calendar: Any = Calendar.from_ical(answer.content)
        event = calendar.events[0]
        assert str(event["UID"]) == meeting["ical_uid"]
        assert int(event["SEQUENCE"]) == (await api.get(path)).json()["ical_sequence"]
        seen.append((str(calendar["METHOD"]), int(event["SEQUENCE"]), str(event["STATUS"])))
        return event

    await fetch()
    await api.post(f"{path}/confirm")
    await api.patch(path, json={"goals": ["How she began"], "notes": {"learned": "Nothing yet."}})
    await fetch()
    await api.patch(path, json={"video_url": "https://meet.example.org/abc"})
    assert str((await fetch())["URL"]) == "https://meet.example.org/abc"
    await api.post(f"{path}/reschedule", json={"starts_at": "2031-05-05T09:00:00Z", "minutes": 30})
    moved = await fetch()
    assert moved["DTSTART"].dt == datetime(2031, 5, 5, 9, tzinfo=UTC)
    assert moved["DTEND"].dt == datetime(2031, 5, 5, 9, 30, tzinfo=UTC)
    await api.post(f"{path}/cancel")
    await fetch()
    request, confirmed = "REQUEST", "CONFIRMED"
    assert seen == [
        (request, 0, confirmed),
        (request, 0, confirmed),
        (request, 1, confirmed),
        (request, 2, confirmed),
        ("CANCEL", 3, "CANCELLED"),
    ]


async def test_the_invitation_says_where_and_nothing_of_the_seekers_notes(api: httpx.AsyncClient, plan: Plan) -> None:
    meeting = await plan(
        format="phone",
        phone="+49 30 901820",
        goals=["SECRET goal"],
        overview="SECRET overview",
        notes={"learned": "SECRET note"},
    )
    written = (await api.get(f"/v1/meetings/{meeting['id']}/invite.ics")).text
    assert "LOCATION:Phone: +49 30 901820" in written
    assert "SECRET" not in written
    met = await plan(format="coffee", location="Café Léon; 2nd floor")
    calendar: Any = Calendar.from_ical((await api.get(f"/v1/meetings/{met['id']}/invite.ics")).content)
    assert calendar.events[0]["LOCATION"] == "Café Léon; 2nd floor"

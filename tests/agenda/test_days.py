"""Days by the seeker's own clock, also on the days when the clocks are changed or a day is skipped."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.agenda.items import Moment
from app.agenda.rules import derive
from app.agenda.state import HeldMeeting, Person, PlannedMeeting, State, Step
from app.policy.presets import preset

DANA = Person("019b0a6e-7c3e-7b62-9d0c-5a5c3f1c2d11", "Dana")
POLICY = preset("balanced")


def instant(written: str) -> datetime:
    return datetime.fromisoformat(written).astimezone(UTC)


def due_of_a_step(due_on: str, zone: str) -> datetime:
    now = instant("2011-01-01T00:00:00Z")
    step = Step("1", "2", DANA, "Call", date.fromisoformat(due_on), now)
    (item,) = derive(
        State("a", "exploring", None, requests=(), steps=[step]), Moment(now, zone, {**POLICY, **NO_NAMES})
    )
    return item.due_at


NO_NAMES = {"agenda.under_way_at_least": 0}


@pytest.mark.parametrize(
    ("zone", "due_on", "due_at"),
    [
        ("Europe/Berlin", "2026-03-28", "2026-03-28T23:59:59+01:00"),
        ("Europe/Berlin", "2026-03-29", "2026-03-29T23:59:59+02:00"),
        ("Europe/Berlin", "2026-10-25", "2026-10-25T23:59:59+01:00"),
        ("America/New_York", "2026-03-08", "2026-03-08T23:59:59-04:00"),
        ("America/New_York", "2026-11-01", "2026-11-01T23:59:59-05:00"),
        ("Australia/Lord_Howe", "2026-04-05", "2026-04-05T23:59:59+10:30"),
        ("Australia/Lord_Howe", "2026-10-04", "2026-10-04T23:59:59+11:00"),
        # Samoa had no 30 December 2011: what was due then is due at the end of the next day
        ("Pacific/Apia", "2011-12-30", "2011-12-31T23:59:59+14:00"),
        # the clocks of Beirut went from midnight back to eleven: the first end of that day counts
        ("Asia/Beirut", "2025-10-25", "2025-10-25T23:59:59+03:00"),
    ],
)
def test_a_thing_to_do_is_due_at_the_end_of_its_day_by_the_clock_on_the_wall(
    zone: str, due_on: str, due_at: str
) -> None:
    assert due_of_a_step(due_on, zone) == instant(due_at)


@pytest.mark.parametrize(
    ("zone", "ended_at", "day"),
    [
        ("Europe/Berlin", "2026-03-28T23:30:00+01:00", "2026-03-29"),
        ("Europe/Berlin", "2026-10-24T23:30:00+02:00", "2026-10-25"),
        ("America/New_York", "2026-10-31T22:00:00-04:00", "2026-11-01"),
        ("Australia/Lord_Howe", "2026-10-03T22:00:00+10:30", "2026-10-04"),
        ("Pacific/Apia", "2011-12-29T20:00:00-10:00", "2011-12-31"),
    ],
)
def test_the_day_after_is_the_next_day_of_the_calendar_not_24_hours(zone: str, ended_at: str, day: str) -> None:
    held = HeldMeeting("1", DANA, instant(ended_at), False, True, True, None, False)
    when = Moment(instant(ended_at), zone, {**POLICY, **NO_NAMES})
    (item,) = derive(State("a", "exploring", None, held=[held]), when)
    local = item.due_at.astimezone(ZoneInfo(zone))
    assert (local.date().isoformat(), local.hour, local.minute) == (day, 23, 59)


def a_meeting(starts_at: datetime, known_since: datetime) -> PlannedMeeting:
    return PlannedMeeting(
        "1", DANA, "scheduled", known_since, 0, starts_at, starts_at + timedelta(minutes=20), ["goals"], None
    )


@pytest.mark.parametrize("starts_at", ["2026-03-29T10:00:00+02:00", "2026-10-25T10:00:00+01:00"])
def test_a_meeting_after_the_clocks_changed_is_confirmed_the_day_before(starts_at: str) -> None:
    begins = instant(starts_at)
    when = Moment(begins - timedelta(days=2), "Europe/Berlin", {**POLICY, **NO_NAMES})
    planned = [a_meeting(begins, begins - timedelta(days=5))]
    due = {item.kind: item.due_at for item in derive(State("a", "exploring", None, planned=planned), when)}
    day_before = begins.astimezone(ZoneInfo("Europe/Berlin")).date() - timedelta(days=1)
    for kind in ("confirm", "prepare", "send_questions"):
        assert due[kind].astimezone(ZoneInfo("Europe/Berlin")).isoformat()[:19] == f"{day_before}T23:59:59"
    assert due["hold"] == begins


def test_a_meeting_that_is_arranged_for_the_same_day_is_prepared_before_it_begins() -> None:
    begins = instant("2026-06-10T15:00:00+02:00")
    when = Moment(begins - timedelta(hours=4), "Europe/Berlin", {**POLICY, **NO_NAMES})
    planned = [a_meeting(begins, begins - timedelta(hours=5))]
    items = derive(State("a", "exploring", None, planned=planned), when)
    assert {item.due_at for item in items} == {begins}

"""A time on the wall is one instant: skipped times move forward, of two the first counts."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.core.local_time import instant_of, next_daily

# zone, the time on the wall, the instant, and what the clocks then show
SKIPPED = [
    ("Europe/Berlin", "2026-03-29T02:30", "2026-03-29T01:30Z", "2026-03-29T03:30"),
    ("America/New_York", "2026-03-08T02:00", "2026-03-08T07:00Z", "2026-03-08T03:00"),
    ("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:45Z", "2026-10-04T02:45"),
    ("Africa/Casablanca", "2026-03-22T02:30", "2026-03-22T02:30Z", "2026-03-22T03:30"),
    ("Pacific/Apia", "2011-12-30T08:00", "2011-12-30T18:00Z", "2011-12-31T08:00"),
    ("Africa/Cairo", "2026-04-24T00:00", "2026-04-23T22:00Z", "2026-04-24T01:00"),
]
TWICE = [
    ("Europe/Berlin", "2026-10-25T02:30", "2026-10-25T00:30Z", timedelta(hours=1)),
    ("America/New_York", "2026-11-01T01:30", "2026-11-01T05:30Z", timedelta(hours=1)),
    ("Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-04T14:45Z", timedelta(minutes=30)),
    ("Africa/Casablanca", "2026-02-15T02:30", "2026-02-15T01:30Z", timedelta(hours=1)),
]
ZONES = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Pacific/Apia", "UTC"]


def read(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(("zone", "wall", "instant", "shown"), SKIPPED)
def test_a_time_that_the_clocks_skip_moves_forward_and_says_so(zone: str, wall: str, instant: str, shown: str) -> None:
    found = instant_of(read(wall).date(), read(wall).time(), zone)
    assert (found.at, found.moved) == (read(instant), True)
    assert found.at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) == read(shown)


@pytest.mark.parametrize(("zone", "wall", "instant", "apart"), TWICE)
def test_of_a_time_that_the_clocks_show_twice_the_first_counts(
    zone: str, wall: str, instant: str, apart: timedelta
) -> None:
    found = instant_of(read(wall).date(), read(wall).time(), zone)
    assert (found.at, found.moved) == (read(instant), False)
    again = (found.at + apart).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    assert again == read(wall)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("wall", [time(0), time(1, 45), time(2, 15), time(7, 30), time(23, 59)])
@pytest.mark.parametrize("year", [2011, 2026])
def test_what_is_daily_comes_once_for_every_day_of_the_year_and_in_order(zone: str, wall: time, year: int) -> None:
    now = instant_of(date(year - 1, 12, 31), wall, zone).at
    seen = []
    while (now := next_daily(now, wall, zone).at) < datetime(year + 1, 1, 1, 12, tzinfo=ZoneInfo(zone)):
        seen.append(now.astimezone(ZoneInfo(zone)).date())
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(366)]
    if (zone, year) == ("Pacific/Apia", 2011):
        days.remove(date(2011, 12, 30))  # there was no such day
    assert [day for day in seen if day <= days[-1]] == [day for day in days if day <= seen[-1]]


def test_the_next_one_is_strictly_later_and_tells_when_it_is_moved() -> None:
    before = datetime(2026, 3, 28, 1, 30, tzinfo=UTC)  # 02:30 in Berlin
    moved = next_daily(before, time(2, 30), "Europe/Berlin")
    assert (moved.at, moved.moved) == (read("2026-03-29T01:30Z"), True)
    after = next_daily(moved.at, time(2, 30), "Europe/Berlin")
    assert (after.at, after.moved) == (read("2026-03-30T00:30Z"), False)


def test_a_time_that_was_moved_onto_the_next_day_is_that_days_own() -> None:
    found = next_daily(datetime(2011, 12, 30, 0, tzinfo=UTC), time(8), "Pacific/Apia")
    assert (found.at, found.moved) == (read("2011-12-30T18:00Z"), False)

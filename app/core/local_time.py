"""A time on somebody's wall as an instant, also on the days when the clocks are changed."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class LocalInstant:
    """An instant that somebody named by the clock on their wall, and whether that clock skips the time they named."""

    at: datetime
    moved: bool


def instant_of(day: date, wall: time, zone: str) -> LocalInstant:
    """Return when the clocks of a zone show a time; one that is skipped moves forward, of two the first counts.

    A skipped time is moved by what the clocks are: half past two becomes half past three, and a skipped day the next.
    """
    named = datetime.combine(day, wall)
    # fold=0 reads a skipped time by the offset before the change, which lands after it, and of two the first
    at = named.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC)
    return LocalInstant(at, at.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != named)


def next_daily(now: datetime, wall: time, zone: str) -> LocalInstant:
    """Return when a time of day comes next, strictly after now; it comes once a day, also where it is shown twice."""
    today = now.astimezone(ZoneInfo(zone)).date()
    # yesterday's may have been moved past midnight, and of two that fall together the one that was not moved counts
    days = (today + timedelta(days=ahead) for ahead in (-1, 0, 1, 2))
    coming = (found for day in days if (found := instant_of(day, wall, zone)).at > now)
    return min(coming, key=lambda found: (found.at, found.moved))

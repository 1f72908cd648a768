"""One item of the agenda, and the instant that the rules are asked for."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, Literal
from zoneinfo import ZoneInfo

from app.agenda.state import Person
from app.core.local_time import instant_of
from app.policy.presets import Values

Kind = Literal[
    "ask_for_names",
    "finish_request",
    "answer_overdue",
    "schedule",
    "answer_proposal",
    "send_questions",
    "prepare",
    "confirm",
    "hold",
    "write_notes",
    "evaluate",
    "send_thank_you",
    "do_action",
    "follow_referral",
    "thank_introducer",
    "ask_permission",
    "touch_base",
    "announce_search",
]
END_OF_DAY = time(23, 59, 59)


@lru_cache(maxsize=4096)
def last_second(day: date, zone: str) -> datetime:
    """Give the end of a day by the clocks of a zone."""
    return instant_of(day, END_OF_DAY, zone).at


@dataclass(frozen=True, slots=True)
class Moment:
    """When, where and by which policy the agenda is read."""

    now: datetime
    zone: str
    policy: Values
    horizon: datetime | None = None  # rules need not tell of what there is to do only after it

    def since(self, happened_at: datetime) -> datetime:
        """Give from when on there is to do what follows from something that happened, also where a clock went back."""
        return min(self.now, happened_at)

    def end_of_day(self, at: datetime, days: int = 0) -> datetime:
        """Give the last second of the local day on which an instant falls, or of a day after it."""
        day = at.astimezone(ZoneInfo(self.zone)).date() + timedelta(days=days)
        return last_second(day, self.zone)

    def end_of_day_after(self, at: datetime, key: str) -> datetime:
        """Give the end of the local day that lies as many days after an instant as the policy says under a key."""
        return self.end_of_day(at, self.number(key))

    def number(self, key: str) -> int:
        """Look up a whole number of the policy."""
        return int(self.policy[key])


@dataclass(frozen=True, slots=True)
class Action:
    """The call that does it, and what its body must say."""

    method: str
    href: str
    body: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do: from when on it is shown, until when it is due, why, and the call that does it."""

    kind: Kind
    subject_type: str
    subject_id: str
    contact: Person | None
    from_at: datetime
    due_at: datetime
    title: str
    why: str
    cite: str
    action: Action
    part: str = ""  # tells apart what concerns the same subject, and one occasion from the next
    latest_at: datetime | None = None  # not to be put off beyond this
    behind: bool = field(default=False)  # of those due at the same time, the one to do later

    @property
    def key(self) -> str:
        """The name of this item, the same for as long as it is the same thing to do on the same occasion."""
        return ":".join(filter(None, (self.kind, self.subject_id, self.part)))


def stamp(at: datetime) -> str:
    """Write an instant as the part of a key that tells one occasion from the next."""
    return at.strftime("%Y%m%dT%H%M%SZ")

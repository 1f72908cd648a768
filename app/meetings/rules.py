"""What may happen to a meeting, and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from app.core.errors import InvalidTransition
from app.core.states import Machine, available_actions, next_state
from app.policy.presets import Values

BEFOREHAND = {
    "confirm": "confirmed",
    "reschedule": "scheduled",
    "start": "in_progress",
    "finish": "held",  # a meeting that took place unrecorded
    "cancel": "cancelled",
    "no-show": "no_show",
}
STATES: Machine = {
    "scheduled": BEFOREHAND,
    "confirmed": BEFOREHAND,
    "in_progress": {"extend": "in_progress", "reschedule": "scheduled", "finish": "held"},
    "held": {},
    "cancelled": {},
    "no_show": {},
}
# what a calendar program is told of a meeting in each state (RFC 5546)
Method = Literal["REQUEST", "CANCEL", "PUBLISH"]
METHODS: Mapping[str, Method] = {
    "scheduled": "REQUEST",
    "confirmed": "REQUEST",
    "in_progress": "REQUEST",
    "held": "PUBLISH",
    "cancelled": "CANCEL",
    "no_show": "PUBLISH",
}
CALLED_OFF = ("cancelled", "no_show")
TAKES_TIME = ("scheduled", "confirmed", "in_progress")
FACE_TO_FACE = ("in_person", "coffee", "lunch")


@dataclass(frozen=True, slots=True)
class Timing:
    """The times of one meeting: as planned, as it happened, and as extended by the contact's offer."""

    starts_at: datetime
    minutes: int
    started_at: datetime | None = None
    ended_at: datetime | None = None
    extension_minutes: int = 0

    @property
    def total_minutes(self) -> int:
        """The minutes asked for and those the contact added."""
        return self.minutes + self.extension_minutes


def reschedule(state: str, reason: str) -> str:
    """Give the state after moving a meeting; one that has begun moves only because the contact is busy."""
    moved = next_state(STATES, state, "reschedule")
    if state == "in_progress" and reason != "contact_busy":
        others = [verb for verb in available_actions(STATES, state) if verb != "reschedule"]
        raise InvalidTransition(state, others, "reschedule")
    return moved


def starts_at(timing: Timing) -> datetime:
    """Give the actual start once there is one, else the planned one."""
    return timing.started_at or timing.starts_at


def ends_at(timing: Timing) -> datetime:
    """Say when the time that was asked for, and that the contact added, is over."""
    return starts_at(timing) + timedelta(minutes=timing.total_minutes)


def wrap_up_at(timing: Timing, policy: Values) -> datetime:
    """Say when to point out that the end is near; not before the start."""
    early = timedelta(minutes=int(policy["meeting.wrap_up_minutes"]))
    return max(starts_at(timing), ends_at(timing) - early)


def arrive_at(planned: datetime, meeting_format: str, policy: Values) -> datetime | None:
    """Say when to be there; None where nobody travels."""
    if meeting_format not in FACE_TO_FACE:
        return None
    return planned - timedelta(minutes=int(policy["meeting.arrive_early_minutes"]))


def confirm_from_at(planned: datetime, policy: Values) -> datetime:
    """Say from when on to confirm time and place."""
    return planned - timedelta(hours=int(policy["confirm.lead_hours"]))


def actual_minutes(started: datetime, ended: datetime) -> int:
    """Count the minutes a meeting took, to the nearest whole one."""
    return max(0, round((ended - started).total_seconds() / 60))

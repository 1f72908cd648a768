"""The meeting clock: where a conversation stands in the time that was asked for, and what to say now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Literal

from app.meetings.conversation import Part
from app.meetings.rules import CALLED_OFF, FACE_TO_FACE, Timing, ends_at, starts_at, wrap_up_at
from app.policy.presets import Values

Phase = Literal["before", "on_time", "wrap_up", "over"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the meeting clock shows at one instant."""

    phase: Phase
    elapsed_seconds: int
    remaining_seconds: int
    say: str


def read_clock(status: str, timing: Timing, meeting_format: str, now: datetime, policy: Values) -> Reading:
    """Read the meeting clock at one instant; a meeting that is over stands still."""
    if status in CALLED_OFF:
        return Reading("over", 0, 0, _SAY_NOT_HELD)
    if status == "held":
        spent = (timing.ended_at or ends_at(timing)) - starts_at(timing)
        return Reading("over", _seconds(spent), 0, _SAY_HELD)
    phase = _phase(timing, now, policy)
    elapsed = _seconds(now - starts_at(timing))
    remaining = max(0, timing.total_minutes * 60 - elapsed)
    return Reading(phase, elapsed, remaining, _SAY[phase](timing, meeting_format, now, policy))


def parts_begin_at(timing: Timing, policy: Values) -> Mapping[Part, datetime]:
    """Say when each part of the conversation begins: the overview first, and the close in time to stop as agreed."""
    start, close = starts_at(timing), wrap_up_at(timing, policy)
    introduced = min(close, start + timedelta(minutes=float(policy["overview.minutes"])))
    return {"thanks": start, "who_i_am": start, "goals": introduced, "questions": introduced, "close": close}


def _phase(timing: Timing, now: datetime, policy: Values) -> Phase:
    if now < starts_at(timing):
        # A meeting that was started has begun, even where the clock was set back since.
        return "before" if timing.started_at is None else "on_time"
    if now >= ends_at(timing):
        return "over"
    return "wrap_up" if now >= wrap_up_at(timing, policy) else "on_time"


def _before(timing: Timing, meeting_format: str, now: datetime, policy: Values) -> str:
    early = f"{policy['meeting.arrive_early_minutes']:g}"
    arrive = f"; be there {early} minutes before" if meeting_format in FACE_TO_FACE else ""
    return (
        f"It begins in {_span(starts_at(timing) - now)}{arrive}. Begin with thanks, who you are and what you hope to "
        "learn. If they seem too busy to talk, offer another day."
    )


def _on_time(timing: Timing, meeting_format: str, now: datetime, policy: Values) -> str:
    begin = parts_begin_at(timing, policy)
    if now < begin["questions"]:
        minutes = f"{policy['overview.minutes']:g}"
        return (
            f"Thank them, say who you are in {minutes} minutes, and what you hope to learn. Next: your questions. "
            f"{_left(timing, now)}."
        )
    return (
        f"{_left(timing, now)}. Keep it a conversation: ask your questions, listen, and follow up on what they say. "
        f"Next, in {_span(begin['close'] - now)}: point out the time."
    )


def _wrap_up(timing: Timing, meeting_format: str, now: datetime, policy: Values) -> str:
    cards = ", and exchange cards" if meeting_format in FACE_TO_FACE else ""
    return (
        f"{_left(timing, now)}: point it out and offer to stop; go on only if they offer. Ask who else you should "
        f"talk to, agree on what you will do next, and ask whether you may contact them again{cards}."
    )


def _over(timing: Timing, meeting_format: str, now: datetime, policy: Values) -> str:
    if timing.started_at is None:
        return "The time you planned is over. Did you meet? Finish it then, or note that they did not come, or move it."
    late = _seconds(now - ends_at(timing)) // 60
    since = f" since {_span(timedelta(minutes=late))}" if late else ""
    agreed = f"The {timing.total_minutes} minutes you agreed on are over{since}."
    return f"{agreed} Thank them and stop, unless they offer more time."


_SAY = {"before": _before, "on_time": _on_time, "wrap_up": _wrap_up, "over": _over}
_SAY_HELD = "The meeting is over. Write down what you learned, and send a thank-you."
_SAY_NOT_HELD = "This meeting did not take place."


def _left(timing: Timing, now: datetime) -> str:
    elapsed = _seconds(now - starts_at(timing))
    left = ceil(timing.total_minutes - elapsed / 60)
    return f"{left} of the {timing.total_minutes} minutes you agreed on {'is' if left == 1 else 'are'} left"


def _span(length: timedelta) -> str:
    """Say a length as one does: in minutes, in hours from an hour and a half on, in days from two days on."""
    minutes = ceil(length.total_seconds() / 60)
    for unit, size, most in (("minute", 1, 90), ("hour", 60, 48 * 60)):
        if minutes < most:
            return _counted(round(minutes / size), unit)
    return _counted(round(minutes / (24 * 60)), "day")


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}{'' if number == 1 else 's'}"


def _seconds(span: timedelta) -> int:
    return max(0, int(span.total_seconds()))

"""What happens to a meeting: each function is one verb of the table in `rules`."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from app.contacts import service as contacts
from app.core import rows
from app.core.call import Call
from app.core.errors import ValidationFailed, field_error
from app.core.statements import Row
from app.core.states import next_state
from app.meetings import rules
from app.meetings.models import Meeting
from app.meetings.schemas import Extend, Finish, Reschedule, Side
from app.meetings.service import store, timing

DAY_MINUTES = 24 * 60
CLOCKS_APART = timedelta(minutes=5)  # a telephone's clock may run ahead of ours


async def _begin(call: Call, meeting_id: str, verb: str) -> tuple[Row, str]:
    """Lock a meeting and return it with the state that the verb leads to."""
    row = await rows.lock(call, Meeting, meeting_id)
    return row, next_state(rules.STATES, row["status"], verb)


async def _step(call: Call, meeting_id: str, verb: str, action: str, changes: Mapping[str, Any]) -> Row:
    row, state = await _begin(call, meeting_id, verb)
    return await store(call, row, {**changes, "status": state}, action)


async def confirm(call: Call, meeting_id: str) -> Row:
    """Note that time and place are confirmed."""
    return await _step(call, meeting_id, "confirm", "confirmed", {})


async def start(call: Call, meeting_id: str) -> Row:
    """Start the meeting clock."""
    return await _step(call, meeting_id, "start", "started", {"started_at": call.now})


async def cancel(call: Call, meeting_id: str) -> Row:
    """Call a meeting off."""
    return await _step(call, meeting_id, "cancel", "cancelled", {})


async def no_show(call: Call, meeting_id: str) -> Row:
    """Note that the other side did not come, or let know that they would not."""
    return await _step(call, meeting_id, "no-show", "no_show", {})


async def reschedule(call: Call, meeting_id: str, move: Reschedule) -> Row:
    """Move a meeting; one that has begun starts anew, without the time that was added."""
    row = await rows.lock(call, Meeting, meeting_id)
    state = rules.reschedule(row["status"], move.reason)
    moved = {
        "from": _written(row["starts_at"]),
        "to": _written(move.starts_at),
        "reason": move.reason,
        "asked_by": move.asked_by,
        "at": _written(call.now),
    }
    changes = {
        "status": state,
        "starts_at": move.starts_at,
        "minutes": move.minutes or row["minutes"],
        "started_at": None,
        "extensions": [],
        "reschedules": [*row["reschedules"], moved],
    }
    return await store(call, row, changes, "rescheduled")


async def extend(call: Call, meeting_id: str, more: Extend) -> Row:
    """Add the minutes that the contact offered; from the seeker it is refused."""
    row, state = await _begin(call, meeting_id, "extend")
    if more.offered_by is not Side.CONTACT:
        message = "Only the contact can offer more time: you do not take more than you asked for."
        raise ValidationFailed(message, errors=[field_error("/offered_by", "not_offered", message)])
    if timing(row).total_minutes + more.minutes > DAY_MINUTES:
        message = f"All together it may take at most {DAY_MINUTES} minutes."
        raise ValidationFailed(message, errors=[field_error("/minutes", "too_long", message)])
    extensions = [*row["extensions"], {"minutes": more.minutes, "at": _written(call.now)}]
    return await store(call, row, {"status": state, "extensions": extensions}, "extended")


async def finish(call: Call, meeting_id: str, end: Finish) -> Row:
    """Note that a meeting took place and when it ended; from then a thank-you is due."""
    row, state = await _begin(call, meeting_id, "finish")
    ended_at = _ended_at(call, row, end.ended_at)
    held = await store(call, row, {"status": state, "ended_at": ended_at}, "finished")
    await contacts.touched(call, row["contact_id"], ended_at, met_at=ended_at)
    return held


def _ended_at(call: Call, row: Row, given: datetime | None) -> datetime:
    if given is None:
        times = timing(row)
        if times.started_at is not None:
            return max(call.now, times.started_at)  # the clock may have been set back since
        # nobody ran the clock: the planned end is the better guess than the moment it is recorded
        return min(call.now, rules.ends_at(times))
    if given > _latest_end(call, row):
        message = "It must not lie in the future."
    elif given < (row["started_at"] or row["starts_at"]):
        message = "It must not lie before the start."
    else:
        return given
    raise ValidationFailed("That cannot be when it ended.", errors=[field_error("/ended_at", "out_of_range", message)])


def _latest_end(call: Call, row: Row) -> datetime:
    """Return until when an end is believed: of a running meeting the one agreed on, which may be noted beforehand."""
    now = call.now + CLOCKS_APART
    return max(now, rules.ends_at(timing(row))) if row["started_at"] else now


def _written(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")

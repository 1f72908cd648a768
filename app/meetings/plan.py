"""What belongs to a meeting's plan: things to have ready and things to do, and what the practice says of it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import lru_cache
from typing import Any

from app.checks.engine import check, contact_findings, debrief_findings, meeting_findings
from app.checks.report import Context, Field, Kind
from app.core.call import Call
from app.core.errors import ValidationFailed, field_error
from app.core.ids import new_id
from app.core.statements import Row
from app.meetings.conversation import checklist
from app.meetings.neighbours import BESIDE, minutes_apart
from app.meetings.record import Action
from app.meetings.rules import FACE_TO_FACE
from app.meetings.schemas import Ticked
from app.policy import service as policy
from app.policy.presets import Policy


@lru_cache(maxsize=256)
def _things(meeting_format: str, in_force: Policy) -> tuple[Row, ...]:
    # a list of meetings shows the same few checklists many times over
    return tuple(asdict(item) for item in checklist(meeting_format, in_force.values))


def ready(call: Call, meeting_format: str, done: Sequence[str]) -> list[Row]:
    """List what to have ready for a meeting in this format, and what of it is done."""
    return [{**each, "done": each["item"] in done} for each in _things(str(meeting_format), policy.of(call))]


def ticked(call: Call, meeting_format: str, done: Sequence[str], ticks: Sequence[Ticked]) -> list[str]:
    """Return the items that are done after these ticks; an item that is not on the list is refused."""
    known = {each["item"] for each in _things(str(meeting_format), policy.of(call))}
    now_done = dict.fromkeys(done)
    for number, tick in enumerate(ticks):
        if tick.item not in known:
            error = field_error(f"/checklist/{number}/item", "unknown_item", "The checklist has no such item.")
            raise ValidationFailed("There is no such item on the checklist.", errors=[error])
        if tick.done:
            now_done[tick.item] = None
        else:
            now_done.pop(tick.item, None)
    return list(now_done)


def planned(before: Sequence[Row], plan: Sequence[Action]) -> list[Row]:
    """Return the action plan as it is kept: an item keeps the id it is sent with, a new one gets its own."""
    known = {each["id"] for each in before}
    kept = []
    for number, action in enumerate(plan):
        if action.id is not None and action.id not in known:
            error = field_error(
                f"/action_plan/{number}/id", "unknown_item", "The plan has no item of this id, or twice."
            )
            raise ValidationFailed("There is no such item in the action plan.", errors=[error])
        known.discard(action.id or "")
        kept.append({**action.model_dump(mode="json"), "id": action.id or new_id()})
    return kept


async def review(call: Call, row: Mapping[str, Any]) -> list[Row]:
    """Return what the practice says of a plan that is about to be kept, beside the other meetings as they are."""
    params = {"account_id": call.account_id, "id": row["id"], "starts_at": row["starts_at"]}
    return findings(call, row, await call.db.one(BESIDE, params) or {})


def findings(call: Call, row: Mapping[str, Any], others: Row) -> list[Row]:
    """Return what the practice says of the overview, the goals, and the time to the meetings before and after."""
    values = policy.values(call)
    gap = int(values["meeting.gap_minutes"])
    found = list(meeting_findings(row["goals"], values, minutes_apart=minutes_apart(row, others), gap_minutes=gap))
    if row["overview"] and row["overview"].strip():
        found += check(Kind.OVERVIEW, [Field("/overview", row["overview"])], Context(), values).findings
    return [each.to_json() for each in found]


def debrief(call: Call, row: Mapping[str, Any], may_contact_again: bool | None) -> tuple[Row, ...]:
    """Say what was left open at the end of a meeting that took place; without interest nothing needs to go on."""
    goes_on = row["evaluation"]["interest"] != "no"
    face_to_face = goes_on and row["format"] in FACE_TO_FACE
    leave = may_contact_again if goes_on else False
    return _debrief(leave, row["cards_exchanged"], face_to_face, bool(row["action_plan"]), policy.of(call))


@lru_cache(maxsize=256)
def _debrief(
    leave: bool | None, cards: bool | None, face_to_face: bool, has_plan: bool, in_force: Policy
) -> tuple[Row, ...]:
    return tuple(each.to_json() for each in debrief_findings(leave, cards, face_to_face, has_plan, in_force.values))


def no_research(call: Call) -> tuple[Row, ...]:
    """Say that the homework on the contact is missing."""
    return _no_research(policy.of(call))


@lru_cache(maxsize=256)
def _no_research(in_force: Policy) -> tuple[Row, ...]:
    found = contact_findings(None, False, False, in_force.values)
    return tuple({**each.to_json(), "pointer": "/contact_id"} for each in found)

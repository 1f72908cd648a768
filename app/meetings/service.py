"""Meetings: planning them, reading them, and writing down what came of them."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from sqlalchemy import Text, bindparam, cast, select

from app.accounts.turns import take_turn
from app.contacts import service as contacts
from app.contacts.models import Contact
from app.core import paging, rows
from app.core.call import Call
from app.core.db import ConstraintViolated
from app.core.errors import Conflict, InvalidTransition, ValidationFailed, field_error
from app.core.ids import new_id
from app.core.statements import Row, Statement, any_of
from app.core.states import available_actions
from app.core.tables import table_of
from app.core.wire import patched
from app.interview_requests.models import InterviewRequest
from app.meetings import clock, plan, rules
from app.meetings.conversation import preparation, running_order
from app.meetings.models import Meeting
from app.meetings.record import EvaluationOut, NotesOut
from app.meetings.schemas import MeetingCreate, MeetingOut, MeetingPatch, MeetingQuery, ReferralCreate
from app.policy import service as policy
from app.question_sets.models import QuestionSet

AFTERWARDS = frozenset({"notes", "evaluation", "action_plan", "people_met", "cards_exchanged"})
PLANNED = ("scheduled", "confirmed")
RECORDED = ("in_progress", "held")
_REVIEWED = frozenset({"goals", "overview", "starts_at", "minutes"})
# a contact expects to be there (confirmed) or is there: such a meeting is cancelled or finished before it is deleted
KEPT = ("confirmed", "in_progress")

_NO_NOTES = dict.fromkeys(NotesOut.model_fields)
_NO_EVALUATION = dict.fromkeys(EvaluationOut.model_fields)
_people = table_of(Contact).c
_PEOPLE = Statement(
    select(
        _people.id,
        (cast(_people.research, Text) != "[]").label("researched"),
        _people.may_contact_again,
        _people.do_not_contact,
    ).where(_people.account_id == bindparam("account_id"), any_of(_people.id, "ids"))
)

LISTING = paging.listing(
    Meeting,
    {
        **{
            name: lambda table, param: any_of(table.c[param], param)
            for name in ("status", "contact_id", "interview_request_id")
        },
        "starts_after": paging.after("starts_at"),
        "starts_before": paging.before("starts_at"),
    },
)


class DoubleBooked(Conflict):
    """Another meeting takes some of this time."""


def timing(row: Row) -> rules.Timing:
    """Return the times of a meeting, as planned and as they happened."""
    extended = sum(each["minutes"] for each in row["extensions"])
    return rules.Timing(row["starts_at"], row["minutes"], row["started_at"], row["ended_at"], extended)


def present(call: Call, row: Row) -> Row:
    """Return a meeting, as `complete` gives it, as the wire shows it."""
    values, times = policy.values(call), timing(row)
    derived = {
        "checklist": plan.ready(call, row["format"], row["checklist"]),
        "arrive_at": rules.arrive_at(row["starts_at"], row["format"], values),
        "confirm_from_at": rules.confirm_from_at(row["starts_at"], values),
        "wrap_up_at": rules.wrap_up_at(times, values),
        "ends_at": rules.ends_at(times),
        "available_actions": available_actions(rules.STATES, row["status"]),
        "actual_minutes": _actual_minutes(row),
        "findings": _findings(call, row),
    }
    return {name: derived[name] if name in derived else row[name] for name in MeetingOut.model_fields}


def _findings(call: Call, row: Row) -> list[Row]:
    """Return what the practice says now: of the plan until the meeting is over, of how it ended after it was held."""
    person = row["person"]
    if row["status"] == "held":
        leave = False if person["do_not_contact"] else person["may_contact_again"]
        return [*plan.debrief(call, row, leave)]
    if row["status"] in rules.CALLED_OFF:
        return []
    unprepared = row["status"] in PLANNED and not person["researched"]
    return [*row["findings"], *(plan.no_research(call) if unprepared else ())]


def _actual_minutes(row: Row) -> int | None:
    """Count from the actual start, or from the planned one where nobody noted it and it fits; else nobody knows."""
    began = row["started_at"] or row["starts_at"]
    if row["ended_at"] is None or row["ended_at"] <= began:
        return None
    return rules.actual_minutes(began, row["ended_at"])


async def complete(call: Call, *found: Row) -> list[Row]:
    """Add to meetings what is known of the person: whether the homework is done, and whether one may write again."""
    if not found:
        return []
    params = {"account_id": call.account_id, "ids": list({row["contact_id"] for row in found})}
    people = {row["id"]: row for row in await call.db.all(_PEOPLE, params)}
    return [{**row, "person": people[row["contact_id"]]} for row in found]


async def create(call: Call, body: MeetingCreate) -> Row:
    """Plan a meeting, or record a past one; `DoubleBooked` when its time is taken."""
    fields = body.model_dump()
    await take_turn(call)
    await rows.referred(call, Contact, body.contact_id, "/contact_id")
    await _check_references(call, body.contact_id, fields)
    usual = [{"question": each.question, "answer": None} for each in preparation()]
    meeting_id = new_id()
    values = {
        **fields,
        "id": meeting_id,
        "ends_at": body.starts_at + timedelta(minutes=body.minutes),
        "preparation": usual if body.preparation is None else fields["preparation"],
        "checklist": plan.ticked(call, body.format, [], body.checklist),
        "status": "scheduled",
        "extensions": [],
        "reschedules": [],
        "ical_uid": f"{meeting_id}@cardinal",
        "ical_sequence": 0,
        "notes": fields["notes"] or _NO_NOTES,
        "evaluation": fields["evaluation"] or _NO_EVALUATION,
        "action_plan": plan.planned([], body.action_plan),
    }
    try:
        row = await rows.add(call, Meeting, {**values, "findings": await plan.review(call, values)})
    except ConstraintViolated as error:
        raise _taken(error) from error
    await _settle_interest(call, body.contact_id, _NO_EVALUATION, row["evaluation"])
    return (await complete(call, row))[0]


async def get(call: Call, meeting_id: str) -> Row:
    """Return a meeting of this account."""
    return (await complete(call, await rows.get(call, Meeting, meeting_id)))[0]


async def find_page(call: Call, query: MeetingQuery) -> tuple[list[Row], str | None]:
    """Return one page of meetings."""
    found, cursor = await paging.fetch(call, LISTING, query, query.sort)
    return await complete(call, *found), cursor


async def change(call: Call, meeting_id: str, body: MeetingPatch) -> Row:
    """Change a meeting: its plan before the start, what came of it during and after."""
    row = await rows.lock(call, Meeting, meeting_id)
    fields = patched(body)
    if row["status"] not in PLANNED and (row["status"] not in RECORDED or not fields.keys() <= AFTERWARDS):
        raise InvalidTransition(row["status"], available_actions(rules.STATES, row["status"]))
    await _check_references(call, row["contact_id"], fields)
    changes = {**fields, **_merged(row, fields)}
    if "format" in fields or "checklist" in fields:
        changes["checklist"] = plan.ticked(
            call, fields.get("format") or row["format"], row["checklist"], body.checklist
        )
    if "preparation" in fields:
        changes["preparation"] = [each.model_dump() for each in body.preparation]
    if "action_plan" in fields:
        changes["action_plan"] = plan.planned(row["action_plan"], body.action_plan)
    changed = await store(call, row, changes, "updated")
    await _settle_interest(call, row["contact_id"], row["evaluation"], changed["evaluation"])
    return changed


async def remove(call: Call, meeting_id: str) -> None:
    """Delete a meeting that nobody expects to take place and nothing rests on."""
    row = await rows.lock(call, Meeting, meeting_id)
    if row["status"] in KEPT:
        raise InvalidTransition(row["status"], available_actions(rules.STATES, row["status"]), "delete")
    await rows.remove(call, Meeting, meeting_id)


async def store(call: Call, row: Row, changes: Mapping[str, Any], action: str) -> Row:
    """Write changes to a locked meeting, with the time it takes and the number of its invitation, and return it."""
    new = {**row, **changes}
    new["ends_at"] = new["starts_at"] + timedelta(minutes=timing(new).total_minutes)
    new["ical_sequence"] = row["ical_sequence"] + (_invitation(new) != _invitation(row))
    if new["status"] in rules.TAKES_TIME and _span(new) != _span(row):
        await take_turn(call)
    if changes.keys() & _REVIEWED:
        new["findings"] = await plan.review(call, new)
    try:
        changed = await rows.change(call, Meeting, row, new, action)
    except ConstraintViolated as error:
        raise _taken(error) from error
    return (await complete(call, changed))[0]


def _span(row: Row) -> tuple[Any, ...]:
    return row["starts_at"], row["ends_at"]


def _invitation(row: Row) -> tuple[Any, ...]:
    """Return what the invitation shows of a meeting."""
    status = row["status"]
    where = (row["format"], row["location"], row["phone"], row["video_url"])
    return rules.METHODS[status], status in rules.CALLED_OFF, *_span(row), *where


def _taken(error: ConstraintViolated) -> Exception:
    if error.kind != "exclusion":
        return error
    return DoubleBooked("You have another meeting in that time: choose another, or move that one first.")


async def _check_references(call: Call, contact_id: str, fields: Mapping[str, Any]) -> None:
    """Refuse a request or question set that is not there, or that is for somebody else."""
    for name, model in (("interview_request_id", InterviewRequest), ("question_set_id", QuestionSet)):
        found = await rows.referred(call, model, fields.get(name), f"/{name}")
        if found is not None and found["contact_id"] not in (None, contact_id):
            error = field_error(f"/{name}", "other_contact", "It is for another contact than this meeting.")
            raise ValidationFailed("It belongs to another contact.", errors=[error])


def _merged(row: Row, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Merge the parts of notes and evaluation that a patch names (RFC 7396)."""
    empty = {"notes": _NO_NOTES, "evaluation": _NO_EVALUATION}
    return {
        name: nothing if fields[name] is None else {**row[name], **fields[name]}
        for name, nothing in empty.items()
        if name in fields
    }


async def _settle_interest(call: Call, contact_id: str, before: Row, after: Row) -> None:
    """Tell the contact's record of the interest that an evaluation came to."""
    if after["interest"] != before["interest"]:
        await contacts.interested(call, contact_id, after["interest"])


async def read_clock(call: Call, meeting_id: str) -> Row:
    """Return what the meeting clock shows now."""
    row = await rows.get(call, Meeting, meeting_id)
    linked = row["question_set_id"]
    questions = (await rows.get(call, QuestionSet, linked))["questions"] if linked else []
    values, times = policy.values(call), timing(row)
    points = {
        "goals": row["goals"],
        "questions": [each["text"] for each in questions if not each["reserve"] and not each["asked"]],
    }
    begin = clock.parts_begin_at(times, values)
    return {
        **asdict(clock.read_clock(row["status"], times, row["format"], call.now, values)),
        "arrive_at": rules.arrive_at(row["starts_at"], row["format"], values),
        "wrap_up_at": rules.wrap_up_at(times, values),
        "ends_at": rules.ends_at(times),
        "running_order": [
            {**asdict(step), "at": begin[step.part], "points": points.get(step.part, [])}
            for step in running_order(row["format"], values)
        ],
    }


async def refer(call: Call, meeting_id: str, body: ReferralCreate) -> Row:
    """Add a contact whom the meeting's contact named."""
    row = await rows.get(call, Meeting, meeting_id)
    call.check_version(row["version"])
    if body.introduced_by_id not in (None, row["contact_id"]):
        error = field_error("/introduced_by_id", "other_contact", "It is the meeting's contact who introduced them.")
        raise ValidationFailed("A referral is introduced by the meeting's contact.", errors=[error])
    return await contacts.create(call, body.model_copy(update={"introduced_by_id": row["contact_id"]}))

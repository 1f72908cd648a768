"""Reads the state of one account for the rules: a constant number of statements, whatever there is."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import orjson

from app.agenda import case_statements as cases
from app.agenda import people_statements as people
from app.agenda.state import (
    Acquaintance,
    HeldMeeting,
    Introduction,
    Lead,
    NewFace,
    Person,
    PlannedMeeting,
    Questions,
    Request,
    State,
    Step,
)
from app.core.call import Call
from app.core.statements import Row
from app.meetings import service as meetings
from app.meetings.rules import ends_at
from app.policy import service as policy

FAR = datetime(9999, 1, 1, tzinfo=UTC)


async def read(call: Call, horizon: datetime | None) -> tuple[State, str]:
    """Return the state of the caller's account and its time zone; a horizon leaves out touches that are due later."""
    mine: Row = {"account_id": call.account_id}
    account = await call.db.one(cases.ACCOUNT, mine)
    assert account is not None  # its token was just looked up
    requests = await call.db.all(cases.REQUESTS, mine)
    alive = await call.db.all(cases.MEETINGS, mine)
    sets = await call.db.all(cases.QUESTION_SETS, mine)
    room = int(policy.values(call)["agenda.under_way_at_least"])
    cadence = timedelta(days=int(policy.values(call)[f"cadence.{account['search_mode']}_days"]))
    due: Row = {
        **mine,
        "touched_until": (horizon or FAR) - cadence,
        "search_started_at": account["search_started_at"],
    }
    planned = [row for row in alive if row["status"] != "held"]
    state = State(
        account_id=call.account_id,
        search_mode=account["search_mode"],
        search_started_at=account["search_started_at"],
        contact_count=account["contact_count"],
        industries=frozenset(each["industry"].casefold() for each in account["targets"] if each["industry"]),
        requests=[_request(row) for row in requests],
        planned=[_planned(row, sets) for row in planned],
        held=[_held(row) for row in alive if row["status"] == "held"],
        steps=[step for row in alive for step in _steps(row)],
        acquaintances=[_acquaintance(row) for row in await call.db.all(people.ACQUAINTANCES, due)],
        referred=[_new_face(row, referred=True) for row in await call.db.all(people.REFERRED, mine)],
        strangers=[
            _new_face(row, referred=False) for row in await call.db.all(people.STRANGERS, {**mine, "room": room or 1})
        ],
        introductions=_introductions(await call.db.all(people.INTRODUCTIONS, mine)),
        leads=[_lead(row) for row in await call.db.all(people.LEADS, mine)],
    )
    return state, account["time_zone"]


def _person(row: Row, name: str = "contact_id") -> Person:
    gone = row["do_not_contact"]
    return Person(row[name], row["name"], gone, gone or row["may_contact_again"] is False)


def _request(row: Row) -> Request:
    reminders = row["follow_ups"]
    return Request(
        id=row["id"],
        contact=_person(row),
        status=row["status"],
        sendable=row["sendable"],
        created_at=row["created_at"],
        sent_at=row["sent_at"],
        answered_at=row["answered_at"],
        reminded_at=_instant(reminders[-1]["sent_at"]) if reminders else None,
    )


def _instant(written: str) -> datetime:
    return datetime.fromisoformat(written)


def _planned(row: Row, sets: Sequence[Row]) -> PlannedMeeting:
    moves = row["reschedules"]
    ready = {"goals": row["with_goals"], "overview": row["with_overview"], "research": row["researched"]}
    return PlannedMeeting(
        id=row["id"],
        contact=_person(row),
        status=row["status"],
        known_since=_instant(moves[-1]["at"]) if moves else row["created_at"],
        moves=len(moves),
        starts_at=row["starts_at"],
        ends_at=ends_at(meetings.timing(row)),
        missing=[what for what, there in ready.items() if not there],
        questions=_questions(row, sets),
    )


def _questions(row: Row, sets: Sequence[Row]) -> Questions | None:
    """Return the set that the meeting names, or its request, or else the contact's newest since they last met."""
    by_id = {each["id"]: each for each in sets}
    named = by_id.get(row["question_set_id"]) or by_id.get(row["requested_set_id"])
    met_at = row["met_at"]
    theirs = [
        each
        for each in sets
        if each["contact_id"] == row["contact_id"] and (met_at is None or each["created_at"] > met_at)
    ]
    found = named or (theirs[-1] if theirs else None)
    if found is None:
        return None
    return Questions(found["id"], found["shared_at"] is not None, found["verdict"] == "block")


def _held(row: Row) -> HeldMeeting:
    return HeldMeeting(
        id=row["id"],
        contact=_person(row),
        ended_at=row["ended_at"],
        noted=row["noted"],
        evaluated=row["evaluated"],
        thanked=row["thanked"],
        draft_note_id=row["draft_note_id"],
        draft_note_sendable=row["draft_note_verdict"] not in (None, "block"),
    )


def _steps(row: Row) -> list[Step]:
    plan: list[Mapping[str, Any]] = orjson.loads(row["plan"])
    return [
        Step(
            id=each["id"],
            meeting_id=row["id"],
            contact=_person(row),
            text=each["text"],
            due_on=date.fromisoformat(each["due_on"]) if each["due_on"] else None,
            agreed_at=row["ended_at"] or row["created_at"],
        )
        for each in plan
        if not each["done"]
    ]


def _acquaintance(row: Row) -> Acquaintance:
    return Acquaintance(
        contact=_person(row, "id"),
        industry=row["industry"],
        met_at=row["met_at"],
        last_touch_at=row["last_touch_at"],
        may_contact_again=row["may_contact_again"],
        interest=row["interest"],
        told_at=row["told_at"],
        unanswered=row["unanswered"],
        in_conversation=row["in_conversation"],
    )


def _new_face(row: Row, *, referred: bool) -> NewFace:
    return NewFace(_person(row, "id"), referred, row["introducer_name"], row["created_at"])


def _introductions(found: Sequence[Row]) -> list[Introduction]:
    """Return the introductions whose introducer was told nothing since they led to a meeting."""
    return [
        Introduction(
            Person(row["id"], row["name"]), Person(row["introduced_id"], row["introduced_name"]), row["met_since"]
        )
        for row in found
        if row["told_at"] is None or row["told_at"] < row["first_arranged_at"]
    ]


def _lead(row: Row) -> Lead:
    return Lead(row["id"], _person(row), row["kind"], row["at"], row["note"])

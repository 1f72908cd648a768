"""Thank-you notes: thanks for meetings that were held, checked and sent."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import and_, bindparam, not_

from app.checks import service as checks
from app.checks.report import Context, Field, Kind
from app.checks.service import Review
from app.contacts import service as contacts
from app.contacts.models import Contact
from app.core import paging, rows
from app.core.call import Call
from app.core.errors import Conflict, InvalidTransition, field_error
from app.core.sending import check_via
from app.core.statements import Row, any_of
from app.core.states import available_actions, next_state
from app.core.wire import patched
from app.interview_requests.review import addressee, with_plan, writer
from app.interview_requests.schemas import Send
from app.interview_requests.service import NOT_SENT, approachable, require_message
from app.meetings.models import Meeting
from app.meetings.rules import STATES as MEETING_STATES
from app.policy import service as policy
from app.question_sets.models import QuestionSet
from app.thank_you_notes import compose as composing
from app.thank_you_notes.models import ThankYouNote
from app.thank_you_notes.rules import STATES, due_at, overdue
from app.thank_you_notes.schemas import (
    ThankYouNoteCompose,
    ThankYouNoteCreate,
    ThankYouNoteOut,
    ThankYouNotePatch,
    ThankYouNoteQuery,
)

_INTERESTED = {"yes": True, "no": False}


class MeetingNotHeld(Conflict):
    """Thanks are for a meeting that was held."""


def _overdue(table: Any, name: str) -> Any:
    return and_(table.c.sent_at.is_(None), table.c.due_at < bindparam(name, type_=table.c.due_at.type))


LISTING = paging.listing(
    ThankYouNote,
    {
        "status": lambda table, name: any_of(table.c.status, name),
        "meeting_id": lambda table, name: any_of(table.c.meeting_id, name),
        "overdue_at": _overdue,
        "not_overdue_at": lambda table, name: not_(_overdue(table, name)),
    },
    columns={"sent_at": "sent_sort"},
)


def present(call: Call, row: Row) -> Row:
    """Return a note as the wire shows it."""
    shown = {
        **row,
        "overdue": overdue(row["due_at"], row["sent_at"], call.now),
        "available_actions": available_actions(STATES, row["status"]),
    }
    return {name: shown[name] for name in ThankYouNoteOut.model_fields}


async def get(call: Call, note_id: str) -> Row:
    """Return a note of this account."""
    return await rows.get(call, ThankYouNote, note_id)


async def find_page(call: Call, query: ThankYouNoteQuery) -> tuple[list[Row], str | None]:
    """Return one page of notes; what is overdue is so by the clock of this call."""
    wanted = query.overdue
    now = {} if wanted is None else {"overdue_at" if wanted else "not_overdue_at": call.now}
    return await paging.fetch(call, LISTING, query.model_copy(update={"overdue": None}), query.sort, now)


async def create(call: Call, body: ThankYouNoteCreate) -> Row:
    """Draft a note and check it."""
    columns = await _columns(call, body.model_dump())
    return await rows.add(call, ThankYouNote, {**columns, "status": "draft", "sent_sort": NOT_SENT})


async def change(call: Call, note_id: str, body: ThankYouNotePatch) -> Row:
    """Change a draft and check it anew."""
    row = await _draft(call, note_id)
    kept = {name: row[name] for name in ThankYouNotePatch.model_fields}
    return await rows.change(call, ThankYouNote, row, await _columns(call, {**kept, **patched(body)}))


async def remove(call: Call, note_id: str) -> None:
    """Delete a draft."""
    await _draft(call, note_id)
    await rows.remove(call, ThankYouNote, note_id)


async def compose(call: Call, body: ThankYouNoteCompose) -> Row:
    """Write a note that names what was said and that the check has nothing to say about."""
    meeting, contact = await _held(call, body.meeting_id)
    said = await _conversation(call, meeting)
    seeker = await writer(call)
    draft = composing.compose(seeker.name, addressee(contact), said, body.channel, policy.values(call))
    texts = {"subject": draft.subject, "message": draft.message}
    found = reviewed(call, {**texts, "channel": body.channel}, meeting, contact, seeker.name)
    return {**texts, "findings": found.findings}


async def send(call: Call, note_id: str, how: Send) -> Row:
    """Note that a draft goes out, after a last check, unless an error stands in it that nobody acknowledged."""
    row = await rows.lock(call, ThankYouNote, note_id)
    status = next_state(STATES, row["status"], "send")
    meeting = await rows.get(call, Meeting, row["meeting_id"])
    contact = await approachable(call, meeting["contact_id"])
    check_via(how.via)
    require_message(row["message"])
    found = reviewed(call, row, meeting, contact, (await writer(call)).name)
    found = checks.acknowledged(call, found, how.acknowledge)
    checks.require_not_blocked(found)
    changes = {"status": status, "sent_at": call.now, "sent_sort": call.now, **await checks.columns(call, found)}
    sent = await rows.change(call, ThankYouNote, row, changes, action="sent")
    await contacts.touched(call, contact["id"], call.now)
    return sent


async def _draft(call: Call, note_id: str) -> Row:
    row = await rows.lock(call, ThankYouNote, note_id)
    if row["status"] != "draft":
        raise InvalidTransition(row["status"], available_actions(STATES, row["status"]))
    return row


async def _held(call: Call, meeting_id: str) -> tuple[Row, Row]:
    """Return a meeting that was held and its contact, or raise `NotFound` or `MeetingNotHeld`."""
    meeting = await rows.referred(call, Meeting, meeting_id, "/meeting_id")
    assert meeting is not None  # a meeting is always named
    if meeting["status"] != "held":
        state = meeting["status"]
        raise MeetingNotHeld(
            f"The meeting is '{state}': finish it first, then thank for it.",
            errors=[field_error("/meeting_id", "not_held", "This meeting was not held.")],
            state=state,
            allowed=available_actions(MEETING_STATES, state),
        )
    return meeting, await rows.get(call, Contact, meeting["contact_id"])


async def _columns(call: Call, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns for validated fields, with the meeting looked up and the words checked."""
    meeting, contact = await _held(call, fields["meeting_id"])
    found = reviewed(call, fields, meeting, contact, (await writer(call)).name)
    due = due_at(meeting["ended_at"], policy.values(call))
    return {**fields, "due_at": due, **await checks.columns(call, found)}


def reviewed(call: Call, fields: Mapping[str, Any], meeting: Row, contact: Row, sender: str) -> Review:
    """Check the words of a note, and whether its reader may be written to; a composed one has a subject too."""
    known = Context(
        channel=fields["channel"],
        warmth=contact["warmth"],
        position=contact["position"],
        contact_name=contact["name"],
        organisation=contact["organisation"],
        role_title=contact["role_title"],
        interested=_INTERESTED.get(meeting["evaluation"]["interest"]),
        resume_invited=contact["resume_invited"],
        search_mode=call.caller.search_mode,
        sender_name=sender,
    )
    texts = [Field(f"/{name}", fields[name]) for name in ("subject", "message") if (fields.get(name) or "").strip()]
    of_words = checks.review(call, Kind.THANK_YOU_NOTE, texts, known)
    if not texts:
        of_words = replace(of_words, findings=[])  # nothing is written yet: nothing is missing from it
    return with_plan(call, of_words, contact, "/meeting_id")


async def _conversation(call: Call, meeting: Row) -> composing.Conversation:
    """Return what is known of a meeting: what was noted, what comes next, what was asked."""
    notes, evaluation = meeting["notes"], meeting["evaluation"]
    asked = await rows.find(call, QuestionSet, meeting["question_set_id"]) if meeting["question_set_id"] else None
    steps = [each["text"] for each in meeting["action_plan"] if not each["done"]]
    return composing.Conversation(
        learned=notes["learned"] or evaluation["learned"],
        advice=notes["advice"],
        quotes=notes["quotes"],
        business_issues=notes["business_issues"],
        next_step=steps[0] if steps else evaluation["plan"],
        goals=meeting["goals"],
        questions=[each["text"] for each in asked["questions"] if each["asked"]] if asked else (),
        interested=evaluation["interest"] != "no",
    )

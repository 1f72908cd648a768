"""Meetings over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query, Request

from app.contacts import service as contacts
from app.contacts.schemas import ContactOut
from app.core import answers, paging
from app.core.access import Reader, Writer
from app.core.errors import InUse, InvalidTransition, NotFound
from app.core.gate import Operation
from app.core.openapi import problems
from app.core.statements import Row
from app.core.wire import Nothing, PathId
from app.meetings import invitation, service, transitions
from app.meetings.clock_schemas import ClockOut
from app.meetings.schemas import (
    Extend,
    Finish,
    MeetingCreate,
    MeetingOut,
    MeetingPage,
    MeetingPatch,
    MeetingQuery,
    ReferralCreate,
    Reschedule,
)
from app.meetings.service import DoubleBooked

router = APIRouter(route_class=Operation, prefix="/v1/meetings", tags=["meetings"])


def _one(call: Reader, row: Row) -> answers.Answer:
    return answers.one(service.present(call, row), row["version"])


@router.post(
    "",
    status_code=201,
    operation_id="createMeeting",
    response_model=MeetingOut,
    summary="Plan a meeting",
    responses=problems(NotFound, DoubleBooked),
)
async def create_meeting(body: MeetingCreate, call: Writer) -> answers.Answer:
    """Plan a meeting with one contact, or record one that took place. Back to back is fine, overlapping is not."""
    row = await service.create(call, body)
    return answers.created(service.present(call, row), row["version"], f"/v1/meetings/{row['id']}")


@router.get("", operation_id="listMeetings", response_model=MeetingPage, summary="List meetings")
async def list_meetings(query: Annotated[MeetingQuery, Query()], call: Reader, request: Request) -> answers.Answer:
    """List meetings, newest first unless `sort` says otherwise."""
    found, cursor = await service.find_page(call, query)
    return answers.page([service.present(call, row) for row in found], cursor, paging.next_url(request, cursor))


@router.get("/{meeting_id}", operation_id="getMeeting", response_model=MeetingOut, summary="Read a meeting")
async def get_meeting(meeting_id: PathId, call: Reader) -> answers.Answer:
    """Read one meeting: its plan, its checklist, its times, and what came of it."""
    return _one(call, await service.get(call, meeting_id))


@router.patch(
    "/{meeting_id}",
    operation_id="updateMeeting",
    response_model=MeetingOut,
    summary="Change a meeting",
    responses=problems(InvalidTransition, DoubleBooked),
)
async def update_meeting(meeting_id: PathId, body: MeetingPatch, call: Writer) -> answers.Answer:
    """Change the fields that are named; null clears, `notes` and `evaluation` are merged field by field.

    Before the start everything can be changed; during and after the meeting notes, evaluation, action_plan, people_met
    and cards_exchanged. The start is moved with `reschedule`.
    """
    return _one(call, await service.change(call, meeting_id, body))


@router.delete(
    "/{meeting_id}",
    status_code=204,
    operation_id="deleteMeeting",
    summary="Delete a meeting",
    responses=problems(InUse, InvalidTransition),
)
async def delete_meeting(meeting_id: PathId, call: Writer) -> answers.Answer:
    """Delete a meeting that no thank-you note rests on; a confirmed one is cancelled first, a running one finished."""
    await service.remove(call, meeting_id)
    return answers.no_content()


@router.post(
    "/{meeting_id}/confirm",
    operation_id="confirmMeeting",
    response_model=MeetingOut,
    summary="Confirm a meeting",
    responses=problems(InvalidTransition),
)
async def confirm_meeting(meeting_id: PathId, call: Writer, body: Nothing | None = None) -> answers.Answer:
    """Note that time and place, or number, are confirmed; do it from `confirm_from_at` on."""
    return _one(call, await transitions.confirm(call, meeting_id))


@router.post(
    "/{meeting_id}/reschedule",
    operation_id="rescheduleMeeting",
    response_model=MeetingOut,
    summary="Move a meeting",
    responses=problems(InvalidTransition, DoubleBooked),
)
async def reschedule_meeting(meeting_id: PathId, body: Reschedule, call: Writer) -> answers.Answer:
    """Move a meeting to another time; it is `scheduled` again.

    One that has begun can only be moved because the contact is busy (`contact_busy`); it starts anew.
    """
    return _one(call, await transitions.reschedule(call, meeting_id, body))


@router.post(
    "/{meeting_id}/start",
    operation_id="startMeeting",
    response_model=MeetingOut,
    summary="Start a meeting",
    responses=problems(InvalidTransition),
)
async def start_meeting(meeting_id: PathId, call: Writer, body: Nothing | None = None) -> answers.Answer:
    """Start the meeting clock: from here `wrap_up_at` and `ends_at` follow the actual start."""
    return _one(call, await transitions.start(call, meeting_id))


@router.post(
    "/{meeting_id}/extend",
    operation_id="extendMeeting",
    response_model=MeetingOut,
    summary="Take more time, when it is offered",
    responses=problems(InvalidTransition, DoubleBooked),
)
async def extend_meeting(meeting_id: PathId, body: Extend, call: Writer) -> answers.Answer:
    """Add minutes that the contact offered. Time that the contact did not offer is refused: 422 at `/offered_by`."""
    return _one(call, await transitions.extend(call, meeting_id, body))


@router.post(
    "/{meeting_id}/finish",
    operation_id="finishMeeting",
    response_model=MeetingOut,
    summary="Finish a meeting",
    responses=problems(InvalidTransition),
)
async def finish_meeting(meeting_id: PathId, call: Writer, body: Finish | None = None) -> answers.Answer:
    """Note that a meeting took place and when it ended, also of one that was never started. A thank-you is due then."""
    return _one(call, await transitions.finish(call, meeting_id, body or Finish()))


@router.post(
    "/{meeting_id}/cancel",
    operation_id="cancelMeeting",
    response_model=MeetingOut,
    summary="Cancel a meeting",
    responses=problems(InvalidTransition),
)
async def cancel_meeting(meeting_id: PathId, call: Writer, body: Nothing | None = None) -> answers.Answer:
    """Call a meeting off; its time is free again."""
    return _one(call, await transitions.cancel(call, meeting_id))


@router.post(
    "/{meeting_id}/no-show",
    operation_id="markMeetingNoShow",
    response_model=MeetingOut,
    summary="Note that a meeting did not take place",
    responses=problems(InvalidTransition),
)
async def mark_meeting_no_show(meeting_id: PathId, call: Writer, body: Nothing | None = None) -> answers.Answer:
    """Note that the contact did not come, or let know beforehand that they would not."""
    return _one(call, await transitions.no_show(call, meeting_id))


@router.get(
    "/{meeting_id}/clock", operation_id="readMeetingClock", response_model=ClockOut, summary="Read the meeting clock"
)
async def read_meeting_clock(meeting_id: PathId, call: Reader) -> answers.Answer:
    """Say how much of the time that was asked for is left, what to say now, and in which order to talk.

    It runs by the actual start once the meeting was started, else by the planned one.
    """
    return answers.plain(await service.read_clock(call, meeting_id))


@router.get(
    "/{meeting_id}/invite.ics",
    operation_id="getMeetingInvitation",
    response_class=answers.Answer,
    summary="Download the calendar invitation",
    responses={
        200: {"content": {"text/calendar": {"schema": {"type": "string"}}}, "description": "An iCalendar file."}
    },
)
async def get_meeting_invitation(meeting_id: PathId, call: Reader) -> answers.Answer:
    """Download the meeting for a calendar (RFC 5545): one UID for life, SEQUENCE rises with what it shows."""
    return invitation.attachment(await invitation.write(call, meeting_id))


@router.post(
    "/{meeting_id}/referrals",
    status_code=201,
    operation_id="addMeetingReferral",
    response_model=ContactOut,
    summary="Add a contact whom this one named",
    responses=problems(NotFound),
)
async def add_meeting_referral(meeting_id: PathId, body: ReferralCreate, call: Writer) -> answers.Answer:
    """Make a new contact of somebody whom the meeting's contact named; they count as introduced by them."""
    row = await service.refer(call, meeting_id, body)
    return answers.created(contacts.present(call, row), row["version"], f"/v1/contacts/{row['id']}")

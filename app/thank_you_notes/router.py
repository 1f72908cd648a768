"""Thank-you notes over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query, Request

from app.checks.service import CheckBlocked
from app.contacts.service import DoNotContact
from app.core import answers, paging
from app.core.access import Reader, Writer
from app.core.errors import InvalidTransition, NotFound
from app.core.gate import Operation, computes
from app.core.openapi import problems
from app.core.wire import PathId
from app.interview_requests.schemas import ComposedOut, Send
from app.thank_you_notes import service
from app.thank_you_notes.schemas import (
    ThankYouNoteCompose,
    ThankYouNoteCreate,
    ThankYouNoteOut,
    ThankYouNotePage,
    ThankYouNotePatch,
    ThankYouNoteQuery,
)
from app.thank_you_notes.service import MeetingNotHeld

router = APIRouter(route_class=Operation, prefix="/v1/thank-you-notes", tags=["thank-you notes"])


@router.post(
    "",
    status_code=201,
    operation_id="createThankYouNote",
    response_model=ThankYouNoteOut,
    summary="Draft a thank-you note",
    responses=problems(NotFound, MeetingNotHeld),
)
async def create_thank_you_note(body: ThankYouNoteCreate, call: Writer) -> answers.Answer:
    """Draft thanks for a meeting that was held. They are checked at once; the findings are in the answer."""
    row = await service.create(call, body)
    return answers.created(service.present(call, row), row["version"], f"/v1/thank-you-notes/{row['id']}")


@router.get("", operation_id="listThankYouNotes", response_model=ThankYouNotePage, summary="List thank-you notes")
async def list_thank_you_notes(
    query: Annotated[ThankYouNoteQuery, Query()], call: Reader, request: Request
) -> answers.Answer:
    """List notes, newest first unless `sort` says otherwise."""
    found, cursor = await service.find_page(call, query)
    return answers.page([service.present(call, row) for row in found], cursor, paging.next_url(request, cursor))


@router.post(
    "/compose",
    operation_id="composeThankYouNote",
    response_model=ComposedOut,
    summary="Compose a thank-you note",
    responses=problems(NotFound, MeetingNotHeld),
)
@computes
async def compose_thank_you_note(body: ThankYouNoteCompose, call: Reader) -> answers.Answer:
    """Write thanks that name what was said, from the notes and the plan of a meeting that was held. Nothing is stored.

    The text itself passes the check; words of yours that would be found fault with are left out.
    """
    return answers.plain(await service.compose(call, body))


@router.get(
    "/{note_id}", operation_id="getThankYouNote", response_model=ThankYouNoteOut, summary="Read a thank-you note"
)
async def get_thank_you_note(note_id: PathId, call: Reader) -> answers.Answer:
    """Read one note, with what the check said of it and whether it is overdue."""
    row = await service.get(call, note_id)
    return answers.one(service.present(call, row), row["version"])


@router.patch(
    "/{note_id}",
    operation_id="updateThankYouNote",
    response_model=ThankYouNoteOut,
    summary="Change a draft",
    responses=problems(InvalidTransition, MeetingNotHeld),
)
async def update_thank_you_note(note_id: PathId, body: ThankYouNotePatch, call: Writer) -> answers.Answer:
    """Change the fields of a draft that are named; null clears. It is checked anew."""
    row = await service.change(call, note_id, body)
    return answers.one(service.present(call, row), row["version"])


@router.delete(
    "/{note_id}",
    status_code=204,
    operation_id="deleteThankYouNote",
    summary="Delete a draft",
    responses=problems(InvalidTransition),
)
async def delete_thank_you_note(note_id: PathId, call: Writer) -> answers.Answer:
    """Delete a note that was not sent."""
    await service.remove(call, note_id)
    return answers.no_content()


@router.post(
    "/{note_id}/send",
    operation_id="sendThankYouNote",
    response_model=ThankYouNoteOut,
    summary="Send a thank-you note",
    responses=problems(InvalidTransition, DoNotContact, CheckBlocked),
)
async def send_thank_you_note(note_id: PathId, call: Writer, body: Send | None = None) -> answers.Answer:
    """Send a draft, or note that you did. It is checked once more.

    An error blocks it until the text changes or the error is acknowledged with a reason, which is kept. To a contact
    who asked not to be contacted nothing goes out, not even thanks.
    """
    row = await service.send(call, note_id, body or Send())
    return answers.one(service.present(call, row), row["version"])

"""What spans the features, over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query, Request

from app.core import answers, paging
from app.core.access import Reader
from app.core.gate import Operation, computes
from app.core.wire import PathId
from app.network import service
from app.network.schemas import ComposedMessageOut, ComposeMessage, PathOut, TimelineOut, TimelineQuery

router = APIRouter(route_class=Operation, prefix="/v1/contacts", tags=["contacts"])


@router.get(
    "/{contact_id}/timeline",
    operation_id="readContactTimeline",
    response_model=TimelineOut,
    summary="Read a contact's timeline",
)
async def read_contact_timeline(
    contact_id: PathId, query: Annotated[TimelineQuery, Query()], call: Reader, request: Request
) -> answers.Answer:
    """Read what happened with a contact and what is planned, newest first.

    That is: touchpoints, requests sent, reminded of and answered, meetings, thank-you notes sent.
    """
    items, cursor = await service.timeline(call, contact_id, query)
    return answers.page(items, cursor, paging.next_url(request, cursor))


@router.get(
    "/{contact_id}/path",
    operation_id="readContactPath",
    response_model=PathOut,
    summary="Read who introduced a contact",
)
async def read_contact_path(contact_id: PathId, call: Reader) -> answers.Answer:
    """Read the chain of introductions, from the first introducer to this contact."""
    return answers.plain({"items": await service.path(call, contact_id)})


@router.post(
    "/{contact_id}/compose",
    operation_id="composeContactMessage",
    response_model=ComposedMessageOut,
    summary="Write a message to stay in touch",
)
@computes
async def compose_contact_message(contact_id: PathId, body: ComposeMessage, call: Reader) -> answers.Answer:
    """Write a message from what they said when you last met and what came of it; stores and sends nothing."""
    return answers.plain(await service.compose_message(call, contact_id, body.kind))

"""What spans the features, over HTTP."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request

from app.core import answers, paging
from app.core.access import Reader
from app.core.gate import Operation, computes
from app.core.negotiation import VARY, preferred
from app.core.openapi import TAGGED
from app.core.wire import PathId
from app.network import service
from app.network.schemas import (
    ComposedMessageOut,
    ComposeMessage,
    NetworkOut,
    NetworkQuery,
    PathOut,
    TimelineOut,
    TimelineQuery,
)

router = APIRouter(route_class=Operation, prefix="/v1")


@router.get(
    "/contacts/{contact_id}/timeline",
    operation_id="readContactTimeline",
    tags=["contacts"],
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
    "/contacts/{contact_id}/path",
    operation_id="readContactPath",
    tags=["contacts"],
    response_model=PathOut,
    summary="Read who introduced a contact",
)
async def read_contact_path(contact_id: PathId, call: Reader) -> answers.Answer:
    """Read the chain of introductions, from the first introducer to this contact."""
    return answers.plain({"items": await service.path(call, contact_id)})


@router.post(
    "/contacts/{contact_id}/compose",
    operation_id="composeContactMessage",
    tags=["contacts"],
    response_model=ComposedMessageOut,
    summary="Write a message to stay in touch",
)
@computes
async def compose_contact_message(contact_id: PathId, body: ComposeMessage, call: Reader) -> answers.Answer:
    """Write a message from what they said when you last met and what came of it; stores and sends nothing."""
    return answers.plain(await service.compose_message(call, contact_id, body.kind))


SVG = "image/svg+xml"
_PICTURE: dict[int | str, dict[str, Any]] = {
    200: TAGGED[200] | {"content": {SVG: {"schema": {"type": "string"}, "example": "<svg/>"}}},
}
_DRAWN = ((b"content-type", SVG.encode()), (b"content-security-policy", b"default-src 'none'; sandbox"), VARY)


@router.get(
    "/network",
    operation_id="readNetwork",
    tags=["network"],
    response_model=NetworkOut,
    summary="Read or draw who introduced whom",
    responses=_PICTURE,
)
async def read_network(query: Annotated[NetworkQuery, Query()], call: Reader, request: Request) -> answers.Answer:
    """Read your contacts and who introduced whom, or with `to_organisation` the shortest introductions to that place.

    An introduction is `introduced_by_id` of a contact, or `referred_by_id` of a request. `Accept: image/svg+xml` draws
    it, of many people those with most introductions among them; whatever else is accepted, the answer is JSON. The ETag
    answers `If-None-Match`.
    """
    network = await service.network(call, query.to_organisation)
    if preferred(request.headers.get("accept", ""), ("application/json", SVG)) == SVG:
        return answers.derived(service.drawn(network), *_DRAWN)
    return answers.derived(answers.dumps(service.present(network)), answers.JSON, VARY)

"""Interview requests over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query, Request

from app.checks.service import CheckBlocked
from app.contacts.service import DoNotContact
from app.core import answers, paging
from app.core.access import Reader, Writer
from app.core.errors import InUse, InvalidTransition, NotFound
from app.core.gate import Operation, computes
from app.core.openapi import problems
from app.core.statements import Row
from app.core.wire import Nothing, PathId
from app.interview_requests import service
from app.interview_requests.schemas import (
    ComposedOut,
    FollowUp,
    InterviewRequestCompose,
    InterviewRequestCreate,
    InterviewRequestOut,
    InterviewRequestPage,
    InterviewRequestPatch,
    InterviewRequestQuery,
    Send,
)
from app.interview_requests.service import FollowUpSpent, FollowUpTooSoon

router = APIRouter(route_class=Operation, prefix="/v1/interview-requests", tags=["interview requests"])


def _one(row: Row) -> answers.Answer:
    return answers.one(service.present(row), row["version"])


@router.post(
    "",
    status_code=201,
    operation_id="createInterviewRequest",
    response_model=InterviewRequestOut,
    summary="Draft an interview request",
    responses=problems(NotFound),
)
async def create_interview_request(body: InterviewRequestCreate, call: Writer) -> answers.Answer:
    """Draft a request to one contact. It is checked at once; the findings are in the answer."""
    row = await service.create(call, body)
    return answers.created(service.present(row), row["version"], f"/v1/interview-requests/{row['id']}")


@router.get(
    "", operation_id="listInterviewRequests", response_model=InterviewRequestPage, summary="List interview requests"
)
async def list_interview_requests(
    query: Annotated[InterviewRequestQuery, Query()], call: Reader, request: Request
) -> answers.Answer:
    """List requests, newest first unless `sort` says otherwise."""
    found, cursor = await service.find_page(call, query)
    return answers.page([service.present(row) for row in found], cursor, paging.next_url(request, cursor))


@router.post(
    "/compose",
    operation_id="composeInterviewRequest",
    response_model=ComposedOut,
    summary="Compose an interview request",
    responses=problems(NotFound),
)
@computes
async def compose_interview_request(body: InterviewRequestCompose, call: Reader) -> answers.Answer:
    """Write a request in the manner of its channel, from the profile and what is known of the contact.

    Nothing is stored. The text itself passes the check: it asks for at most the minutes that the policy allows, and
    leaves out words of yours that would be found fault with. What is found is about the plan, such as the minutes.
    """
    return answers.plain(await service.compose(call, body))


@router.get(
    "/{request_id}",
    operation_id="getInterviewRequest",
    response_model=InterviewRequestOut,
    summary="Read an interview request",
)
async def get_interview_request(request_id: PathId, call: Reader) -> answers.Answer:
    """Read one request, with what the check said of it and what can be done with it now."""
    return _one(await service.get(call, request_id))


@router.patch(
    "/{request_id}",
    operation_id="updateInterviewRequest",
    response_model=InterviewRequestOut,
    summary="Change a draft",
    responses=problems(InvalidTransition),
)
async def update_interview_request(request_id: PathId, body: InterviewRequestPatch, call: Writer) -> answers.Answer:
    """Change the fields of a draft that are named; null clears. It is checked anew."""
    return _one(await service.change(call, request_id, body))


@router.delete(
    "/{request_id}",
    status_code=204,
    operation_id="deleteInterviewRequest",
    summary="Delete a draft",
    responses=problems(InvalidTransition, InUse),
)
async def delete_interview_request(request_id: PathId, call: Writer) -> answers.Answer:
    """Delete a request that was not sent."""
    await service.remove(call, request_id)
    return answers.no_content()


@router.post(
    "/{request_id}/send",
    operation_id="sendInterviewRequest",
    response_model=InterviewRequestOut,
    summary="Send an interview request",
    responses=problems(InvalidTransition, DoNotContact, CheckBlocked),
)
async def send_interview_request(request_id: PathId, call: Writer, body: Send | None = None) -> answers.Answer:
    """Send a draft, or note that you did. It is checked once more.

    An error blocks it until the text changes or the error is acknowledged with a reason, which is kept. To a contact
    who asked not to be contacted nothing goes out.
    """
    return _one(await service.send(call, request_id, body or Send()))


@router.post(
    "/{request_id}/follow-up",
    operation_id="followUpInterviewRequest",
    response_model=InterviewRequestOut,
    summary="Send the one reminder",
    responses=problems(InvalidTransition, DoNotContact, FollowUpTooSoon, FollowUpSpent, CheckBlocked),
)
async def follow_up_interview_request(request_id: PathId, body: FollowUp, call: Writer) -> answers.Answer:
    """Send the one reminder of a request without an answer, or note that you did. It is checked like the request.

    Before the contact had the time that the policy gives them (`follow_up.wait_days`) it is refused, with the instant
    from which it can go out in `available_at`.
    """
    return _one(await service.follow_up(call, request_id, body))


@router.post(
    "/{request_id}/accept",
    operation_id="acceptInterviewRequest",
    response_model=InterviewRequestOut,
    summary="Note a yes",
    responses=problems(InvalidTransition),
)
async def accept_interview_request(request_id: PathId, call: Writer, body: Nothing | None = None) -> answers.Answer:
    """Note that the contact agreed to talk; also after it seemed that no answer would come."""
    return _one(await service.settle(call, request_id, "accept"))


@router.post(
    "/{request_id}/decline",
    operation_id="declineInterviewRequest",
    response_model=InterviewRequestOut,
    summary="Note a no",
    responses=problems(InvalidTransition),
)
async def decline_interview_request(request_id: PathId, call: Writer, body: Nothing | None = None) -> answers.Answer:
    """Note that the contact declined; also after it seemed that no answer would come."""
    return _one(await service.settle(call, request_id, "decline"))


@router.post(
    "/{request_id}/no-response",
    operation_id="markInterviewRequestUnanswered",
    response_model=InterviewRequestOut,
    summary="Note that no answer came",
    responses=problems(InvalidTransition),
)
async def mark_interview_request_unanswered(
    request_id: PathId, call: Writer, body: Nothing | None = None
) -> answers.Answer:
    """Note that no answer came. A late one can still be noted."""
    return _one(await service.settle(call, request_id, "no-response"))


@router.post(
    "/{request_id}/withdraw",
    operation_id="withdrawInterviewRequest",
    response_model=InterviewRequestOut,
    summary="Withdraw a request",
    responses=problems(InvalidTransition),
)
async def withdraw_interview_request(request_id: PathId, call: Writer, body: Nothing | None = None) -> answers.Answer:
    """Take a request back, be it a draft or sent. It stays on record."""
    return _one(await service.settle(call, request_id, "withdraw"))

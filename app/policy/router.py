"""The policy over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request

from app.core import answers, paging
from app.core.access import Reader, Writer
from app.core.gate import Operation
from app.core.openapi import TAGGED, problems
from app.policy import service
from app.policy.changes import PolicyOutOfBounds
from app.policy.schemas import (
    PolicyOut,
    PolicyPatch,
    PolicyRevisionDetailOut,
    PolicyRevisionPage,
    PolicyRevisionQuery,
)

router = APIRouter(route_class=Operation, prefix="/v1/policy", tags=["policy"])

Revision = Annotated[
    str,
    Path(
        description="The `policy_revision` of a text, or the `revision` of a policy.",
        pattern="^[0-9a-f]{12}$",
        max_length=12,
        examples=["1f0c9a6be2d4"],
    ),
]


@router.get("", operation_id="getPolicy", response_model=PolicyOut, summary="Read the policy", responses=TAGGED)
async def get_policy(call: Reader) -> answers.Answer:
    """Read the numbers of the practice that are in force for you, each with its origin, bounds and sources.

    `origin` says what settles a value: the practice's default, the preset, the operator (`deployment`), or you
    (`account`); each goes before those named earlier. `min`, `max` and `choices` are what you may set here.
    """
    return answers.one(service.present(call), service.version_of(call))


@router.patch(
    "",
    operation_id="updatePolicy",
    response_model=PolicyOut,
    summary="Change the policy",
    responses=TAGGED | problems(PolicyOutOfBounds),
)
async def update_policy(body: PolicyPatch, call: Writer) -> answers.Answer:
    """Change the preset or single values; null goes back. It holds from the next call on, for every session and key.

    Drafts keep the findings of the `policy_revision` that they name until they are next written or sent. A value out of
    its bounds, or a warning limit above its blocking limit, is `policy_out_of_bounds`, and nothing is changed.
    """
    await service.change(call, body)
    return answers.one(service.present(call), service.version_of(call))


@router.get(
    "/revisions",
    operation_id="listPolicyRevisions",
    response_model=PolicyRevisionPage,
    summary="List the revisions of the policy",
)
async def list_policy_revisions(
    query: Annotated[PolicyRevisionQuery, Query()], call: Reader, request: Request
) -> answers.Answer:
    """List the policies that were in force when a text was checked and stored, or when you changed the policy."""
    items, cursor = await service.find_revisions(call, query)
    return answers.page(items, cursor, paging.next_url(request, cursor))


@router.get(
    "/revisions/{revision}",
    operation_id="getPolicyRevision",
    response_model=PolicyRevisionDetailOut,
    summary="Read a revision of the policy",
    responses=TAGGED,
)
async def get_policy_revision(revision: Revision, call: Reader) -> answers.Answer:
    """Read every value of a policy that was in force: what the findings meant that name it."""
    return answers.one(await service.get_revision(call, revision), version=1)

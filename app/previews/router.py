"""Previews of a policy over HTTP."""

from fastapi import APIRouter

from app.core import answers
from app.core.access import Reader
from app.core.gate import Operation, computes
from app.core.openapi import problems
from app.policy.changes import PolicyOutOfBounds
from app.policy.schemas import PolicyPatch
from app.previews import service
from app.previews.schemas import PolicyPreviewOut

router = APIRouter(route_class=Operation, prefix="/v1/policy", tags=["policy"])


@router.post(
    "/preview",
    operation_id="previewPolicy",
    response_model=PolicyPreviewOut,
    summary="See what a change of the policy would alter",
    responses=problems(PolicyOutOfBounds),
)
@computes
async def preview_policy(body: PolicyPatch, call: Reader) -> answers.Answer:
    """Check your drafts under the present and under the changed policy, and return what would differ; stores nothing.

    Drafts are requests and thank-you notes that are not sent, question sets that are not shared, and the plans of
    meetings ahead. The 200 that were changed last are looked at, up to 100,000 characters in all; `left_out` counts the
    others. `before` is what the check says now, which an older draft may not show yet.
    """
    return answers.plain(await service.preview(call, body))

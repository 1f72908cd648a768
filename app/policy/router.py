"""The policy over HTTP."""

from fastapi import APIRouter

from app.core import answers
from app.core.access import Reader
from app.core.gate import Operation
from app.policy import service
from app.policy.schemas import PolicyOut

router = APIRouter(route_class=Operation, prefix="/v1/policy", tags=["policy"])


@router.get("", operation_id="getPolicy", response_model=PolicyOut, summary="Read the policy")
async def get_policy(call: Reader) -> answers.Answer:
    """Read the numbers of the practice that are in force for you, each with its origin, bounds and sources."""
    return answers.one(service.present(call), version=1)

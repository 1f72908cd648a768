"""Checks and rules over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from app.checks import rulebook, service
from app.checks.schemas import CheckBatch, CheckBatchOut, CheckOut, CheckRequest, RuleOut, RulesOut
from app.core import answers
from app.core.access import Anyone, Reader
from app.core.errors import NotFound
from app.core.gate import Operation, computes
from app.core.openapi import TAGGED, problems

router = APIRouter(route_class=Operation, prefix="/v1", tags=["checks"])


@router.post("/checks", operation_id="checkText", response_model=CheckOut, summary="Check a text")
@computes
async def check_text(
    body: CheckRequest,
    call: Reader,
    trace: Annotated[bool, Query(description="Also tell what matched and why.")] = False,
) -> answers.Answer:
    """Check what you are about to say against the practice; nothing is stored."""
    return answers.plain(await service.examine(call, body, trace=trace))


@router.post("/checks/batch", operation_id="checkTexts", response_model=CheckBatchOut, summary="Check several texts")
@computes
async def check_texts(body: CheckBatch, call: Reader) -> answers.Answer:
    """Check up to 100 texts at once, each by itself; nothing is stored."""
    return answers.plain({"items": await service.examine_all(call, body.items)})


@router.get("/rules", operation_id="listRules", response_model=RulesOut, summary="List the rules", responses=TAGGED)
async def list_rules(call: Anyone) -> answers.Answer:
    """List every rule with why it is there, where it comes from, and examples of what it finds and leaves alone."""
    return answers.derived(rulebook.all_rules(), answers.JSON)


@router.get(
    "/rules/{rule}",
    operation_id="getRule",
    response_model=RuleOut,
    summary="Read a rule",
    responses=TAGGED | problems(NotFound),
)
async def get_rule(
    rule: Annotated[str, Path(max_length=60, examples=["job-ask.vacancy"])], call: Anyone
) -> answers.Answer:
    """Read one rule."""
    return answers.one(*rulebook.one_rule(rule))

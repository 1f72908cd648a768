"""Insights over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query

from app.core import answers
from app.core.access import Reader
from app.core.gate import Operation
from app.insights import service
from app.insights.schemas import InsightsOut, InsightsQuery

router = APIRouter(route_class=Operation, prefix="/v1/insights", tags=["insights"])


@router.get("", operation_id="readInsights", response_model=InsightsOut, summary="Read what became of asking")
async def read_insights(query: Annotated[InsightsQuery, Query()], call: Reader) -> answers.Answer:
    """Read counts, rates and medians of a window in whole and by source, warmth, industry, channel and length.

    Beside them stands what the sources claim. Rates come with their 95 % interval, and are null under eight cases.
    """
    return answers.plain(await service.read(call, query))

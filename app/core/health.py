"""What the operator's tools ask: alive, ready, metrics. No account, no versioned path."""

from typing import Annotated, Literal

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import Field
from sqlalchemy import String, column, select, table

from app.core import answers, migrate
from app.core.access import Anyone
from app.core.db import DatabaseUnavailable, LockTimeout
from app.core.errors import Unavailable
from app.core.gate import Operation
from app.core.statements import Statement
from app.core.wire import Output

router = APIRouter(route_class=Operation, tags=["operations"])

_REVISION = Statement(select(column("version_num", String())).select_from(table("alembic_version")))


class HealthOut(Output):
    """How this process is."""

    status: Annotated[
        Literal["ok"], Field(description="Always `ok`; otherwise the answer is a problem.", examples=["ok"])
    ]


@router.get("/livez", operation_id="getLiveness", response_model=HealthOut, summary="Is this process alive")
async def get_liveness(call: Anyone) -> answers.Answer:
    """Answer without any input or output: the process is running."""
    return answers.plain({"status": "ok"})


@router.get("/readyz", operation_id="getReadiness", response_model=HealthOut, summary="Can this process serve")
async def get_readiness(call: Anyone) -> answers.Answer:
    """Answer `ok` when the database has this version's schema and the process is not stopping."""
    if call.services.draining:
        raise Unavailable("The process is stopping.")
    try:
        row = await call.db.one(_REVISION, {})
    except (DatabaseUnavailable, LockTimeout) as error:
        raise Unavailable("The database does not answer.") from error
    # a newer schema is fine: it is made so that the version before runs on it
    if row is None or row["version_num"] < migrate.head():
        raise Unavailable("The database is not at this version's schema: run `cardinal db upgrade`.")
    return answers.plain({"status": "ok"})


@router.get(
    "/metrics",
    operation_id="getMetrics",
    summary="Metrics for Prometheus",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}, "example": "cardinal_up 1"}}}},
)
async def get_metrics(call: Anyone) -> answers.Answer:
    """Answer this process's counters and timings in Prometheus's text format."""
    return answers.Answer(200, generate_latest(), ((b"content-type", CONTENT_TYPE_LATEST.encode()),))

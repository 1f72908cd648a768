"""How close a meeting lies to the others that take the seeker's time."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Label, bindparam, literal, select

from app.core.statements import Row, Statement
from app.core.tables import table_of
from app.core.types import Instant
from app.meetings.models import Meeting
from app.meetings.rules import TAKES_TIME

_others = table_of(Meeting).alias("others")


def beside(account_id: Any, meeting_id: Any, starts_at: Any) -> Sequence[Label[Any]]:
    """Select when the meeting before ends and when the next one begins; those that take time do not overlap."""
    live = (
        _others.c.account_id == account_id,
        _others.c.id != meeting_id,
        _others.c.status.in_([literal(status) for status in TAKES_TIME]),
    )
    before = select(_others.c.ends_at).where(*live, _others.c.starts_at < starts_at)
    after = select(_others.c.starts_at).where(*live, _others.c.starts_at > starts_at)
    return (
        before.order_by(_others.c.starts_at.desc()).limit(1).scalar_subquery().label("one_ends_at"),
        after.order_by(_others.c.starts_at).limit(1).scalar_subquery().label("one_starts_at"),
    )


BESIDE = Statement(select(*beside(bindparam("account_id"), bindparam("id"), bindparam("starts_at", type_=Instant()))))


def minutes_apart(row: Mapping[str, Any], others: Row) -> int | None:
    """Count the whole minutes between a meeting and the nearest other one, None where there is none."""
    before, after = others["one_ends_at"], others["one_starts_at"]
    gaps = [row["starts_at"] - before] if before is not None else []
    gaps += [after - row["ends_at"]] if after is not None else []
    return max(0, int(min(gaps).total_seconds() // 60)) if gaps else None

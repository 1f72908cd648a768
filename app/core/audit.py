"""The audit trail: who did what when, without contents. Each entry is written with the change that it tells of."""

from datetime import datetime
from typing import Any

from sqlalchemy import String, bindparam, insert
from sqlalchemy.orm import Mapped, mapped_column

from app.core.call import Call
from app.core.ids import new_id
from app.core.statements import Row, Statement
from app.core.tables import Base, order, owner
from app.core.types import Id


class AuditEntry(Base):
    """One thing that was done in an account."""

    __tablename__ = "audit_entries"
    __table_args__ = (owner(), *order("audit_entries", "created_at"))

    account_id: Mapped[str] = mapped_column(Id(), primary_key=True)
    id: Mapped[str] = mapped_column(Id(), primary_key=True)
    created_at: Mapped[datetime]
    action: Mapped[str] = mapped_column(String(60))
    actor_kind: Mapped[str] = mapped_column(String(20))
    actor_id: Mapped[str | None] = mapped_column(Id())
    subject_type: Mapped[str | None] = mapped_column(String(40))
    subject_id: Mapped[str | None] = mapped_column(Id())
    address: Mapped[str] = mapped_column(String(64))


COLUMNS = tuple(AuditEntry.__table__.columns.keys())
WRITE = Statement(insert(AuditEntry).values({name: bindparam(f"audit_{name}") for name in COLUMNS}))


def entry(call: Call, action: str, subject_type: str | None, subject_id: str | None) -> Row:
    """Return the bind parameters of one audit entry, each with the prefix `audit_`."""
    return {
        "audit_account_id": call.account_id,
        "audit_id": new_id(),
        "audit_created_at": call.now,
        "audit_action": action,
        "audit_actor_kind": call.caller.kind,
        "audit_actor_id": call.caller.actor_id,
        "audit_subject_type": subject_type,
        "audit_subject_id": subject_id,
        "audit_address": call.address,
    }


async def record(call: Call, action: str, subject_type: str | None = None, subject_id: str | None = None) -> None:
    """Note in the audit trail what this call does."""
    await call.db.run(WRITE, entry(call, action, subject_type, subject_id))


def with_entry(statement: Any) -> Any:
    """Return `statement` with the audit entry in the same round trip (PostgreSQL only)."""
    values = {name: bindparam(f"audit_{name}", type_=AuditEntry.__table__.c[name].type) for name in COLUMNS}
    return statement.add_cte(insert(AuditEntry).values(values).cte("recorded"))

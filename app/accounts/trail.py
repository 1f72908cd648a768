"""The audit trail as the account's owner reads it."""

from app.accounts.access_schemas import AuditQuery
from app.core import paging
from app.core.audit import AuditEntry
from app.core.call import Call
from app.core.statements import Row, any_of

# entries never change: when they were changed is when they were made
LISTING = paging.listing(
    AuditEntry,
    {
        "updated_after": paging.after("created_at"),
        "action": lambda table, name: any_of(table.c.action, name),
    },
)


async def find_page(call: Call, query: AuditQuery) -> tuple[list[Row], str | None]:
    """Return one page of what was done in the account."""
    return await paging.fetch(call, LISTING, query, query.sort)


def present(row: Row) -> Row:
    """Return an entry as the wire shows it."""
    subject = {"type": row["subject_type"], "id": row["subject_id"]} if row["subject_type"] else None
    return {
        "id": row["id"],
        "at": row["created_at"],
        "action": row["action"],
        "actor": {"kind": row["actor_kind"], "id": row["actor_id"]},
        "subject": subject,
        "address": row["address"],
    }

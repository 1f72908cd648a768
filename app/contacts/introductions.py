"""Who introduced whom, from a contact back to the first of the chain."""

from sqlalchemy import bindparam, select

from app.contacts.models import Contact
from app.core.call import Call
from app.core.errors import NotFound, ValidationFailed, field_error
from app.core.statements import Row, Statement
from app.core.tables import table_of

SUMMARY = ("id", "name", "organisation", "role_title")

_table = table_of(Contact)


def _chain() -> Statement:
    """Build the walk to the first introducer; UNION drops what was seen, so a loop ends it."""
    mine = _table.c.account_id == bindparam("account_id")
    link = (_table.c.id, _table.c.introduced_by_id)
    chain = select(*link).where(mine, _table.c.id == bindparam("id")).cte("chain", recursive=True)
    chain = chain.union(select(*link).where(mine, _table.c.id == chain.c.introduced_by_id))
    columns = [_table.c[name] for name in (*SUMMARY, "introduced_by_id")]
    return Statement(select(*columns).where(mine, _table.c.id.in_(select(chain.c.id))))


_CHAIN = _chain()


async def chain(call: Call, contact_id: str) -> list[Row]:
    """Return summaries of the contacts from the first introducer to this one; `NotFound` without this one."""
    found = await call.db.all(_CHAIN, {"account_id": call.account_id, "id": contact_id})
    by_id = {row["id"]: row for row in found}
    if contact_id not in by_id:
        raise NotFound()
    path = []
    row = by_id.pop(contact_id, None)
    while row is not None:
        path.append({name: row[name] for name in SUMMARY})
        row = by_id.pop(row["introduced_by_id"], None)
    return path[::-1]


async def check_introducer(call: Call, contact_id: str, introducer_id: str) -> None:
    """Refuse an introducer who was, however far back, introduced by the contact; one who is not there passes."""
    found = await call.db.all(_CHAIN, {"account_id": call.account_id, "id": introducer_id})
    if introducer_id == contact_id or contact_id in (row["id"] for row in found):
        message = "A contact cannot be introduced by somebody whom they introduced, nor by themselves."
        raise ValidationFailed(message, errors=[field_error("/introduced_by_id", "introduction_loop", message)])

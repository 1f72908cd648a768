"""Who introduced whom, from a contact back to the first of the chain."""

from sqlalchemy import bindparam, case, false, or_, select

from app.contacts.models import Contact
from app.contacts.searching import containing, folded
from app.core.call import Call
from app.core.errors import NotFound, ValidationFailed, field_error
from app.core.statements import Row, Statement
from app.core.tables import table_of

FEW = 50
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


def _warmer() -> Statement:
    """Build the search for the warmest at an organisation, by what `q` looks in: there each field is a line, folded."""
    column = _table.c
    known = or_(column.warmth != "cold", column.introduced_by_id.is_not(None))
    there = (column.search + "\n").like(bindparam("line"), escape="\\")
    mine = (column.account_id == bindparam("account_id"), column.id != bindparam("id"))
    query = select(column.name, column.organisation).where(*mine, known, there, column.do_not_contact == false())
    rank = case((column.warmth == "warm", 0), (column.warmth == "lukewarm", 1), else_=2)
    return Statement(query.order_by(rank, column.id).limit(FEW))


_WARMER = _warmer()


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


async def warmer_at_the_same(call: Call, contact: Row) -> str | None:
    """Return the name of the warmest other contact at the same organisation, if one is warmer or was introduced."""
    if contact["organisation"] is None:
        return None
    place = folded(contact["organisation"])
    line = containing(f"\n{place}\n")
    found = await call.db.all(_WARMER, {"account_id": call.account_id, "id": contact["id"], "line": line})
    return next((each["name"] for each in found if folded(each["organisation"] or "") == place), None)

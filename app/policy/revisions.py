"""Policy revisions: kept with the first text that names them, so that a finding can always be read as it was meant."""

from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.dialects import postgresql, sqlite

from app.core import paging
from app.core.call import Call
from app.core.errors import NotFound
from app.core.ids import new_id
from app.core.statements import Row, Statement
from app.core.tables import table_of
from app.policy.models import PolicyRevision
from app.policy.presets import Policy
from app.policy.schemas import PolicyRevisionQuery

_REMEMBERED = 10_000

_table = table_of(PolicyRevision)
_GET = Statement(
    select(_table).where(_table.c.account_id == bindparam("account_id"), _table.c.revision == bindparam("revision"))
)


def _insert(dialect: str) -> postgresql.Insert | sqlite.Insert:
    make = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return make(_table).values({c.key: bindparam(c.key, type_=c.type) for c in _table.c}).on_conflict_do_nothing()


_KEEP = Statement(_insert)
LISTING = paging.listing(PolicyRevision, {}, left_out=("values",))


async def keep(call: Call, policy: Policy, name: str) -> None:
    """Keep what a revision means, in the transaction of what names it, unless it is known to be kept."""
    known: dict[tuple[str, str], str | None] = call.services.features["kept_policies"]
    key = (call.account_id, name)
    if key in known and known[key] is None:
        return
    row: Row = {
        "account_id": call.account_id,
        "id": new_id(),
        "created_at": call.now,
        "updated_at": call.now,
        "version": 1,
        "revision": name,
        "preset": policy.preset,
        "changed": _changed(policy),
        "values": dict(policy.values),
    }
    added = await call.db.run(_KEEP, row)
    if len(known) >= _REMEMBERED:
        known.clear()
    # what this call has added may yet be undone: only what another one finds there is there for good
    known[key] = call.request_id if added or known.get(key) == call.request_id else None


def _changed(policy: Policy) -> list[Row]:
    return [_entry(policy, key) for key, origin in policy.origins.items() if origin != "default"]


def _entry(policy: Policy, key: str) -> Row:
    return {"key": key, "value": policy.values[key], "origin": policy.origins[key]}


async def find_page(call: Call, query: PolicyRevisionQuery) -> tuple[list[Row], str | None]:
    """Return one page of the revisions that are kept for the account."""
    return await paging.fetch(call, LISTING, query, query.sort)


async def get(call: Call, name: str, in_force: Policy, name_in_force: str) -> Row:
    """Return a revision that is kept, or the one in force, which nothing may have named yet."""
    row = await call.db.one(_GET, {"account_id": call.account_id, "revision": name})
    if row is not None:
        return row
    if name != name_in_force:
        raise NotFound()
    return {
        "revision": name,
        "preset": in_force.preset,
        "created_at": None,
        "changed": _changed(in_force),
        "values": dict(in_force.values),
    }


def present(row: Row, name_in_force: str) -> Row:
    """Return a revision as a list shows it."""
    shown: dict[str, Any] = {name: row[name] for name in ("revision", "preset", "created_at", "changed")}
    return {**shown, "in_force": row["revision"] == name_in_force}

"""Rows of an account's tables: get, lock, insert, update, delete, each one prepared statement a table.

The owner is in every WHERE, the version in every UPDATE, and the audit entry in the transaction of the change.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Table, bindparam, delete, func, insert, literal, null, select, union_all, update

from app.core import audit
from app.core.call import Call
from app.core.db import ConstraintViolated
from app.core.errors import InUse, NotFound, Stale, field_error
from app.core.ids import new_id
from app.core.statements import Row, Statement, any_of
from app.core.tables import Base, table_of

Model = type[Base]


def kind(model: Model) -> str:
    """Return what a row of the model is called on the wire: `interview_requests` holds `interview_request`s."""
    return table_of(model).name.removesuffix("s")


def _key(model: Model) -> tuple[Any, ...]:
    columns = table_of(model).c
    return columns.account_id == bindparam("account_id"), columns.id == bindparam("id")


@cache
def _get(model: Model) -> Statement:
    return Statement(select(table_of(model)).where(*_key(model)))


@cache
def _lock(model: Model) -> Statement:
    return Statement(select(table_of(model)).where(*_key(model)).with_for_update())


@cache
def _insert(model: Model) -> Statement:
    table = table_of(model)
    source = insert(table).values({c.key: bindparam(c.key, type_=c.type) for c in table.c})
    return Statement(lambda dialect: audit.with_entry(source) if dialect == "postgresql" else source)


@cache
def _update(model: Model) -> Statement:
    table = table_of(model)
    kept = {"account_id", "id", "created_at", "version"}
    values: dict[str, Any] = {c.key: bindparam(c.key, type_=c.type) for c in table.c if c.key not in kept}
    source = (
        update(table)
        .values({**values, "version": table.c.version + 1})
        .where(
            table.c.account_id == bindparam("key_account_id"),
            table.c.id == bindparam("key_id"),
            table.c.version == bindparam("key_version"),
        )
    )
    return Statement(lambda dialect: audit.with_entry(source) if dialect == "postgresql" else source)


@cache
def _delete(model: Model) -> Statement:
    return Statement(delete(table_of(model)).where(*_key(model)))


async def find(call: Call, model: Model, row_id: str) -> Row | None:
    """Return the account's row of that id, or None."""
    return await call.db.one(_get(model), {"account_id": call.account_id, "id": row_id})


async def get(call: Call, model: Model, row_id: str) -> Row:
    """Return the account's row of that id, or raise `NotFound`."""
    row = await find(call, model, row_id)
    if row is None:
        raise NotFound()
    return row


async def referred(call: Call, model: Model, row_id: str | None, pointer: str) -> Row | None:
    """Return the row that a body refers to at `pointer`, None for no reference; `NotFound` names the field."""
    if row_id is None:
        return None
    row = await find(call, model, row_id)
    if row is None:
        what = kind(model).replace("_", " ")
        raise NotFound(f"There is no such {what}.", errors=[field_error(pointer, "not_found", f"No such {what}.")])
    return row


async def lock(call: Call, model: Model, row_id: str) -> Row:
    """Begin the transaction, hold the row against other writers, and check If-Match; raise `NotFound` or `Stale`."""
    await call.db.begin()
    row = await call.db.one(_lock(model), {"account_id": call.account_id, "id": row_id})
    if row is None:
        raise NotFound()
    call.check_version(row["version"])
    return row


async def add(call: Call, model: Model, values: Mapping[str, Any], action: str = "created") -> Row:
    """Insert a row with the audit entry of it and return the row; columns that are not given are None."""
    columns = table_of(model).c
    row: Row = {c.key: None for c in columns} | {
        **values,
        "account_id": call.account_id,
        "id": values.get("id") or new_id(),
        "created_at": call.now,
        "updated_at": call.now,
        "version": 1,
    }
    await _write(call, _insert(model), row, audit.entry(call, f"{kind(model)}.{action}", kind(model), row["id"]))
    return row


async def change(call: Call, model: Model, row: Row, changes: Mapping[str, Any], action: str = "updated") -> Row:
    """Write changes to a row that `lock` returned, with the audit entry of it, and return the new row."""
    new = {**row, **changes, "updated_at": call.now, "version": row["version"] + 1}
    params = {**new, "key_account_id": row["account_id"], "key_id": row["id"], "key_version": row["version"]}
    entry = audit.entry(call, f"{kind(model)}.{action}", kind(model), row["id"])
    if await _write(call, _update(model), params, entry) != 1:
        raise Stale("It was changed at the same time by another request: read it again.")
    return new


async def _write(call: Call, statement: Statement, params: Row, entry: Row) -> int:
    count = await call.db.run(statement, {**params, **entry})
    if call.db.dialect != "postgresql":
        await call.db.run(audit.WRITE, entry)
    return count


async def remove(call: Call, model: Model, row_id: str) -> None:
    """Delete a row, or raise `InUse` saying what rests on it."""
    params = {"account_id": call.account_id, "id": row_id}
    table = table_of(model)
    counts = await call.db.all(_users(table), params) if dependents(table) else []
    used: dict[str, int] = {}
    for each in counts:
        used[each["kind"]] = used.get(each["kind"], 0) + each["n"]
    if used := {name: n for name, n in used.items() if n}:
        what = ", ".join(f"{n} {name.replace('_', ' ').removesuffix('' if n > 1 else 's')}" for name, n in used.items())
        raise InUse(f"Other records rest on it: {what}.", used_by=used)
    try:
        await call.db.run(_delete(model), params)
    except ConstraintViolated as error:
        raise InUse("Other records rest on it.") from error
    await audit.record(call, f"{kind(model)}.deleted", kind(model), row_id)


@cache
def dependents(table: Table) -> Sequence[tuple[Table, str, str]]:
    """Return (table, column, on_erase) of each foreign key within the account that points at `table`."""
    return tuple(
        (other, constraint.column_keys[1], constraint.info["on_erase"])
        for other in Base.metadata.sorted_tables
        for constraint in sorted(other.foreign_key_constraints, key=lambda each: str(each.name))
        if constraint.referred_table is table and "on_erase" in constraint.info
    )


@cache
def _users(table: Table) -> Statement:
    mine: BindParameter[str] = bindparam("account_id")
    queries = [
        select(literal(other.name).label("kind"), func.count().label("n")).where(
            other.c.account_id == mine, other.c[column] == bindparam("id")
        )
        for other, column, _ in dependents(table)
    ]
    return Statement(union_all(*queries))


@cache
def _resting(table: Table, column: str) -> Statement:
    return Statement(
        select(table.c.id).where(table.c.account_id == bindparam("account_id"), any_of(table.c[column], "ids"))
    )


@cache
def _let_go(table: Table, column: str) -> Statement:
    mine = table.c.account_id == bindparam("key_account_id")
    return Statement(update(table).values({column: null()}).where(mine, any_of(table.c[column], "ids")))


@cache
def _delete_many(table: Table) -> Statement:
    return Statement(delete(table).where(table.c.account_id == bindparam("account_id"), any_of(table.c.id, "ids")))


async def erase(call: Call, model: Model, row_id: str) -> None:
    """Delete a row with everything that rests on it, however deep."""
    await _erase(call, table_of(model), [row_id])
    await audit.record(call, f"{kind(model)}.erased", kind(model), row_id)


async def _erase(call: Call, table: Table, ids: list[str]) -> None:
    mine: Row = {"account_id": call.account_id, "ids": ids}
    for other, column, on_erase in dependents(table):
        if on_erase == "null":
            await call.db.run(_let_go(other, column), {"key_account_id": call.account_id, "ids": ids})
        elif resting := [row["id"] for row in await call.db.all(_resting(other, column), mine)]:
            await _erase(call, other, resting)
    await call.db.run(_delete_many(table), mine)

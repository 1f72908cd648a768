"""Lists: keyset cursors, signed and opaque; page 10,000 costs what page 1 costs."""

import base64
import hmac
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from typing import Annotated, Any

import orjson
from fastapi import Request
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import ColumnElement, Table, bindparam, select, tuple_

from app.core.call import Call
from app.core.errors import InvalidCursor
from app.core.statements import Row, Statement
from app.core.tables import Base, table_of
from app.core.wire import Instant

Filter = Callable[[Table, str], ColumnElement[bool]]


class ListQuery(BaseModel):
    """What every list takes; a feature adds its filters and the columns it can be sorted by."""

    model_config = ConfigDict(extra="forbid")

    limit: Annotated[int, Field(ge=1, le=200, description="How many items at most.")] = 50
    cursor: Annotated[str | None, Field(max_length=1000, description="`next_cursor` of the page before.")] = None
    created_after: Annotated[Instant | None, Field(description="Only what was made after this instant.")] = None
    updated_after: Annotated[
        Instant | None, Field(description="Only what was changed after this instant: the way to keep a copy in step.")
    ] = None


@dataclass(frozen=True, slots=True)
class Listing:
    """How one kind of row is listed: its model, and what each filter means."""

    model: type[Base]
    filters: Mapping[str, Filter]
    columns: Mapping[str, str]  # where the column that is sorted by has another name than the field
    left_out: frozenset[str]  # columns that no item shows: reading them would cost every row


def after(column: str) -> Filter:
    """Return the filter "later than"."""
    return lambda table, name: table.c[column] > bindparam(name, type_=table.c[column].type)


def before(column: str) -> Filter:
    """Return the filter "earlier than"."""
    return lambda table, name: table.c[column] < bindparam(name, type_=table.c[column].type)


COMMON: Mapping[str, Filter] = {"created_after": after("created_at"), "updated_after": after("updated_at")}


@lru_cache(maxsize=2048)
def _statement(model: type[Base], sort: str, names: tuple[str, ...], from_cursor: bool) -> Statement:
    """Return the list statement for this combination of filters; the combinations are few, the values are bound."""
    table = table_of(model)
    listing = _LISTINGS[model]
    column = table.c[_column(listing, sort)]
    query = select(*(c for c in table.c if c.key not in listing.left_out)).where(
        table.c.account_id == bindparam("account_id")
    )
    query = query.where(*(({**COMMON, **listing.filters})[name](table, name) for name in names))
    if from_cursor:
        here = tuple_(column, table.c.id)
        there = tuple_(bindparam("after_value", type_=column.type), bindparam("after_id", type_=table.c.id.type))
        query = query.where(here < there if sort.startswith("-") else here > there)
    direction = (column.desc(), table.c.id.desc()) if sort.startswith("-") else (column.asc(), table.c.id.asc())
    return Statement(query.order_by(*direction).limit(bindparam("limit")))


_LISTINGS: dict[type[Base], Listing] = {}


def listing(
    model: type[Base],
    filters: Mapping[str, Filter],
    columns: Mapping[str, str] | None = None,
    left_out: Iterable[str] = (),
) -> Listing:
    """Declare how rows of a model are listed."""
    found = _LISTINGS[model] = Listing(model, filters, columns or {}, frozenset(left_out))
    return found


def _column(listing: Listing, sort: str) -> str:
    name = sort.removeprefix("-")
    return listing.columns.get(name, name)


async def fetch(
    call: Call, listing: Listing, query: ListQuery, sort: str, fixed: Mapping[str, Any] | None = None
) -> tuple[list[Row], str | None]:
    """Return the rows of one page and the cursor of the next; `fixed` are filters the caller does not choose."""
    chosen = query.model_dump(exclude_none=True, exclude={"limit", "cursor", "sort"})
    values = {name: value for name, value in {**chosen, **(fixed or {})}.items() if value != []}
    params: dict[str, Any] = {"account_id": call.account_id, "limit": query.limit + 1, **values}
    signer: Signer = call.services.signer
    order = f"{call.account_id} {listing.model.__tablename__} {sort}"
    if query.cursor is not None:
        params["after_value"], params["after_id"] = signer.read(query.cursor, order)
    statement = _statement(listing.model, sort, tuple(sorted(values)), query.cursor is not None)
    rows = await call.db.all(statement, params)
    if len(rows) <= query.limit:
        return rows, None
    last = rows[query.limit - 1]
    return rows[: query.limit], signer.write(order, last[_column(listing, sort)], last["id"])


class Signer:
    """Signs cursors with the installation's key, so that a made-up one is refused."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def _sign(self, order: str, payload: bytes) -> bytes:
        return hmac.digest(self._key, order.encode() + b"\0" + payload, sha256)[:12]

    def write(self, order: str, value: Any, row_id: str) -> str:
        """Return the cursor that continues behind this row; `order` names whose list it is, and how it is sorted."""
        typed = ["t", value.isoformat()] if isinstance(value, datetime) else ["s", value]
        payload = orjson.dumps([*typed, row_id])
        return base64.urlsafe_b64encode(self._sign(order, payload) + payload).rstrip(b"=").decode()

    def read(self, cursor: str, order: str) -> tuple[Any, str]:
        """Return the sort value and id that a cursor stands for, or raise `InvalidCursor`."""
        try:
            raw = base64.b64decode(cursor.encode() + b"=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        except ValueError as error:
            raise InvalidCursor() from error
        signature, payload = raw[:12], raw[12:]
        if not hmac.compare_digest(signature, self._sign(order, payload)):
            raise InvalidCursor("The cursor is not from this list in this order: keep `sort` from page to page.")
        kind, value, row_id = orjson.loads(payload)
        return (datetime.fromisoformat(value) if kind == "t" else value), row_id


def next_url(request: Request, cursor: str | None) -> str | None:
    """Return the address of the next page: this one's, with the new cursor."""
    if cursor is None:
        return None
    return str(request.url.include_query_params(cursor=cursor).replace(scheme="", netloc=""))

"""Idempotency-Key: the first answer again, kept in the transaction of its effect.

The key's row is inserted before the work and completed with the answer; both become durable with the effect or not at
all. A second request with the key waits on that row until the first has ended, then replays its answer.
"""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import orjson
from fastapi import Request
from sqlalchemy import Integer, LargeBinary, String, bindparam, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from app.core.answers import Answer
from app.core.call import Call
from app.core.db import DatabaseUnavailable, LockTimeout
from app.core.errors import IdempotencyInProgress, IdempotencyMismatch, ValidationFailed, field_error
from app.core.statements import Statement
from app.core.tables import Base, owner, table_of
from app.core.types import Id, Json

LIFE = timedelta(hours=24)


class IdempotencyKey(Base):
    """One key of one account, what it was used for, and what was answered."""

    __tablename__ = "idempotency_keys"
    __table_args__ = (owner(),)

    account_id: Mapped[str] = mapped_column(Id(), primary_key=True)
    key: Mapped[str] = mapped_column(String(255), primary_key=True)
    created_at: Mapped[datetime]
    fingerprint: Mapped[str] = mapped_column(String(64))
    status: Mapped[int | None] = mapped_column(Integer)
    headers: Mapped[Any] = mapped_column(Json(), nullable=True)
    body: Mapped[bytes | None] = mapped_column(LargeBinary)


_table = table_of(IdempotencyKey)
_mine = (_table.c.account_id == bindparam("account_id"), _table.c.key == bindparam("key"))


def _insert(dialect: str) -> Any:
    make: Any = postgresql.insert if dialect == "postgresql" else sqlite.insert
    names = ("account_id", "key", "created_at", "fingerprint")
    return make(_table).values({name: bindparam(name) for name in names}).on_conflict_do_nothing()


_INSERT = Statement(_insert)
_EXPIRE = Statement(delete(_table).where(_mine[0], _table.c.created_at < bindparam("cutoff")))
_FIND = Statement(select(_table).where(*_mine))
_FINISH = Statement(
    update(_table)
    .values({name: bindparam(f"new_{name}", type_=_table.c[name].type) for name in ("status", "headers", "body")})
    .where(*_mine)
)


def fingerprint(request: Request) -> str:
    """Return the digest of what makes two requests the same: method, address and canonical body."""
    body = orjson.dumps(getattr(request, "_json", None), option=orjson.OPT_SORT_KEYS)
    return sha256(b"\n".join((request.method.encode(), str(request.url.path).encode(), body))).hexdigest()


async def begin(call: Call, key: str, request: Request) -> Answer | None:
    """Reserve the key for this request, or return the answer that was given to the first with it."""
    if not 1 <= len(key) <= 255 or not key.isascii() or not key.isprintable():
        error = field_error("/header/Idempotency-Key", "idempotency_key", "1 to 255 printable ASCII characters.")
        raise ValidationFailed("The Idempotency-Key is not acceptable.", errors=[error])
    mine = {"account_id": call.account_id, "key": key}
    print_ = fingerprint(request)
    if await _reserve(call, {**mine, "created_at": call.now, "fingerprint": print_}):
        return None
    first = await call.db.one(_FIND, mine)
    if first is None or first["status"] is None:
        raise IdempotencyInProgress("The first request with this key is still running: try again.")
    if first["fingerprint"] != print_:
        raise IdempotencyMismatch("This Idempotency-Key came with another request before: take a new key.")
    headers = [(name.encode(), value.encode()) for name, value in first["headers"]]
    return Answer(first["status"], first["body"], [*headers, (b"idempotency-replayed", b"true")])


async def _reserve(call: Call, values: dict[str, Any]) -> bool:
    """Insert the key's row, waiting about 10 s for a first request that holds it."""
    for _ in range(2):
        try:
            await call.db.begin()
            await call.db.run(_EXPIRE, {"account_id": call.account_id, "cutoff": call.now - LIFE})
            return await call.db.run(_INSERT, values) == 1
        except (LockTimeout, DatabaseUnavailable):
            await call.db.rollback()
    raise IdempotencyInProgress("The first request with this key is still running: try again.")


async def finish(call: Call, key: str, answer: Answer) -> None:
    """Keep a 2xx answer with the key; after any other the key stays free, since the transaction is undone."""
    headers = [[k.decode(), v.decode()] for k, v in answer.raw_headers if k != b"content-length"]
    await call.db.run(
        _FINISH,
        {
            "account_id": call.account_id,
            "key": key,
            "new_status": answer.status_code,
            "new_headers": headers,
            "new_body": answer.stored_body,
        },
    )

"""Who is calling: one indexed look-up of the token or key, which also says whose rows the connection may see."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import String, bindparam, cast, func, or_, select, update

from app.accounts import tokens
from app.accounts.models import ApiKey, Credential
from app.core.call import Caller
from app.core.db import Connection, Database, DatabaseUnavailable, LockTimeout
from app.core.statements import Statement
from app.core.tables import table_of
from app.core.types import Instant

log = structlog.get_logger("cardinal.access")

USE_NOTED_EVERY = timedelta(minutes=1)
_KEYS_REMEMBERED = 10_000


def _look_up(dialect: str) -> Any:
    query = select(
        Credential.account_id, Credential.kind, Credential.actor_id, Credential.scopes, Credential.facts
    ).where(
        Credential.digest == bindparam("digest"),
        or_(Credential.expires_at.is_(None), Credential.expires_at > bindparam("now", type_=Instant())),
    )
    if dialect == "postgresql":
        # the second wall goes up in the same round trip
        query = query.add_columns(func.set_config("app.account", cast(Credential.account_id, String), False))
    return query


_LOOK_UP = Statement(_look_up)

_keys = table_of(ApiKey)
_NOTE_USE = Statement(
    update(_keys)
    .values(last_used_at=bindparam("last_used_at", type_=_keys.c.last_used_at.type))
    .where(
        _keys.c.account_id == bindparam("key_account_id"),
        _keys.c.id == bindparam("key_id"),
        or_(_keys.c.last_used_at.is_(None), _keys.c.last_used_at <= bindparam("cutoff")),
    )
)


async def authenticate(db: Connection, token: str, now: datetime) -> Caller | None:
    """Return who holds this token or key, or None."""
    if not token.startswith((tokens.ACCESS, tokens.KEY)) or len(token) > 100:
        return None
    row = await db.claim(_LOOK_UP, {"digest": tokens.digest(token), "now": now})
    if row is None:
        return None
    return Caller(
        account_id=row["account_id"],
        kind=row["kind"],
        actor_id=row["actor_id"],
        scopes=frozenset(row["scopes"]),
        **row["facts"],
    )


class Authenticator:
    """Authenticates calls, and notes beside them when a key was last used: at most once a minute a key."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._noted: dict[str, datetime] = {}
        self._running: set[asyncio.Task[None]] = set()

    async def __call__(self, db: Connection, token: str, now: datetime) -> Caller | None:
        """Return who holds this token or key, or None."""
        caller = await authenticate(db, token, now)
        if caller is not None and caller.kind == "api_key" and caller.actor_id is not None:
            self._note_use(caller.account_id, caller.actor_id, now)
        return caller

    def _note_use(self, account_id: str, key_id: str, now: datetime) -> None:
        noted = self._noted.get(key_id)
        if noted is not None and abs(now - noted) < USE_NOTED_EVERY:
            return
        if len(self._noted) >= _KEYS_REMEMBERED:
            self._noted.clear()
        self._noted[key_id] = now
        task = asyncio.create_task(self._write_use(account_id, key_id, now))
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _write_use(self, account_id: str, key_id: str, now: datetime) -> None:
        db = self._database.connection()
        params = {"key_account_id": account_id, "key_id": key_id, "last_used_at": now, "cutoff": now - USE_NOTED_EVERY}
        try:
            await db.begin()
            await db.set_account(account_id)
            await db.run(_NOTE_USE, params)
            await db.commit()
        except (DatabaseUnavailable, LockTimeout) as error:
            self._noted.pop(key_id, None)
            log.warning("key_use_not_noted", reason=type(error).__name__)
        finally:
            await db.release()

    async def settle(self) -> None:
        """Wait until all uses are written: before the database is closed."""
        await asyncio.gather(*self._running, return_exceptions=True)

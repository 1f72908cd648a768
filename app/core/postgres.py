"""PostgreSQL through asyncpg, with row level security as the second wall.

Every connection is told whose rows it may see (`app.account`) before it is used: the token look-up does it in its own
statement (`claim`), anybody else sees nobody's until `set_account`. So nothing needs a reset between two uses.
"""

import asyncio
import contextlib
from collections.abc import Mapping, Sequence
from typing import Any

import asyncpg
from sqlalchemy import String, bindparam, func, select

from app.core.db import WAIT_SECONDS, ConstraintViolated, DatabaseUnavailable, LockTimeout
from app.core.places import Places
from app.core.statements import Row, Statement

SET_ACCOUNT = Statement(select(func.set_config("app.account", bindparam("account_id", type_=String()), False)))

_VIOLATIONS = {
    asyncpg.UniqueViolationError: "unique",
    asyncpg.ForeignKeyViolationError: "foreign_key",
    asyncpg.CheckViolationError: "check",
    asyncpg.ExclusionViolationError: "exclusion",
}
_CONTENTION = (
    asyncpg.LockNotAvailableError,
    asyncpg.DeadlockDetectedError,
    asyncpg.SerializationError,
    asyncpg.QueryCanceledError,  # by statement_timeout, while it waits for a row
)
_AWAY = (
    OSError,
    TimeoutError,
    asyncpg.InterfaceError,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.InvalidAuthorizationSpecificationError,
    asyncpg.InvalidCatalogNameError,
)


def translated(error: Exception) -> Exception:
    """Return the driver's error in this package's terms where there is one, else as it is."""
    for kind, name in _VIOLATIONS.items():
        if isinstance(error, kind):
            return ConstraintViolated(name, getattr(error, "constraint_name", None) or "")
    if isinstance(error, _CONTENTION):
        return LockTimeout(str(error))
    if isinstance(error, _AWAY):
        return DatabaseUnavailable(type(error).__name__)
    return error


class PostgresDatabase:
    """Connections to one PostgreSQL database, made when they are needed and kept.

    Places, like SQLite's: asyncpg's own pool costs a task and two timers a request, and resets a session
    that is told anew whose it is at every use.
    """

    dialect = "postgresql"

    def __init__(self, url: str, pool_size: int) -> None:
        self._url = url
        self._places: Places[Any] = Places([None] * pool_size)
        self._connected: set[Any] = set()

    async def open(self) -> None:
        self.release(await self.acquire())

    async def acquire(self) -> Any:
        """Return a live connection, or raise `DatabaseUnavailable`."""
        try:
            place = await self._places.take(WAIT_SECONDS)
        except TimeoutError as error:
            raise DatabaseUnavailable("all connections are busy") from error
        if place is not None and not place.is_closed():
            return place
        try:
            return await self._connect()
        except BaseException as error:
            self._places.give_back(None)
            if isinstance(error, (*_AWAY, asyncpg.PostgresError)):
                raise DatabaseUnavailable(type(error).__name__) from error
            raise

    async def _connect(self) -> Any:
        made = await asyncpg.connect(
            self._url,
            timeout=WAIT_SECONDS,
            server_settings={"statement_timeout": f"{int(WAIT_SECONDS * 1000)}", "application_name": "cardinal"},
        )
        # ids travel as text in both directions: no UUID objects on the hot path
        await made.set_type_codec("uuid", encoder=str, decoder=str, schema="pg_catalog", format="text")
        self._connected = {each for each in self._connected if not each.is_closed()} | {made}
        return made

    def release(self, connection: Any) -> None:
        self._places.give_back(connection)

    async def close(self) -> None:
        for connection in self._connected:
            try:
                await connection.close(timeout=WAIT_SECONDS)
            except (*_AWAY, asyncpg.PostgresError):
                connection.terminate()
        self._connected = set()

    def connection(self) -> "PostgresConnection":
        return PostgresConnection(self)


class PostgresConnection:
    """One request's connection, taken from the pool at its first statement."""

    __slots__ = ("_account_set", "_connection", "_database", "_in_transaction")

    dialect = "postgresql"

    def __init__(self, database: PostgresDatabase) -> None:
        self._database = database
        self._connection: Any = None
        self._account_set = False
        self._in_transaction = False

    async def _call(self, method: str, *arguments: Any) -> Any:
        if self._connection is None:
            self._connection = await self._database.acquire()
        if not self._account_set:
            await self.set_account("")
        try:
            return await getattr(self._connection, method)(*arguments)
        except (asyncpg.PostgresError, *_AWAY) as error:
            raise translated(error) from error
        except asyncio.CancelledError:
            # what the server was doing is not known any more: the next one gets a new connection
            self._connection.terminate()
            raise

    async def all(self, statement: Statement, params: Mapping[str, Any]) -> list[Row]:
        compiled = statement.compiled("postgresql")
        return compiled.rows(await self._call("fetch", compiled.sql, *compiled.arguments(params)))

    async def one(self, statement: Statement, params: Mapping[str, Any]) -> Row | None:
        rows = await self.all(statement, params)
        return rows[0] if rows else None

    async def run(self, statement: Statement, params: Mapping[str, Any]) -> int:
        compiled = statement.compiled("postgresql")
        status: str = await self._call("execute", compiled.sql, *compiled.arguments(params))
        return int(status.rpartition(" ")[2])

    async def run_many(self, statement: Statement, params: Sequence[Mapping[str, Any]]) -> None:
        compiled = statement.compiled("postgresql")
        await self._call("executemany", compiled.sql, [compiled.arguments(each) for each in params])

    async def claim(self, statement: Statement, params: Mapping[str, Any]) -> Row | None:
        self._account_set = True
        row = await self.one(statement, params)
        self._account_set = row is not None
        return row

    async def set_account(self, account_id: str) -> None:
        self._account_set = True
        await self.one(SET_ACCOUNT, {"account_id": account_id})

    async def begin(self) -> None:
        if not self._in_transaction:
            self._in_transaction = True
            await self._call("execute", "BEGIN")

    async def commit(self) -> None:
        if self._in_transaction:
            await self._call("execute", "COMMIT")
            self._in_transaction = False

    async def rollback(self) -> None:
        if self._in_transaction:
            self._in_transaction = False
            # a connection that is gone has been undone by the server
            with contextlib.suppress(DatabaseUnavailable):
                await self._call("execute", "ROLLBACK")

    async def release(self) -> None:
        if self._connection is not None:
            await self.rollback()
            connection, self._connection = self._connection, None
            self._account_set = False
            self._database.release(connection)

"""SQLite through aiosqlite: several readers, one writer at a time, nothing acknowledged before it is on disk."""

import asyncio
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import aiosqlite

from app.core.db import WAIT_SECONDS, ConstraintViolated, DatabaseUnavailable, LockTimeout
from app.core.places import Places
from app.core.statements import Row, Statement

PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    f"PRAGMA busy_timeout = {int(WAIT_SECONDS * 1000)}",
    "PRAGMA secure_delete = ON",
    "PRAGMA cache_size = -8192",
)
READERS = 4

_VIOLATIONS = {
    "SQLITE_CONSTRAINT_UNIQUE": "unique",
    "SQLITE_CONSTRAINT_PRIMARYKEY": "unique",
    "SQLITE_CONSTRAINT_FOREIGNKEY": "foreign_key",
    "SQLITE_CONSTRAINT_CHECK": "check",
    "SQLITE_CONSTRAINT_TRIGGER": "exclusion",
}


def translated(error: sqlite3.Error) -> Exception:
    """Return the driver's error in this package's terms where there is one, else as it is."""
    name = getattr(error, "sqlite_errorname", "")
    if name in _VIOLATIONS:
        return ConstraintViolated(_VIOLATIONS[name], str(error).partition(": ")[2])
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return LockTimeout(str(error))
    if name.startswith(("SQLITE_CANTOPEN", "SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY")):
        return DatabaseUnavailable(str(error))
    return error


async def connect(path: Path) -> aiosqlite.Connection:
    """Return a connection in autocommit with this project's pragmas set."""
    connection = await aiosqlite.connect(path, isolation_level=None, cached_statements=256)
    connection.row_factory = sqlite3.Row
    for pragma in PRAGMAS:
        await connection.execute(pragma)
    return connection


class SqliteDatabase:
    """One database file: connections for readers, and one for the writer."""

    dialect = "sqlite"

    def __init__(self, path: Path) -> None:
        self._path = path
        self._readers: Places[aiosqlite.Connection] = Places()
        self._writer: Places[aiosqlite.Connection] = Places()
        self._all: list[aiosqlite.Connection] = []
        self._opening = asyncio.Lock()

    async def open(self) -> None:
        async with self._opening:
            if self._all:
                return
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                self._all = [await connect(self._path) for _ in range(READERS + 1)]
            except (OSError, sqlite3.Error) as error:
                raise DatabaseUnavailable(str(error)) from error
            self._writer, self._readers = Places(self._all[:1]), Places(self._all[1:])

    async def acquire(self, to_write: bool) -> aiosqlite.Connection:
        if not self._all:
            await self.open()
        try:
            return await (self._writer if to_write else self._readers).take(WAIT_SECONDS)
        except TimeoutError as error:
            raise DatabaseUnavailable("busy") from error

    def release(self, connection: aiosqlite.Connection) -> None:
        (self._writer if connection is self._all[0] else self._readers).give_back(connection)

    async def close(self) -> None:
        for connection in self._all:
            await connection.close()
        self._all = []
        self._readers, self._writer = Places(), Places()

    def connection(self) -> "SqliteConnection":
        return SqliteConnection(self)


class SqliteConnection:
    """One request's connection: a reader until it begins to write."""

    __slots__ = ("_connection", "_database", "_in_transaction")

    dialect = "sqlite"

    def __init__(self, database: SqliteDatabase) -> None:
        self._database = database
        self._connection: aiosqlite.Connection | None = None
        self._in_transaction = False

    async def _driver(self) -> aiosqlite.Connection:
        if self._connection is None:
            self._connection = await self._database.acquire(to_write=False)
        return self._connection

    async def all(self, statement: Statement, params: Mapping[str, Any]) -> list[Row]:
        compiled = statement.compiled("sqlite")
        driver = await self._driver()
        try:
            rows = await driver.execute_fetchall(compiled.sql, compiled.arguments(params))
        except sqlite3.Error as error:
            raise translated(error) from error
        return compiled.rows(list(rows))

    async def one(self, statement: Statement, params: Mapping[str, Any]) -> Row | None:
        rows = await self.all(statement, params)
        return rows[0] if rows else None

    async def run(self, statement: Statement, params: Mapping[str, Any]) -> int:
        await self.begin()
        compiled = statement.compiled("sqlite")
        return await self._run(compiled.sql, compiled.arguments(params))

    async def run_many(self, statement: Statement, params: Sequence[Mapping[str, Any]]) -> None:
        await self.begin()
        compiled = statement.compiled("sqlite")
        driver = await self._driver()
        try:
            await driver.executemany(compiled.sql, [compiled.arguments(each) for each in params])
        except sqlite3.Error as error:
            raise translated(error) from error

    async def _run(self, sql: str, arguments: Sequence[Any] = ()) -> int:
        driver = await self._driver()
        try:
            async with driver.execute(sql, arguments) as cursor:
                return cursor.rowcount
        except sqlite3.Error as error:
            raise translated(error) from error

    async def claim(self, statement: Statement, params: Mapping[str, Any]) -> Row | None:
        return await self.one(statement, params)

    async def set_account(self, account_id: str) -> None:
        """Do nothing: SQLite has one wall, the keys."""

    async def begin(self) -> None:
        if self._in_transaction:
            return
        await self.release()
        self._connection = await self._database.acquire(to_write=True)
        # set first: a task that is cancelled here may have begun in the driver's thread all the same
        self._in_transaction = True
        await self._run("BEGIN IMMEDIATE")

    async def commit(self) -> None:
        if self._in_transaction:
            await self._run("COMMIT")
            self._in_transaction = False

    async def rollback(self) -> None:
        if self._in_transaction and self._connection is not None:
            self._in_transaction = False
            await self._connection.rollback()

    async def release(self) -> None:
        if self._connection is not None:
            await self.rollback()
            connection, self._connection = self._connection, None
            self._database.release(connection)

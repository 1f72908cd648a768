"""One way to the database, the same on PostgreSQL and SQLite.

A `Database` is one per process. A `Connection` is what one request or job holds while it runs: it runs statements in
autocommit until `begin()` is called, and is committed by the door before the answer leaves, never by a service.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from app.core.statements import Row, Statement

WAIT_SECONDS = 5.0  # for a free connection, for SQLite's write lock, and for one statement


class DatabaseUnavailable(Exception):
    """The database does not answer, or is too busy to."""


class ConstraintViolated(Exception):
    """The database refused a row; `kind` is unique, foreign_key, check or exclusion, `name` says which constraint."""

    def __init__(self, kind: str, name: str) -> None:
        super().__init__(f"{kind}: {name}")
        self.kind = kind
        self.name = name


class LockTimeout(Exception):
    """A row that another transaction holds did not become free in time."""


class Connection(Protocol):
    """One request's hold on the database."""

    dialect: str

    async def all(self, statement: Statement, params: Mapping[str, Any]) -> list[Row]:
        """Run a statement and return its rows."""

    async def one(self, statement: Statement, params: Mapping[str, Any]) -> Row | None:
        """Run a statement and return its first row, if there is one."""

    async def run(self, statement: Statement, params: Mapping[str, Any]) -> int:
        """Run a statement that changes rows and return how many."""

    async def run_many(self, statement: Statement, params: Sequence[Mapping[str, Any]]) -> None:
        """Run a statement once for each set of parameters."""

    async def claim(self, statement: Statement, params: Mapping[str, Any]) -> Row | None:
        """Run the look-up of a token, which itself says whose rows may be seen, and return what it found."""

    async def set_account(self, account_id: str) -> None:
        """Say whose rows this connection may see from here on; until then nobody's."""

    async def begin(self) -> None:
        """Start the transaction, unless it has begun."""

    async def commit(self) -> None:
        """Make the transaction durable, if one has begun."""

    async def rollback(self) -> None:
        """Undo the transaction, if one has begun."""

    async def release(self) -> None:
        """Give the connection back; an open transaction is undone."""


class Database(Protocol):
    """The process's way to the database."""

    dialect: str

    async def open(self) -> None:
        """Connect; raises `DatabaseUnavailable`."""

    async def close(self) -> None:
        """End all connections."""

    def connection(self) -> Connection:
        """Return a hold on the database that takes a real connection at its first statement."""

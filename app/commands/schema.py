"""The database's schema: at which revision it is, and bringing it up to this program's."""

import asyncio
import sqlite3
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing

import asyncpg

from app.commands.errors import CommandError
from app.core import migrate
from app.core.settings import Settings

CONNECT_SECONDS = 5
_ASK = "SELECT version_num FROM alembic_version"
# two processes that start at once take turns
_TURN = int.from_bytes(b"cardinal")
UNREACHABLE = (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError, ValueError)


async def revision(settings: Settings) -> str | None:
    """Return the database's revision, None when it is empty; raise `CommandError` when it cannot be reached."""
    if not settings.is_postgres:
        return await asyncio.to_thread(_sqlite_revision, settings)
    async with connected(settings.migration_database_url or settings.database_url) as connection:
        return await _postgres_revision(connection)


def _sqlite_revision(settings: Settings) -> str | None:
    path = settings.sqlite_path
    if not path.exists():
        return None
    try:
        with closing(sqlite3.connect(path, timeout=CONNECT_SECONDS)) as connection:
            named = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
            found = connection.execute(_ASK).fetchone() if named else None
    except sqlite3.Error as error:
        raise CommandError(f"the database {path} cannot be read: {error}.") from error
    return str(found[0]) if found else None


async def _postgres_revision(connection: asyncpg.Connection) -> str | None:
    try:
        found: str | None = await connection.fetchval(_ASK)
    except asyncpg.UndefinedTableError:
        return None
    return found


@asynccontextmanager
async def connected(url: str) -> AsyncIterator[asyncpg.Connection]:
    """Hold a connection to PostgreSQL; raise `CommandError` when there is none to be had."""
    try:
        connection = await asyncpg.connect(url, timeout=CONNECT_SECONDS)
    except UNREACHABLE as error:
        reason = str(error) or "no answer"
        raise CommandError(f"the database cannot be reached: {reason}.") from error
    try:
        yield connection
    finally:
        await connection.close(timeout=CONNECT_SECONDS)


def is_behind(found: str | None) -> bool:
    """Say whether a database at this revision lacks some that this program has."""
    return found is None or found < migrate.head()


async def upgrade(settings: Settings) -> bool:
    """Bring the database up to this program's schema; return whether there was anything to do."""
    if not is_behind(await revision(settings)):
        return False
    if not settings.is_postgres:
        await asyncio.to_thread(_run, settings)
        return True
    async with connected(settings.migration_database_url or settings.database_url) as connection:
        await connection.execute("SELECT pg_advisory_lock($1)", _TURN)
        if is_behind(await _postgres_revision(connection)):
            await asyncio.to_thread(_run, settings)
    return True


def _run(settings: Settings) -> None:
    url = settings.database_url
    if not settings.is_postgres:
        # Alembic runs in the project's folder: a path that is relative to this one would be another file there
        path = settings.sqlite_path.resolve()
        url = f"sqlite:///{path}"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch(mode=0o600)
        except OSError as error:
            raise CommandError(f"the database cannot be made in {path.parent}: {error.strerror}.") from error
    try:
        migrate.upgrade(url, settings.migration_database_url)
    except subprocess.CalledProcessError as error:
        raise CommandError("the database could not be brought up to date: see the messages above.") from error

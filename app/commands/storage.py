"""What `cardinal doctor` says of the database."""

import asyncio
import shutil
import sqlite3
import stat
from collections.abc import AsyncIterator
from dataclasses import dataclass
from enum import StrEnum

import asyncpg

from app.commands import schema
from app.commands.errors import CommandError
from app.core import migrate
from app.core.settings import Settings
from app.core.sqlite import connect

GIBIBYTE = 1024**3
LEAST_FREE = GIBIBYTE
OLDEST_POSTGRES = 140000
# what is acknowledged is on disk: the settings that this rests on, and what they may be
SQLITE_DURABLE = {"journal_mode": ("wal",), "synchronous": ("2", "3"), "foreign_keys": ("1",), "secure_delete": ("1",)}
POSTGRES_DURABLE = {"fsync": ("on",), "full_page_writes": ("on",), "synchronous_commit": ("on", "remote_apply")}
_ROLE = "SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user"
_OWNED = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user"
_UNPROTECTED = """
    SELECT t.relname FROM pg_class t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attname = 'account_id'
    WHERE t.relnamespace = 'public'::regnamespace AND t.relkind IN ('r', 'p') AND NOT a.attisdropped
      AND NOT (t.relrowsecurity AND t.relforcerowsecurity
               AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = t.oid))
    ORDER BY t.relname
"""


class Level(StrEnum):
    """How bad it is."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that was looked at, and what to do about it."""

    level: Level
    what: str
    advice: str = ""


def remark(holds: bool, what: str, advice: str, otherwise: Level = Level.FAIL) -> Remark:
    """Return `what` as it should be, or what to do since it is not."""
    return Remark(Level.OK, what) if holds else Remark(otherwise, f"not so: {what}", advice)


async def database(settings: Settings) -> AsyncIterator[Remark]:
    """Look at the database: is it there, is it at this program's schema, does it keep its promises."""
    try:
        found = await schema.revision(settings)
    except CommandError as error:
        yield Remark(Level.FAIL, str(error), "See CARDINAL_DATABASE_URL, and whether the database runs.")
        return
    at_head = found == migrate.head()
    ahead = not at_head and not schema.is_behind(found)
    level = Level.WARN if ahead else Level.FAIL
    advice = "Use the program that made this schema." if ahead else "Run: cardinal db upgrade"
    yield remark(at_head, f"the database is at revision {migrate.head()}", advice, level)
    if not settings.is_postgres:
        for each in await asyncio.to_thread(_sqlite_file, settings):
            yield each
        if settings.sqlite_path.exists():
            yield await _sqlite_durable(settings)
        return
    try:
        async with schema.connected(settings.database_url) as connection:
            for each in await _postgres(connection):
                yield each
    except CommandError as error:
        yield Remark(Level.FAIL, str(error), "See CARDINAL_DATABASE_URL: the role that serves must reach it too.")


def _sqlite_file(settings: Settings) -> list[Remark]:
    path = settings.sqlite_path.resolve()
    folder = next(each for each in path.parents if each.exists())
    free = shutil.disk_usage(folder).free
    remarks = [
        remark(
            free >= LEAST_FREE,
            f"there is room in {folder}: {free / GIBIBYTE:.1f} GiB free",
            "Make room, or move the database: a full disk stops all writes.",
            Level.WARN,
        )
    ]
    if path.exists():
        private = not stat.S_IMODE(path.stat().st_mode) & 0o077
        advice = f"Run: chmod 600 {path}"
        remarks.append(remark(private, f"only its owner can read {path}", advice, Level.WARN))
    return remarks


async def _sqlite_durable(settings: Settings) -> Remark:
    try:
        connection = await connect(settings.sqlite_path)
    except (OSError, sqlite3.Error) as error:
        return Remark(Level.FAIL, f"the database file cannot be opened for writing: {error}", "See its permissions.")
    wrong = []
    for name, right in SQLITE_DURABLE.items():
        rows = list(await connection.execute_fetchall(f"PRAGMA {name}"))
        if str(rows[0][0]) not in right:
            wrong.append(f"{name} is {rows[0][0]}")
    await connection.close()
    what = "SQLite keeps what it has acknowledged"
    return remark(not wrong, what, f"{', '.join(wrong)}: is the file on a network drive? Move it to a local disk.")


async def _postgres(connection: asyncpg.Connection) -> list[Remark]:
    role = await connection.fetchrow(_ROLE)
    owned = await connection.fetchval(_OWNED)
    open_tables = [each["relname"] for each in await connection.fetch(_UNPROTECTED)]
    settings = {name: await connection.fetchval(f"SHOW {name}") for name in POSTGRES_DURABLE}
    lax = [f"{name} is {settings[name]}" for name, right in POSTGRES_DURABLE.items() if settings[name] not in right]
    version = connection.get_server_version()
    return [
        remark(
            int(version.major) * 10000 >= OLDEST_POSTGRES,
            f"PostgreSQL is recent enough: {version.major}.{version.minor}",
            "Cardinal is tested with PostgreSQL 18; use 14 or newer.",
        ),
        remark(
            role is not None and not role["rolsuper"] and not role["rolbypassrls"],
            "the role that serves is bound by row level security",
            "It is a superuser or has BYPASSRLS: serve as a role with NOSUPERUSER NOBYPASSRLS.",
        ),
        remark(
            not owned,
            "the role that serves owns no tables",
            "Set CARDINAL_MIGRATION_DATABASE_URL to the role that owns them, and serve as another.",
            Level.WARN,
        ),
        remark(
            not open_tables,
            "row level security is forced on every account's tables",
            f"It is not on {', '.join(open_tables)}: run `cardinal db upgrade`, and see who changed it.",
        ),
        remark(not lax, "PostgreSQL keeps what it has acknowledged", f"{', '.join(lax)}: a crash would lose writes."),
    ]

"""Alembic's entry: runs the migrations on the database that `-x url=…` or the settings name."""

import asyncio
import sqlite3
from pathlib import Path
from urllib.parse import unquote, urlsplit

import asyncpg
from alembic import context
from sqlalchemy import Connection, event, pool
from sqlalchemy.ext.asyncio import create_async_engine

from app.core.settings import Settings
from app.core.tables import Base
from app.models import ALL

assert ALL  # importing the models fills Base.metadata


settings = Settings()
given = context.get_x_argument(as_dictionary=True).get("url")
URL = given or settings.migration_database_url or settings.database_url


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        compare_type=True,
        render_as_batch=connection.dialect.name == "sqlite",
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()
    if connection.dialect.name == "postgresql" and settings.migration_database_url and not given:
        _grant(connection, unquote(urlsplit(settings.database_url).username or ""))


def _grant(connection: Connection, role: str) -> None:
    """Let the role that serves read and write, and no more: it owns nothing."""
    quoted = connection.dialect.identifier_preparer.quote(role)
    connection.exec_driver_sql(f"GRANT USAGE ON SCHEMA public TO {quoted}")
    connection.exec_driver_sql(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {quoted}")
    connection.commit()


async def _online() -> None:
    url = URL
    if url.startswith("sqlite"):
        Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
        engine = create_async_engine(url.replace("sqlite:", "sqlite+aiosqlite:", 1), poolclass=pool.NullPool)
        event.listen(engine.sync_engine, "connect", _on_sqlite)
    else:
        engine = create_async_engine(
            "postgresql+asyncpg://", async_creator=lambda: asyncpg.connect(url), poolclass=pool.NullPool
        )
    async with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            await connection.exec_driver_sql("SET lock_timeout = '3s'")
            await connection.commit()
        await connection.run_sync(_run)
        await connection.commit()
    await engine.dispose()


def _on_sqlite(connection: sqlite3.Connection, _: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA busy_timeout = 5000")
    cursor.close()


asyncio.run(_online())

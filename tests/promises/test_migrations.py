"""The schema: up, down and up again on both engines, and the models say the same as the migrations."""

from contextlib import closing
from pathlib import Path
from sqlite3 import connect

import asyncpg
import pytest

from app.core import migrate
from tests.conftest import Place

pytestmark = pytest.mark.anyio

_POSTGRES_SCHEMA = """
    SELECT 'column', table_name || '.' || column_name, data_type || ' ' || is_nullable || ' '
           || coalesce(column_default, '') || ' ' || coalesce(character_maximum_length::text, '')
    FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL SELECT 'constraint', conrelid::regclass || '.' || conname, pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid <> 0
    UNION ALL SELECT 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT 'policy', tablename || '.' || policyname, coalesce(qual, '') || coalesce(with_check, '')
    FROM pg_policies WHERE schemaname = 'public'
    UNION ALL SELECT 'wall', relname, relrowsecurity || ' ' || relforcerowsecurity
    FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
"""
_UNPROTECTED = """
    SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'account_id'
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
      AND NOT (c.relrowsecurity AND c.relforcerowsecurity
               AND EXISTS (SELECT 1 FROM pg_policies p WHERE p.tablename = c.relname))
"""


async def schema_of(place: Place) -> set[tuple[str, ...]]:
    """Return everything that the database holds beside rows, Alembic's own table left out."""
    if place.engine == "sqlite":
        with closing(connect(Path(place.url.removeprefix("sqlite:///")))) as connection:
            found = connection.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_master").fetchall()
    else:
        owner = await asyncpg.connect(place.owner_url)
        try:
            found = [tuple(row) for row in await owner.fetch(_POSTGRES_SCHEMA)]
        finally:
            await owner.close()
    return {each for each in found if "alembic_version" not in " ".join(each)}


def alembic(place: Place, *command: str) -> None:
    migrate.run(*command, database_url=place.url, migration_database_url=place.owner_url)


async def test_the_schema_goes_up_and_down_and_up_again_and_is_what_the_models_say(empty_place: Place) -> None:
    alembic(empty_place, "upgrade", "head")
    first = await schema_of(empty_place)
    assert first
    alembic(empty_place, "downgrade", "base")
    assert await schema_of(empty_place) == set()
    alembic(empty_place, "upgrade", "head")
    assert await schema_of(empty_place) == first
    alembic(empty_place, "check")


async def test_every_table_of_an_account_is_behind_the_second_wall(place: Place) -> None:
    if place.engine == "sqlite":
        pytest.skip("row level security is PostgreSQL's")
    owner = await asyncpg.connect(place.owner_url)
    try:
        assert [row["relname"] for row in await owner.fetch(_UNPROTECTED)] == []
    finally:
        await owner.close()


async def test_the_role_that_serves_is_bound_by_the_second_wall(place: Place) -> None:
    if place.engine == "sqlite":
        pytest.skip("roles are PostgreSQL's")
    serving = await asyncpg.connect(place.url)
    try:
        role = await serving.fetchrow("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert role is not None
        assert tuple(role) == (False, False)
        owned = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user"
        assert await serving.fetchval(owned) == 0
    finally:
        await serving.close()

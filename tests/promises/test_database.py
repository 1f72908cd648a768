"""What holds for the data layer: the second wall on PostgreSQL, few statements, settings that keep what is promised."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import httpx
import pytest
from fastapi import FastAPI

from app.core.statements import Statement
from app.core.tables import Base
from tests.conftest import Place, Seeker

pytestmark = pytest.mark.anyio


@pytest.fixture
async def admin(place: Place) -> AsyncIterator[Any]:
    """A connection to PostgreSQL as its superuser, whom no policy binds."""
    if place.engine != "postgresql":
        pytest.skip("SQLite has no roles")
    connection = await asyncpg.connect(place.admin_url)
    yield connection
    await connection.close()


async def test_every_table_of_accounts_has_a_policy_that_binds_its_owner_too(admin: Any) -> None:
    owned = {table.name for table in Base.metadata.sorted_tables if "account_id" in table.c} | {"accounts"}
    rows = await admin.fetch("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
    assert owned == {row["relname"] for row in rows}
    policies = await admin.fetch("SELECT tablename, qual FROM pg_policies WHERE cmd = 'ALL'")
    assert owned == {row["tablename"] for row in policies}
    # as a sub-select it is evaluated once a statement, not once a row
    assert all("SELECT" in row["qual"] for row in policies)


async def test_the_role_that_serves_owns_nothing_and_bypasses_nothing(admin: Any) -> None:
    role = await admin.fetchrow("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = 'cardinal_app'")
    assert (role["rolsuper"], role["rolbypassrls"]) == (False, False)
    owners = await admin.fetch("SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'")
    assert [row["tableowner"] for row in owners] == ["cardinal_owner"]


async def test_a_query_that_forgets_its_owner_sees_nobodys_rows(
    app: FastAPI, place: Place, contact: dict[str, Any]
) -> None:
    if place.engine != "postgresql":
        pytest.skip("SQLite has one wall, the keys")
    from sqlalchemy import func, select

    from app.contacts.models import Contact

    forgetful = Statement(select(func.count().label("n")).select_from(Contact))
    db = app.state.services.database.connection()
    assert await db.one(forgetful, {}) == {"n": 0}
    await db.release()


async def test_the_database_refuses_a_reference_across_accounts(seeker: Seeker, stranger: Seeker) -> None:
    theirs = (await stranger.client.post("/v1/contacts", json={"name": "Theirs"})).json()
    refused = await seeker.client.post("/v1/contacts", json={"name": "Mine", "introduced_by_id": theirs["id"]})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (404, "/introduced_by_id")


async def test_reading_and_adding_a_contact_take_one_statement_beyond_the_token(
    app: FastAPI, place: Place, api: httpx.AsyncClient, contact: dict[str, Any]
) -> None:
    if place.engine != "postgresql":
        pytest.skip("counted on PostgreSQL, where each is a round trip")
    seen: list[str] = []
    connections = app.state.services.database._connected
    for connection in connections:
        connection.add_query_logger(lambda record: seen.append(record.query))
    try:
        for verb, path, body in (
            ("GET", f"/v1/contacts/{contact['id']}", None),
            ("GET", "/v1/contacts?limit=50", None),
            ("POST", "/v1/contacts", {"name": "Eli"}),
        ):
            seen.clear()
            answer = await api.request(verb, path, json=body)
            await asyncio.sleep(0.01)  # the driver tells its loggers a little later
            assert answer.status_code in (200, 201)
            assert len(seen) == 2, (verb, path, seen)
            assert "credentials" in seen[0]
    finally:
        for connection in connections:
            connection._query_loggers.clear()


async def test_a_small_account_is_quick_beside_a_large_one_whatever_the_plan(admin: Any) -> None:
    """The planner's generic plan must start from the account: a primary key on `id` alone made it scan the others."""
    await admin.execute("SET plan_cache_mode = force_generic_plan")
    # the few rows of a test are read quickest one after the other, however many an account has
    await admin.execute("SET enable_seqscan = off")
    await admin.execute(
        "PREPARE page (uuid) AS SELECT * FROM interview_requests WHERE account_id = $1 AND status = 'draft' "
        "ORDER BY created_at DESC, id DESC LIMIT 50"
    )
    plan = await admin.fetch("EXPLAIN EXECUTE page ('019b0a6e-7c3e-7b62-9d0c-5a5c3f1c2d11')")
    text = "\n".join(row[0] for row in plan)
    assert "Index Cond: (account_id = " in text, text

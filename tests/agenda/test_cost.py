"""What the agenda costs: as many statements for a thousand contacts as for ten."""

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import asyncpg
import pytest
from fastapi import FastAPI

from app.agenda import people_statements as people
from tests.agenda.conftest import Diary
from tests.benchmarks.agenda import copy
from tests.conftest import Place

pytestmark = pytest.mark.anyio

MOST_STATEMENTS = 12  # the token's among them


async def statements_of(app: FastAPI, diary: Diary) -> list[str]:
    seen: list[str] = []
    connections: list[Any] = app.state.services.database._connected
    for connection in connections:
        connection.add_query_logger(lambda record: seen.append(record.query))
    try:
        assert (await diary.api.get("/v1/agenda", params={"limit": 200})).status_code == 200
        await asyncio.sleep(0.05)  # the driver tells its loggers a little later
    finally:
        for connection in connections:
            connection._query_loggers.clear()
    return seen


async def test_the_agenda_of_a_thousand_contacts_takes_as_many_statements_as_that_of_ten(
    app: FastAPI, place: Place, diary: Diary
) -> None:
    if place.engine != "postgresql":
        pytest.skip("counted on PostgreSQL, where each is a round trip")
    for number in range(3):
        dana = await diary.met(f"Met {number}", 40)
        await diary.request(await diary.contact(f"Asked {number}", introduced_by_id=dana), "sent")
        await diary.meeting(dana, diary.at(hours=30 + number))
    few = await statements_of(app, diary)
    admin = await asyncpg.connect(place.admin_url)
    for table in ("contacts", "interview_requests"):
        names = await admin.fetch(
            "SELECT column_name FROM information_schema.columns WHERE table_name = $1 AND column_name <> 'id'", table
        )
        columns = ", ".join(row[0] for row in names)
        owner = (await diary.api.get("/v1/account")).json()["id"]
        await admin.execute(
            f"INSERT INTO {table} (id, {columns}) SELECT uuidv7(), {columns} FROM {table}, generate_series(1, 200) "
            "WHERE account_id = $1::uuid",
            owner,
        )
    await admin.close()
    many = await statements_of(app, diary)
    assert len(await diary.agenda("answer_overdue", until=diary.at(days=9))) > 100
    assert len(many) == len(few) <= MOST_STATEMENTS
    assert sorted(many) == sorted(few)


OTHERS = """INSERT INTO {table} (account_id, id, {columns})
SELECT ('00000000-0000-4000-8000-' || lpad((n % 500)::text, 12, '0'))::uuid, uuidv7(), {values}
FROM (SELECT * FROM {table} WHERE id = $1::uuid) AS one, generate_series(1, {count}) AS n"""


async def copy_to_others(admin: Any, table: str, row: str, count: int) -> None:
    found = await admin.fetch("SELECT column_name FROM information_schema.columns WHERE table_name = $1", table)
    columns = [each[0] for each in found if each[0] not in ("id", "account_id")]
    later = {name: f"{name} + n * interval '1 day'" for name in ("starts_at", "ends_at")}
    values = ", ".join(later.get(name, name) for name in columns)
    await admin.execute(OTHERS.format(table=table, columns=", ".join(columns), values=values, count=count), row)


def rows_of(plan: dict[str, Any]) -> Iterator[float]:
    yield plan["Actual Rows"] * plan["Actual Loops"]
    for part in plan.get("Plans", ()):
        yield from rows_of(part)


async def test_a_plan_made_for_the_average_account_pairs_no_contacts_of_a_large_one(place: Place, diary: Diary) -> None:
    if place.engine != "postgresql":
        pytest.skip("PostgreSQL makes a plan for whichever account comes")
    dana = await diary.contact("Met")
    lee = await diary.contact("Lee", introduced_by_id=dana)
    meeting = await diary.meeting(lee, diary.at(days=2))
    owner = (await diary.api.get("/v1/account")).json()["id"]
    admin = await asyncpg.connect(place.admin_url)
    whole = admin.transaction()
    await whole.start()
    try:
        await copy(admin, owner, "contacts", dana, 1500)
        await copy(admin, owner, "meetings", meeting, 100)
        await admin.execute("SET LOCAL session_replication_role = replica")  # the other accounts are not made
        await copy_to_others(admin, "contacts", dana, 20000)
        await copy_to_others(admin, "meetings", meeting, 2000)
        await admin.execute("ANALYZE contacts, meetings")
        await admin.execute("SET LOCAL plan_cache_mode = force_generic_plan")
        statement = people.INTRODUCTIONS.compiled("postgresql")
        arguments = ", ".join(f"'{each}'" for each in statement.arguments({"account_id": owner}))
        await admin.execute(f"PREPARE introductions AS {statement.sql}")
        (found,) = await admin.fetch(f"EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE introductions ({arguments})")
    finally:
        await whole.rollback()
        await admin.close()
    assert max(rows_of(json.loads(found[0])[0]["Plan"])) < 10_000

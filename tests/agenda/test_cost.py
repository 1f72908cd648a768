"""What the agenda costs: as many statements for a thousand contacts as for ten."""

import asyncio
from typing import Any

import asyncpg
import pytest
from fastapi import FastAPI

from tests.agenda.conftest import Diary
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

"""An account in the middle of a long search, for measuring its agenda: 2,000 contacts and 300 live cases."""

from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg
import httpx

from tests.conftest import Place

# how many of each there are in the end
MET, STRANGERS = 500, 1500
DRAFTS, SENT, ACCEPTED, PLANNED, HELD = 50, 100, 50, 50, 50
MESSAGE = "Could I ask you about your work for 15 minutes? By phone is fine too."


async def fill(client: httpx.AsyncClient, place: Place) -> None:
    """Let one of each happen through HTTP, and copy it in the database."""

    async def post(path: str, **body: Any) -> str:
        answer = await client.post(f"/v1/{path}", json=body)
        assert answer.is_success, answer.text
        return str(answer.json()["id"])

    account = (await client.get("/v1/account")).json()["id"]
    stranger = await post("contacts", name="Stranger")
    met = await post("contacts", name="Met", may_contact_again=True)
    await post(f"meetings/{await meeting(post, met, days=-40)}/finish")
    draft, sent, accepted = [await post("interview-requests", contact_id=met, message=MESSAGE) for _ in range(3)]
    await post(f"interview-requests/{sent}/send")
    await post(f"interview-requests/{accepted}/send")
    await post(f"interview-requests/{accepted}/accept")
    planned = await meeting(post, met, days=2)
    held = await meeting(post, met, days=-30)
    await post(f"meetings/{held}/finish")
    admin = await asyncpg.connect(place.admin_url)
    await copy(admin, account, "contacts", stranger, STRANGERS)
    await copy(admin, account, "contacts", met, MET)
    for table, row, count in (
        ("interview_requests", draft, DRAFTS),
        ("interview_requests", sent, SENT),
        ("interview_requests", accepted, ACCEPTED),
        ("meetings", planned, PLANNED),
        ("meetings", held, HELD),
        ("touchpoints", await post(f"contacts/{met}/touchpoints", kind="call"), 5000),
    ):
        await copy(admin, account, table, row, count)
    await admin.execute("ANALYZE")
    await admin.close()


async def meeting(post: Any, contact_id: str, days: int) -> str:
    """Plan a meeting on a day counted from today."""
    starts_at = (datetime.now(UTC) + timedelta(days=days)).isoformat()
    plan = {"starts_at": starts_at, "minutes": 20, "time_zone": "Europe/Berlin", "format": "phone"}
    return str(await post("meetings", contact_id=contact_id, **plan))


async def copy(admin: Any, account: str, table: str, row: str, count: int) -> None:
    """Copy a row until there are so many, each meeting at a time of its own and each case with a contact of its own."""
    found = await admin.fetch("SELECT column_name FROM information_schema.columns WHERE table_name = $1", table)
    columns = [each[0] for each in found if each[0] != "id"]
    values = {
        "starts_at": "starts_at + n * interval '1 hour'",
        "ends_at": "ends_at + n * interval '1 hour'",
        "contact_id": "(SELECT id FROM contacts WHERE account_id = $1::uuid AND name = 'Met' ORDER BY id "
        "OFFSET n % 400 LIMIT 1)",
    }
    selected = ", ".join(values.get(name, name) for name in columns)
    await admin.execute(
        f"INSERT INTO {table} (id, {', '.join(columns)}) SELECT uuidv7(), {selected} FROM {table}, "
        f"generate_series(1, {count - 1}) AS n WHERE account_id = $1::uuid AND id = $2::uuid",
        account,
        row,
    )

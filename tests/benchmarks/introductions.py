"""The way to an organisation through 10,000 contacts and 50,000 introductions, against reading those as rows."""

import statistics
import time
from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg
import httpx

CONTACTS, REQUESTS = 10_000, 40_000
TURNS = 40
FAR = "Far Away Observatory"
_NUMBERED = "numbered AS (SELECT id, row_number() OVER (ORDER BY id) AS n FROM contacts WHERE account_id = $1)"
_INTRODUCE = f"""
WITH {_NUMBERED} UPDATE contacts SET introduced_by_id = other.id FROM numbered AS one, numbered AS other
WHERE account_id = $1 AND contacts.id = one.id AND one.n > 20
AND other.n = 1 + (hashint8(one.n)::bigint & 2147483647) % (one.n - 1)
"""
_MOVE = f"""
WITH {_NUMBERED} UPDATE contacts SET organisation = $2::text, search = name || E'\\n' || lower($2::text) FROM numbered
WHERE account_id = $1 AND contacts.id = numbered.id AND n IN (9000, 9500)
"""
_REFER = f"""
WITH {_NUMBERED} INSERT INTO interview_requests (account_id, id, contact_id, referred_by_id, {{columns}})
SELECT $1, uuidv7(), one.id, other.id, {{columns}} FROM generate_series(1, {REQUESTS}) AS k,
(SELECT {{columns}} FROM interview_requests WHERE account_id = $1 LIMIT 1) AS copied, numbered AS one, numbered AS other
WHERE one.n = 1 + (hashint8(k)::bigint & 2147483647) % {CONTACTS}
AND other.n = 1 + (hashint8(k + 1000000)::bigint & 2147483647) % {CONTACTS} AND one.n <> other.n
"""
_ROWS = """
SELECT introduced_by_id, id FROM contacts WHERE account_id = $1 AND introduced_by_id IS NOT NULL
UNION ALL SELECT referred_by_id, contact_id FROM interview_requests WHERE account_id = $1 AND referred_by_id IS NOT NULL
"""


async def introduce(admin: asyncpg.Connection, account: str) -> None:
    """Let the account's contacts have introduced each other; it has 10,000 contacts and one request."""
    rows = await admin.fetch(
        "SELECT column_name FROM information_schema.columns WHERE table_name = 'interview_requests'"
    )
    own = {"account_id", "id", "contact_id", "referred_by_id"}
    await admin.execute(_INTRODUCE, account)
    await admin.execute(_MOVE, account, FAR)
    await admin.execute(_REFER.format(columns=", ".join(sorted({row[0] for row in rows} - own))), account)
    await admin.execute("VACUUM ANALYZE")


async def ways(admin: asyncpg.Connection, client: httpx.AsyncClient, account: str) -> tuple[float, float]:
    """Return the 95th percentile of asking for the way, in milliseconds, and its median in readings of the rows."""

    async def ask() -> None:
        answer = await client.get("/v1/network", params={"to_organisation": FAR})
        assert answer.json()["paths"], answer.text

    async def read() -> None:
        assert len(await admin.fetch(_ROWS, account)) > CONTACTS

    asked, plainly = [], []
    for _ in range(TURNS):
        asked.append(await _milliseconds(ask))
        plainly.append(await _milliseconds(read))
    return statistics.quantiles(asked, n=20)[-1], statistics.median(asked) / statistics.median(plainly)


async def _milliseconds(work: Callable[[], Awaitable[Any]]) -> float:
    started = time.perf_counter()
    await work()
    return (time.perf_counter() - started) * 1000

"""The limit that the benchmarks measure against: bare ASGI, the driver, orjson, one statement a request. No framework,
no account, no checks: what this machine could do at the most."""

import os
from datetime import UTC, datetime
from typing import Any

import asyncpg
import orjson

from app.contacts.models import Contact
from app.core.ids import new_id
from app.core.tables import table_of

COLUMNS = ", ".join(f'"{column.key}"' for column in table_of(Contact).c if column.key not in ("search", "version"))
GET = f"SELECT {COLUMNS} FROM contacts WHERE account_id = $1 AND id = $2"
LIST = f"SELECT {COLUMNS} FROM contacts WHERE account_id = $1 ORDER BY created_at DESC, id DESC LIMIT 51"
NAMES = [column.key for column in table_of(Contact).c]
POST = (
    f"INSERT INTO contacts ({', '.join(NAMES)}) VALUES ({', '.join(f'${i + 1}' for i in range(len(NAMES)))}) "
    f"RETURNING {COLUMNS}"
)
ACCOUNT = os.environ.get("BENCH_ACCOUNT", "")

pool: Any = None


async def app(scope: Any, receive: Any, send: Any) -> None:
    """Serve GET /v1/contacts/{id}, GET /v1/contacts and POST /v1/contacts, and nothing else."""
    global pool
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
        return
    body = b""
    if scope["method"] == "POST":
        body = (await receive())["body"]
    connection = await pool.acquire()
    try:
        if scope["method"] == "POST":
            answer = dict(await connection.fetchrow(POST, *_values(orjson.loads(body))))
        elif scope["path"] == "/v1/contacts":
            answer = {"items": [dict(row) for row in await connection.fetch(LIST, ACCOUNT)]}
        else:
            answer = dict(await connection.fetchrow(GET, ACCOUNT, scope["path"][13:]))
    finally:
        await pool.release(connection)
    out = orjson.dumps(answer)
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(out)).encode())]
    status = 201 if scope["method"] == "POST" else 200
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": out})


def _values(given: dict[str, Any]) -> list[Any]:
    now = datetime.now(UTC)
    row: dict[str, Any] = dict.fromkeys(NAMES)
    row |= {"account_id": ACCOUNT, "id": new_id(), "created_at": now, "updated_at": now, "version": 1}
    row |= {"warmth": "cold", "position": "other", "tags": [], "research": [], "search": given["name"]}
    row |= {"do_not_contact": False, "resume_invited": False} | given
    return [orjson.dumps(row[name]).decode() if isinstance(row[name], list) else row[name] for name in NAMES]


async def _lifespan(receive: Any, send: Any) -> None:
    global pool

    async def prepare(connection: Any) -> None:
        await connection.set_type_codec("uuid", encoder=str, decoder=str, schema="pg_catalog", format="text")
        await connection.execute("SELECT set_config('app.account', $1, false)", ACCOUNT)

    async def no_reset(connection: Any) -> None:
        pass

    await receive()
    url = os.environ["CARDINAL_DATABASE_URL"]
    pool = await asyncpg.create_pool(url, min_size=1, max_size=10, init=prepare, reset=no_reset)
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await pool.close()
    await send({"type": "lifespan.shutdown.complete"})

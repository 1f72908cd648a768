"""What is acknowledged stays, whatever ends the process; what was not can be sent again without a second row."""

import signal
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import anyio
import asyncpg
import httpx
import pytest

from app.core.ids import new_id
from app.core.sqlite import connect
from tests.conftest import PASSWORD, Place
from tests.served import Served, serving

pytestmark = pytest.mark.anyio

KILLS = 2
WRITERS = 8
ACKNOWLEDGED_EACH_ROUND = 25
AT_MOST_SECONDS = 60


@dataclass
class Ledger:
    """What was sent under which key, and what the server said of it."""

    sent: dict[str, str] = field(default_factory=dict)  # key → name
    acknowledged: dict[str, str] = field(default_factory=dict)  # key → id
    enough: int = 0
    in_the_middle: anyio.Event = field(default_factory=anyio.Event)

    def acknowledge(self, key: str, contact_id: str) -> None:
        self.acknowledged[key] = contact_id
        if len(self.acknowledged) >= self.enough:
            self.in_the_middle.set()

    def kept(self) -> set[tuple[str, str]]:
        return {(self.sent[key], contact_id) for key, contact_id in self.acknowledged.items()}


async def sign_up(address: str) -> str:
    email = f"{new_id()}@example.org"
    async with httpx.AsyncClient(base_url=address) as client:
        made = await client.post("/v1/accounts", json={"email": email, "password": PASSWORD, "name": "Sam Rivera"})
        assert made.status_code == 201, made.text
        form = {"grant_type": "password", "username": email, "password": PASSWORD}
        tokens = (await client.post("/v1/auth/token", data=form)).json()
    return str(tokens["access_token"])


def client_of(address: str, token: str) -> httpx.AsyncClient:
    return httpx.AsyncClient(base_url=address, headers={"Authorization": f"Bearer {token}"}, timeout=30)


async def add(client: httpx.AsyncClient, key: str, name: str) -> httpx.Response:
    return await client.post("/v1/contacts", json={"name": name}, headers={"Idempotency-Key": key})


async def write_until_cut_off(address: str, token: str, ledger: Ledger) -> None:
    async with client_of(address, token) as client:
        while True:
            key = new_id()
            ledger.sent[key] = f"Contact {key}"
            try:
                answer = await add(client, key, ledger.sent[key])
            except httpx.TransportError:
                return
            if answer.status_code == 201:
                ledger.acknowledge(key, answer.json()["id"])


@asynccontextmanager
async def write_load(served: Served, token: str, ledger: Ledger) -> AsyncIterator[None]:
    """Write from many clients; the body runs in the middle of it and must end the server."""
    ledger.enough = len(ledger.acknowledged) + ACKNOWLEDGED_EACH_ROUND
    ledger.in_the_middle = anyio.Event()
    with anyio.fail_after(AT_MOST_SECONDS):
        async with anyio.create_task_group() as tasks:
            for _ in range(WRITERS):
                tasks.start_soon(write_until_cut_off, served.address, token, ledger)
            await ledger.in_the_middle.wait()
            yield


async def retry_all(served: Served, token: str, ledger: Ledger) -> None:
    """Send everything again under its key, and compare with what was acknowledged."""
    async with client_of(served.address, token) as client, anyio.create_task_group() as tasks:
        for number in range(WRITERS):
            tasks.start_soon(retry, client, ledger, list(ledger.sent.items())[number::WRITERS])


async def retry(client: httpx.AsyncClient, ledger: Ledger, share: list[tuple[str, str]]) -> None:
    for key, name in share:
        answer = await add(client, key, name)
        assert answer.status_code == 201, answer.text
        assert ledger.acknowledged.setdefault(key, answer.json()["id"]) == answer.json()["id"]


async def stored(served: Served, token: str) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    url: str | None = "/v1/contacts?limit=200"
    async with client_of(served.address, token) as client:
        while url:
            answer = await client.get(url)
            assert answer.status_code == 200, answer.text
            found.update((each["name"], each["id"]) for each in answer.json()["items"])
            url = answer.links.get("next", {}).get("url")
    return found


async def test_nothing_acknowledged_is_lost_and_nothing_is_doubled_by_a_retry(
    empty_place: Place, tmp_path: Path
) -> None:
    ledger, token = Ledger(), ""
    for _ in range(KILLS):
        with serving(empty_place, tmp_path) as served:
            token = token or await sign_up(served.address)
            async with write_load(served, token, ledger):
                served.kill()
    assert len(ledger.sent) > len(ledger.acknowledged), "no write was under way at any of the kills"
    with serving(empty_place, tmp_path) as served:
        assert ledger.kept() <= set(await stored(served, token))
        await retry_all(served, token, ledger)
        assert await stored(served, token) == Counter(ledger.kept())


async def test_told_to_stop_it_finishes_what_was_begun_and_ends_with_status_0(
    empty_place: Place, tmp_path: Path
) -> None:
    ledger = Ledger()
    workers = {"sqlite": "1", "postgresql": "2"}[empty_place.engine]
    with serving(empty_place, tmp_path, "--workers", workers) as served:
        token = await sign_up(served.address)
        async with write_load(served, token, ledger):
            assert await anyio.to_thread.run_sync(served.stop) == 0
    with serving(empty_place, tmp_path) as served:
        assert ledger.kept() <= set(await stored(served, token))
        assert await refuses_to_be_ready(served)
        assert await anyio.to_thread.run_sync(served.process.wait) == 0


async def refuses_to_be_ready(served: Served) -> bool:
    """Tell a server to stop, and say whether it answers that it is not ready while it still serves."""
    async with httpx.AsyncClient(base_url=served.address) as client:
        assert (await client.get("/readyz")).status_code == 200
        served.process.send_signal(signal.SIGTERM)
        answer = await client.get("/readyz")
        # the signal may arrive a moment after the call
        while answer.status_code == 200:
            answer = await client.get("/readyz")
        return (answer.status_code, answer.json()["code"]) == (503, "unavailable")


async def test_a_write_is_on_disk_before_it_is_acknowledged(place: Place) -> None:
    """A killed process leaves the page cache behind: what a power cut would take, only the settings can show."""
    if place.engine == "sqlite":
        connection = await connect(Path(place.url.removeprefix("sqlite:///")))
        try:
            for pragma, expected in (("synchronous", 2), ("journal_mode", "wal"), ("foreign_keys", 1)):
                rows = list(await connection.execute_fetchall(f"PRAGMA {pragma}"))
                assert rows[0][0] == expected, pragma
        finally:
            await connection.close()
        return
    serving_role = await asyncpg.connect(place.url)
    try:
        assert await serving_role.fetchval("SHOW fsync") == "on"
        assert await serving_role.fetchval("SHOW synchronous_commit") in ("on", "remote_apply")
        assert await serving_role.fetchval("SHOW full_page_writes") == "on"
    finally:
        await serving_role.close()

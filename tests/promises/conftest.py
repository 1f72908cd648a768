"""Fixtures of the promises: a database that nobody else uses."""

from pathlib import Path

import pytest

from tests.conftest import Place, make_postgres


@pytest.fixture(params=["sqlite", "postgresql"])
async def empty_place(request: pytest.FixtureRequest, tmp_path: Path, worker_id: str) -> Place:
    """An empty database of each kind, for one test."""
    if request.param == "sqlite":
        return Place("sqlite", f"sqlite:///{tmp_path / 'cardinal.db'}", None, None)
    return await make_postgres(request.getfixturevalue("postgres_server"), f"cardinal_alone_{worker_id}")

"""The schema's revision, and bringing a database up to it."""

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VERSIONS = ROOT / "migrations" / "versions"


@cache
def head() -> str:
    """Return the newest revision: the last file of `migrations/versions`, which are named in order."""
    return max(path.stem.partition("_")[0] for path in VERSIONS.glob("[0-9]*.py"))


def upgrade(database_url: str, migration_database_url: str | None = None) -> None:
    """Bring the database to the newest revision, in a process of its own: Alembic costs memory."""
    run("upgrade", "head", database_url=database_url, migration_database_url=migration_database_url)


def run(*command: str, database_url: str, migration_database_url: str | None = None) -> None:
    """Run one Alembic command on a database; raises `CalledProcessError`."""
    urls = {"CARDINAL_DATABASE_URL": database_url}
    if migration_database_url is not None:
        urls["CARDINAL_MIGRATION_DATABASE_URL"] = migration_database_url
    subprocess.run(
        [sys.executable, "-m", "alembic", *command], cwd=ROOT, check=True, env={**os.environ, **urls}, stdout=sys.stderr
    )

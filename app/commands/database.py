"""`cardinal db`: the schema, by hand."""

import asyncio

from app.commands import schema
from app.commands.environment import load_settings
from app.core import migrate


def upgrade() -> None:
    """Bring the database up to this program's schema."""
    changed = asyncio.run(schema.upgrade(load_settings()))
    print(f"{'Upgraded to' if changed else 'Already at'} revision {migrate.head()}.")


def check() -> int:
    """Print where the database is and where this program is; return 1 when the database is behind, else 0."""
    found = asyncio.run(schema.revision(load_settings()))
    print(f"The database is at revision {found or 'none'}, this program at {migrate.head()}.")
    return 1 if schema.is_behind(found) else 0

"""`cardinal db`: the schema, by hand."""

import asyncio

from app.commands import schema
from app.commands.environment import load_settings
from app.core import migrate


def upgrade() -> None:
    """Bring the database up to this program's schema."""
    changed = asyncio.run(schema.upgrade(load_settings()))
    print(f"{'Upgraded to' if changed else 'Already at'} revision {migrate.head()}.")

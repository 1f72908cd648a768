"""Identifiers: UUIDv7 as lower-case text, made by the server and never used as a secret."""

from uuid_utils import uuid7


def new_id() -> str:
    """Return a new time-ordered UUIDv7."""
    return str(uuid7())

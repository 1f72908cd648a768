"""What FastAPI does not say of an operation by itself: who may call it, its errors, its headers."""

from typing import Any

from app.core.errors import Problem


def problems(*errors: type[Problem]) -> dict[int | str, dict[str, Any]]:
    """Return the declaration of an operation's own errors, by status."""
    found: dict[int | str, dict[str, Any]] = {}
    for error in errors:
        entry = found.setdefault(error.status, {"problems": []})
        entry["problems"].append(error)
    return found

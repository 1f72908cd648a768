"""What `cardinal check` is told beside the text: by options, or in a file like the `context` of a check."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from app.checks.report import Context
from app.checks.schemas import CheckContext
from app.commands.errors import CommandError
from app.core.wire import Minutes, Name


class _Known(CheckContext):
    minutes_available: Minutes | None = None
    sender_name: Name | None = None


def context_of(file: str | None, options: Mapping[str, Any]) -> Context:
    """Return the context that a file and options tell of; an option goes before the file."""
    told = {name: value for name, value in options.items() if name in _Known.model_fields and value not in (None, [])}
    try:
        known = _Known.model_validate({**(_read(file) if file else {}), **told})
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(str(part) for part in first["loc"])
        raise CommandError(f"the context's {name} cannot be used: {first['msg']}.", status=2) from error
    values = {name: value for name, value in known.model_dump().items() if value is not None}
    return Context(**{**values, "formats_offered": tuple(values.get("formats_offered", ()))})


def _read(file: str) -> dict[str, Any]:
    try:
        found = json.loads(Path(file).read_bytes())
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.", status=2) from error
    except ValueError as error:
        raise CommandError(f"{file} is not JSON.", status=2) from error
    if not isinstance(found, dict):
        raise CommandError(f"{file} is not a JSON object.", status=2)
    return found

"""`cardinal openapi`: the published contract."""

import json
import sys
from pathlib import Path

from app.commands.environment import load_settings
from app.core import openapi
from app.main import create_app


def document() -> str:
    """Return the OpenAPI document as it is published: readable, and the same whatever the settings."""
    return json.dumps(openapi.document(create_app(load_settings())), indent=1, ensure_ascii=False) + "\n"


def write(output: Path | None) -> None:
    """Write the document to a file, or to standard output."""
    text = document()
    if output is None:
        sys.stdout.write(text)
        return
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(text, "utf-8")
    print(f"Wrote {output}.")

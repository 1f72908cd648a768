"""Examples for every schema of the OpenAPI document, put together from those of its fields."""

from collections.abc import Mapping
from typing import Any

Json = dict[str, Any]

_BY_FORMAT = {
    "date-time": "2026-11-22T09:30:00Z",
    "date": "2026-11-29",
    "uuid": "019b0a6e-7c3e-7b62-9d0c-5a5c3f1c2d11",
}
_BY_TYPE: Mapping[str, Any] = {"boolean": False, "null": None, "string": "text", "object": {}}


def add_examples(schemas: Json) -> None:
    """Give each object schema an example that validates."""
    for schema in schemas.values():
        if schema.get("type") == "object" and "examples" not in schema:
            schema["examples"] = [example(schema, schemas)]
        elif "enum" in schema:
            schema.setdefault("examples", [schema["enum"][0]])


def example(schema: Json, schemas: Json) -> Any:
    """Return one value that the schema allows."""
    if "$ref" in schema:
        return example(schemas[schema["$ref"].rpartition("/")[2]], schemas)
    for given in ("examples", "example", "const", "default", "enum"):
        if given in schema:
            value = schema[given]
            return value[0] if given in ("examples", "enum") else value
    for choice in ("anyOf", "oneOf", "allOf"):
        if choice in schema:
            return example(schema[choice][0], schemas)
    kind = schema.get("type")
    if kind == "object" and "properties" in schema:
        return {name: example(each, schemas) for name, each in schema["properties"].items()}
    if kind == "array":
        return [example(schema["items"], schemas)] if "items" in schema else []
    if kind in ("integer", "number"):
        least = schema.get("minimum", 1)
        return int(least) if kind == "integer" else least
    return _BY_FORMAT.get(schema.get("format", ""), _BY_TYPE.get(kind or "", "text"))

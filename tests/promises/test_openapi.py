"""The OpenAPI document is the front door: it is complete, and what is published is what the code says."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from fastapi import FastAPI

from app.core import openapi
from app.core.gate import Operation
from app.main import create_app

PUBLISHED = Path(__file__).parents[2] / "openapi" / "openapi.json"


@pytest.fixture(scope="module")
def application() -> FastAPI:
    return create_app()


@pytest.fixture(scope="module")
def document(application: FastAPI) -> dict[str, Any]:
    return openapi.document(application)


def operations(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, verbs in document["paths"].items():
        for verb, operation in verbs.items():
            yield f"{verb.upper()} {path}", operation


def test_the_published_document_has_not_drifted(document: dict[str, Any]) -> None:
    assert json.loads(PUBLISHED.read_text("utf-8")) == json.loads(json.dumps(document)), "run `make openapi`"


def test_every_route_of_the_api_is_in_the_document(application: FastAPI, document: dict[str, Any]) -> None:
    hidden = {"/", "/docs", "/docs/{asset}", "/openapi.json", "/problems/{code}"}
    for route in application.routes:
        assert isinstance(route, Operation), route
        if route.path not in hidden:
            assert route.path in document["paths"]


def test_every_operation_says_what_it_does_who_may_call_it_and_how_it_fails(document: dict[str, Any]) -> None:
    ids: list[str] = []
    for name, operation in operations(document):
        ids.append(operation["operationId"])
        assert operation["summary"], name
        assert operation["description"], name
        assert len(operation["tags"]) == 1, name
        assert "security" in operation, name
        assert {"429", "500", "503"} <= set(operation["responses"]), name
        assert operation["security"] == [] or {"401", "403"} <= set(operation["responses"]), name
        for status, response in operation["responses"].items():
            if int(status) >= 400:
                if "$ref" in response:
                    response = document["components"]["responses"][response["$ref"].rpartition("/")[2]]
                assert set(response["content"]) == {"application/problem+json"}, (name, status)
    assert len(ids) == len(set(ids))
    assert all(each[0].islower() and each.isalnum() for each in ids)


def test_every_tag_is_described(document: dict[str, Any]) -> None:
    described = {tag["name"] for tag in document["tags"]}
    used = {tag for _, operation in operations(document) for tag in operation["tags"]}
    assert used == described


def test_every_schema_has_a_name_of_its_own(document: dict[str, Any]) -> None:
    assert [name for name in document["components"]["schemas"] if "__" in name] == []


def test_every_schema_has_an_example_that_validates(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    for name, schema in schemas.items():
        assert schema.get("examples"), name
        whole = {**schema, "components": {"schemas": schemas}}
        for each in schema["examples"]:
            jsonschema.Draft202012Validator(whole).validate(each)


def test_every_input_is_bounded(document: dict[str, Any]) -> None:
    loose: list[str] = []

    def walk(schema: Any, where: str) -> None:
        if isinstance(schema, list):
            for each in schema:
                walk(each, where)
        if not isinstance(schema, dict):
            return
        kind = schema.get("type")
        closed = "enum" in schema or "const" in schema or schema.get("format") in ("uuid", "date-time", "date")
        if (kind == "string" and not closed and "maxLength" not in schema) or (
            kind == "array" and "maxItems" not in schema
        ):
            loose.append(where)
        for key, each in schema.items():
            if key == "$ref":
                name = each.rpartition("/")[2]
                if name not in seen:
                    seen.add(name)
                    walk(document["components"]["schemas"][name], name)
            elif key not in ("examples", "default", "enum", "required"):
                walk(each, f"{where}.{key}")

    seen: set[str] = set()
    for name, operation in operations(document):
        walk([each["schema"] for each in operation.get("parameters", [])], name)
        walk([each["schema"] for each in operation.get("requestBody", {}).get("content", {}).values()], name)
    assert loose == []


def test_every_output_field_is_always_there(document: dict[str, Any]) -> None:
    for name, schema in document["components"]["schemas"].items():
        if name.endswith(("Out", "Page")):
            assert set(schema.get("required", [])) == set(schema["properties"]), name

"""The OpenAPI document: what FastAPI reads from the code, completed with what holds for every operation.

Strangers generate clients from it: errors are `Problem` only, every response names its headers, every schema has an
example, and who may call what is said in the terms of OpenAPI.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.routing import BaseRoute

from app.core import errors
from app.core.errors import Problem
from app.core.examples import add_examples
from app.core.gate import PATCH_TYPES, Operation
from app.core.wire import ProblemOut

Json = dict[str, Any]

_ABOUT = """Informational interviews end to end: contacts, requests, questions, meetings, thank-you notes.

Send `Authorization: Bearer <access token or API key>`. Errors are `application/problem+json` (RFC 9457). Lists page by
`next_cursor`; single resources carry a strong `ETag`, and `If-Match` guards against lost updates. Every POST that
changes something takes an `Idempotency-Key`. What the seeker writes is checked against the practice of informational
interviews, whose cardinal rule is never to ask for a job; each finding says where its advice comes from."""
_TAGS = {
    "accounts": "Accounts, sessions and API keys.",
    "contacts": "The professionals whom you ask for advice.",
    "interview requests": "What you ask one contact for, in your words.",
    "question sets": "What you want to ask in the conversation.",
    "meetings": "The conversation itself: before, during and after.",
    "thank-you notes": "Thanks, while it is fresh.",
    "insights": "What became of asking, beside what the sources claim.",
    "network": "Who introduced whom.",
    "checks": "What the practice says of a text, and its rules.",
    "agenda": "What to do next, why, and the call that does it.",
    "policy": "The numbers of the practice, with their sources.",
    "operations": "For the operator.",
}
_HEADERS: Json = {
    "ETag": ("Names this version; send it back in If-Match or If-None-Match.", '"1-57080f855fcf0ede"'),
    "Location": ("Where the new resource is.", "/v1/contacts/019b0a6e-7c3e-7b62-9d0c-5a5c3f1c2d11"),
    "Link": ("The next page, with `rel=next`; absent on the last.", '</v1/contacts?cursor=…>; rel="next"'),
    "X-Request-ID": ("Stands in the log and in problems too.", "019b0a6e-7c3e-7b62-9d0c-5a5c3f1c2d11"),
}
# what an operation declares whose answer has an ETag without being a stored resource
TAGGED: dict[int | str, Json] = {200: {"headers": {"ETag": {}}}}
_DONE = {"200": "Done.", "201": "Made; the whole new resource.", "204": "Done; there is no body."}


def problems(*declared: type[Problem]) -> dict[int | str, Json]:
    """Return the declaration of an operation's own errors, by status."""
    return {status: {"problems": list(group)} for status, group in _by_status(declared).items()}


def _by_status(declared: Iterable[type[Problem]]) -> dict[int, list[type[Problem]]]:
    found: dict[int, list[type[Problem]]] = {}
    for each in declared:
        found.setdefault(each.status, []).append(each)
    return dict(sorted(found.items()))


@cache
def catalogue() -> dict[str, type[Problem]]:
    """Return every problem that can be answered, by its code."""

    def below(base: type[Problem]) -> Iterator[type[Problem]]:
        for each in base.__subclasses__():
            yield each
            yield from below(each)

    return {each.code(): each for each in below(Problem)}


def document(app: FastAPI) -> Json:
    """Return the whole document, ready to be written."""
    operations = [route for route in app.routes if isinstance(route, Operation) and route.include_in_schema]
    found = get_openapi(
        title="Cardinal",
        version=app.version,
        summary="A REST backend for informational interviews.",
        description=_ABOUT,
        routes=[_without_problems(route) for route in operations],
        license_info={"name": "Apache 2.0", "identifier": "Apache-2.0"},
        servers=[{"url": "/", "description": "This installation."}],
        tags=[{"name": name, "description": text} for name, text in _TAGS.items()],
    )
    schemas = found["components"]["schemas"]
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    definitions = ProblemOut.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(definitions.pop("$defs"))
    schemas["Problem"] = definitions
    for name, schema in schemas.items():
        if name.endswith("Patch"):  # what a patch does not name stays: its fields have no defaults
            for field in schema["properties"].values():
                field.pop("default", None)
    add_examples(schemas)
    found["components"]["responses"] = {
        each.__name__: _problem_response([each]) for _, each in sorted(catalogue().items())
    }
    found["components"]["securitySchemes"] = _security_schemes()
    found["components"]["headers"] = {name: _header(*about) for name, about in _HEADERS.items()}
    found["components"]["examples"] = {code: _problem_example(each) for code, each in sorted(catalogue().items())}
    for route in operations:
        for verb in route.verbs:
            _complete(found["paths"][route.path_format][verb.lower()], route, verb, schemas)
    return found


def _without_problems(route: Operation) -> BaseRoute:
    """Leave FastAPI only the responses that it can write; problems are completed here."""
    for status, declared in route.responses.items():
        if "problems" in declared:
            route.declared_problems.setdefault(int(status), []).extend(declared.pop("problems"))
    route.responses = {status: declared for status, declared in route.responses.items() if declared}
    return route


def _security_schemes() -> Json:
    scopes = {"read": "Read everything of the account.", "write": "Change everything but the account itself."}
    flow = {"tokenUrl": "/v1/auth/token", "refreshUrl": "/v1/auth/token", "scopes": scopes}
    return {
        "session": {"type": "oauth2", "description": "A person who signs in.", "flows": {"password": flow}},
        "apiKey": {"type": "http", "scheme": "bearer", "description": "An API key, `cardinal_key_…`."},
    }


def _complete(operation: Json, route: Operation, verb: str, schemas: Json) -> None:
    operation["security"] = _security(route)
    body = operation.get("requestBody")
    if body is not None and verb == "PATCH":
        schema = body["content"]["application/json"]
        body["content"] = dict.fromkeys(sorted(PATCH_TYPES), schema)
    responses = operation["responses"]
    responses.pop("422", None)
    single = _is_resource(responses, schemas)
    tagged = single or "ETag" in responses.get("200", {}).get("headers", {})
    _add_parameters(operation, route, verb, single, tagged)
    paged = any(each["name"] == "cursor" for each in operation.get("parameters", ()))
    for status, response in responses.items():
        names = ["X-Request-ID"]
        names += ["ETag"] if tagged and status in ("200", "201") else []
        names += ["Location"] if status == "201" else []
        names += ["Link"] if paged and status == "200" else []
        response["headers"] = {name: {"$ref": f"#/components/headers/{name}"} for name in names}
        response["description"] = _DONE.get(status, response["description"])
    if verb == "GET" and tagged:
        headers = {name: {"$ref": f"#/components/headers/{name}"} for name in ("X-Request-ID", "ETag")}
        responses["304"] = {"description": "Not changed: it still has the ETag of If-None-Match.", "headers": headers}
    for status, group in _by_status(_errors(route, verb, single)).items():
        shared = f"#/components/responses/{group[0].__name__}"
        responses[str(status)] = {"$ref": shared} if len(group) == 1 else _problem_response(group)


def _security(route: Operation) -> list[Json]:
    if route.access == "anyone":
        return []
    session: Json = {"session": [route.scope]}
    return [session] if route.access == "owner" else [session, {"apiKey": []}]


def _is_resource(responses: Json, schemas: Json) -> bool:
    """Say whether the answer is a single stored resource, which has a version."""
    for status in ("200", "201"):
        schema = responses.get(status, {}).get("content", {}).get("application/json", {}).get("schema", {})
        named = schemas.get(schema.get("$ref", "").rpartition("/")[2], {})
        if {"id", "updated_at"} <= set(named.get("properties", {})):
            return True
    return False


def _add_parameters(operation: Json, route: Operation, verb: str, single: bool, tagged: bool) -> None:
    parameters = operation.setdefault("parameters", [])
    if verb == "GET" and tagged:
        parameters.append(_parameter("If-None-Match", "Answer 304 when the resource still has this ETag."))
    if verb in ("PATCH", "PUT", "DELETE") or (verb == "POST" and single and "{" in route.path):
        parameters.append(_parameter("If-Match", "Change it only while it still has this ETag, else 412."))
    if route.changes and route.access != "anyone":
        text = "Any unique text: a repeated request with it gets the first answer again, for 24 hours."
        parameters.append(_parameter("Idempotency-Key", text))
    if not parameters:
        del operation["parameters"]


def _parameter(name: str, text: str) -> Json:
    schema = {"type": "string", "maxLength": 255}
    return {"name": name, "in": "header", "required": False, "description": text, "schema": schema}


def _header(text: str, value: str) -> Json:
    return {"description": text, "schema": {"type": "string", "maxLength": 2000}, "example": value}


def _errors(route: Operation, verb: str, single: bool) -> list[type[Problem]]:
    found: list[type[Problem]] = [errors.RateLimited, errors.InternalError, errors.Unavailable, errors.ValidationFailed]
    if route.access != "anyone":
        found += [errors.Unauthenticated, errors.InsufficientScope]
    if "{" in route.path:
        found.append(errors.NotFound)
    if verb == "GET" and route.path.count("/") == 2:
        found.append(errors.InvalidCursor)
    if route.body_types:
        found += [errors.MalformedJson, errors.BodyTooLarge, errors.UnsupportedMediaType]
    if verb in ("PATCH", "PUT", "DELETE") or (verb == "POST" and single and "{" in route.path):
        found.append(errors.Stale)
    if route.changes and route.access != "anyone":
        found += [errors.IdempotencyInProgress, errors.IdempotencyMismatch]
    for group in route.declared_problems.values():
        found += group
    return list(dict.fromkeys(found))


def _problem_response(group: list[type[Problem]]) -> Json:
    text = "\n".join(f"- `{each.code()}`: {each.title()}." for each in group)
    examples = {each.code(): {"$ref": f"#/components/examples/{each.code()}"} for each in group}
    content = {"schema": {"$ref": "#/components/schemas/Problem"}, "examples": examples}
    headers = {"X-Request-ID": {"$ref": "#/components/headers/X-Request-ID"}}
    return {"description": text, "headers": headers, "content": {"application/problem+json": content}}


def _problem_example(problem: type[Problem]) -> Json:
    shown: Json = {
        "type": f"/problems/{problem.code()}",
        "title": problem.title(),
        "status": problem.status,
        "detail": problem.title(),
        "instance": "/v1/…",
        "code": problem.code(),
        "request_id": "019b0a6e-7c3e-7b62-9d0c-5a5c3f1c2d11",
        "errors": [],
    }
    if problem is errors.ValidationFailed:
        shown["errors"] = [errors.field_error("/name", "missing", "This field is required.")]
    if problem is errors.InvalidTransition:
        shown |= {"state": "sent", "allowed": ["accept", "decline"]}
    return {"summary": problem.title(), "value": shown}

"""Answers: a row becomes bytes once, with its ETag; problems become problem+json."""

from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import Any

import orjson
from fastapi import Response
from fastapi.exceptions import RequestValidationError
from starlette.types import Receive, Scope, Send

from app.core.errors import Problem, ValidationFailed, field_error

_OPTIONS = orjson.OPT_UTC_Z
JSON = (b"content-type", b"application/json")
PROBLEM_JSON = (b"content-type", b"application/problem+json")


class Answer(Response):
    """A finished answer: status, body and raw headers, without the work that Starlette's response does for each."""

    media_type = None

    def __init__(
        self,
        status_code: int = 200,
        body: bytes = b"",
        headers: Sequence[tuple[bytes, bytes]] = (),
        *,
        stored_body: bytes | None = None,
    ) -> None:
        self.status_code = status_code
        self.body = body
        self.background = None
        self.raw_headers = [*headers, (b"content-length", str(len(body)).encode())]
        # what a replay by Idempotency-Key may show: the same without secrets that are shown once
        self.stored_body = body if stored_body is None else stored_body

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else self.body})

    def header(self, name: bytes) -> bytes | None:
        """Return the value of a header by its lower-case name."""
        return next((value for key, value in self.raw_headers if key == name), None)


def dumps(value: Any) -> bytes:
    """Return a value as JSON bytes; instants in UTC with `Z`."""
    return orjson.dumps(value, option=_OPTIONS)


def etag(version: int, body: bytes) -> bytes:
    """Return a strong entity tag: the version, by which If-Match compares, and a digest of the body."""
    return b'"%d-%s"' % (version, blake2b(body, digest_size=8).hexdigest().encode())


def one(value: Mapping[str, Any], version: int) -> Answer:
    """Answer 200 with a single resource."""
    body = dumps(value)
    return Answer(200, body, (JSON, (b"etag", etag(version, body))))


def created(value: Mapping[str, Any], version: int, location: str, secret: str | None = None) -> Answer:
    """Answer 201 with the whole new resource; `secret` names a field that is shown this once only."""
    body = dumps(value)
    stored = dumps({**value, secret: None}) if secret else None
    headers = (JSON, (b"etag", etag(version, body)), (b"location", location.encode()))
    return Answer(201, body, headers, stored_body=stored)


def plain(value: Any, status_code: int = 200) -> Answer:
    """Answer with a value that is no resource of its own: what a computation returned."""
    return Answer(status_code, dumps(value), (JSON,))


def derived(body: bytes, *headers: tuple[bytes, bytes]) -> Answer:
    """Answer 200 with what is derived from many rows: no version, but a tag that says whether it has changed."""
    return Answer(200, body, (*headers, (b"etag", etag(1, body))))


def page(items: Sequence[Mapping[str, Any]], next_cursor: str | None, next_url: str | None) -> Answer:
    """Answer one page of a list, with a Link to the next."""
    body = dumps({"items": items, "next_cursor": next_cursor})
    if next_url is None:
        return Answer(200, body, (JSON,))
    return Answer(200, body, (JSON, (b"link", f'<{next_url}>; rel="next"'.encode())))


def no_content() -> Answer:
    """Answer 204."""
    return Answer(204)


def problem(error: Problem, instance: str, request_id: str) -> Answer:
    """Answer with problem+json (RFC 9457)."""
    code = error.code()
    body = dumps(
        {
            "type": f"/problems/{code}",
            "title": error.title(),
            "status": error.status,
            "detail": error.detail,
            "instance": instance,
            "code": code,
            "request_id": request_id,
            "errors": error.errors,
            **error.members,
        }
    )
    headers = [PROBLEM_JSON, (b"cache-control", b"no-store")]
    headers += [(name.lower().encode(), value.encode()) for name, value in error.extra_headers.items()]
    return Answer(error.status, body, headers)


_SOURCES = {"body": "", "query": "/query", "path": "/path", "header": "/header"}


def invalid(error: RequestValidationError) -> ValidationFailed:
    """Return what Pydantic found wrong as one problem; the input itself is never repeated."""
    errors = []
    for each in error.errors()[:100]:
        source, *path = each["loc"] or ("body",)
        pointer = _SOURCES.get(str(source), f"/{source}") + "".join(f"/{pointed(str(part))}" for part in path)
        errors.append(field_error(pointer, each["type"], _message(each)))
    fields = ", ".join(dict.fromkeys(each["pointer"] or "the body" for each in errors[:5]))
    return ValidationFailed(f"Not acceptable: {fields}.", errors=errors)


def pointed(name: str) -> str:
    """Return a name as a part of a JSON pointer (RFC 6901), cut to what somebody reads."""
    return name[:100].replace("~", "~0").replace("/", "~1")


def _message(error: Mapping[str, Any]) -> str:
    if error["type"] == "extra_forbidden":
        return "This field is not known here."
    if error["type"] == "missing":
        return "This field is required."
    if error["type"] in ("model_attributes_type", "model_type", "dict_type"):
        return "must be an object"
    message: str = error["msg"].removeprefix("Value error, ")
    return message

"""The gate of every operation: account, rate, scope, conditions, body, in that order, before anything is parsed.

`Operation` is the route class of all routers. It serves one request with one hold on the database: what the endpoint
did is committed *before* the answer leaves, and undone when the answer is an error.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any, TypeVar, get_args, get_origin

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Match
from starlette.types import Receive, Scope, Send

from app.core import answers, idempotency, strict_json
from app.core.access import ACCESS
from app.core.binding import binder
from app.core.call import ANYONE, Call, Caller
from app.core.db import ConstraintViolated, DatabaseUnavailable, LockTimeout
from app.core.errors import (
    BodyTooLarge,
    Conflict,
    InsufficientScope,
    MalformedJson,
    MethodNotAllowed,
    NotFound,
    Problem,
    Unauthenticated,
    Unavailable,
    UnsupportedMediaType,
    ValidationFailed,
    field_error,
)
from app.core.services import Services

MAX_BODY = 1024 * 1024
TIME_LIMIT_SECONDS = 15
READING = ("GET", "HEAD")
JSON_TYPES = frozenset({"application/json"})
PATCH_TYPES = frozenset({"application/json", "application/merge-patch+json"})
FORM_TYPES = frozenset({"application/x-www-form-urlencoded"})

Handler = Callable[[Request], Awaitable[Response]]
Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])


def computes(endpoint: Endpoint) -> Endpoint:
    """Mark a POST that stores nothing: reading is enough for it, and no Idempotency-Key is kept."""
    endpoint.computes = True  # type: ignore[attr-defined]  # a mark for the route; the type of functions has none
    return endpoint


class Operation(APIRoute):
    """One operation of the API, with its gate."""

    access: str
    scope: str
    is_probe: bool
    verbs: frozenset[str]
    allowed: frozenset[str]
    changes: bool
    body_types: frozenset[str]

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        super().__init__(path, endpoint, **options)
        self.verbs = frozenset(self.methods or ())
        # what answers GET answers HEAD (RFC 9110, 9.3.2); the document does not say so for each
        self.allowed = self.verbs | {"HEAD"} if "GET" in self.verbs else self.verbs
        self.declared_problems: dict[int, list[type[Problem]]] = {}
        declared = [ACCESS[each.call] for each in self.dependant.dependencies if each.call in ACCESS]
        if len(declared) != 1:
            raise RuntimeError(f"{sorted(self.verbs)} {path} must declare who may call it: see app/core/access.py")
        self.access = declared[0]
        self.is_probe = "operations" in self.tags
        reads = self.access == "read" or "GET" in self.verbs
        self.scope = "read" if reads else "write"
        # a POST that only computes is marked by its router, and takes no Idempotency-Key
        self.changes = "POST" in self.verbs and not getattr(endpoint, "computes", False)
        self._query_names = _query_names(self)
        self._bind = binder(self.dependant, ACCESS)
        self._handler: Handler = self.get_route_handler()
        if self.body_field is None:
            self.body_types = frozenset()
        elif type(self.body_field.field_info).__name__ == "Form":
            self.body_types = FORM_TYPES
        else:
            self.body_types = PATCH_TYPES if "PATCH" in self.verbs else JSON_TYPES

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Match a HEAD where GET is served."""
        if scope["type"] == "http" and scope["method"] == "HEAD" and "HEAD" in self.allowed:
            return super().matches({**scope, "method": "GET"})
        return super().matches(scope)

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request: answer it, then commit, then send."""
        services: Services = scope["app"].state.services
        if scope["method"] not in self.allowed:
            allow = services.methods.get(self.path, ", ".join(sorted(self.allowed)))
            error = MethodNotAllowed(f"Here are {allow}.", headers={"Allow": allow})
            await answers.problem(error, scope["path"], scope["request_id"])(scope, receive, send)
            return
        call = Call(
            db=services.database.connection(),
            caller=ANYONE,
            now=services.clock(),
            address=scope["client_address"],
            request_id=scope["request_id"],
            services=services,
        )
        scope["call"] = call
        rate_headers: list[tuple[bytes, bytes]] = []
        try:
            try:
                async with asyncio.timeout(TIME_LIMIT_SECONDS):
                    response = await self._serve(Request(scope, receive), call, rate_headers)
            finally:
                await call.db.release()
        except (Problem, RequestValidationError, HTTPException, *_DATABASE, TimeoutError) as error:
            response = answers.problem(as_problem(error), scope["path"], scope["request_id"])
        response.raw_headers.extend(rate_headers)
        await response(scope, receive, send)

    async def _serve(self, request: Request, call: Call, rate_headers: list[tuple[bytes, bytes]]) -> Response:
        services: Services = call.services
        if self.access == "anyone":
            if not self.is_probe:  # a load balancer asks as often as it likes
                rate_headers += services.rates.hit("address", call.address)
        else:
            call.caller = await _caller(request, call)
            rate_headers += services.rates.hit("caller", call.account_id)
            self._check_scope(call.caller)
        headers = request.headers
        if (condition := headers.get("if-match")) is not None and request.method not in READING:
            call.if_match = versions(condition)
        if request.scope["query_string"]:
            self._check_query(request)
        if self.body_types:
            await self._read_body(request)
        key = headers.get("idempotency-key") if self.changes and self.access != "anyone" else None
        if key is not None:
            replayed = await idempotency.begin(call, key, request)
            if replayed is not None:
                return replayed
        response = await self._run(request)
        if key is not None and isinstance(response, answers.Answer):
            await idempotency.finish(call, key, response)
        await call.db.commit()
        if request.method in READING and (seen := headers.get("if-none-match")) is not None:
            return _not_modified(response, seen)
        return response

    async def _run(self, request: Request) -> Response:
        if self._bind is not None:
            answer: Response = await self.endpoint(**self._bind(request))
            return answer
        # FastAPI's handler expects these; no dependency of ours yields, so they stay empty
        async with AsyncExitStack() as stack:
            request.scope["fastapi_inner_astack"] = request.scope["fastapi_function_astack"] = stack
            request.scope.setdefault("fastapi_middleware_astack", stack)
            return await self._handler(request)

    def _check_scope(self, caller: Caller) -> None:
        if self.access == "owner" and caller.kind == "api_key":
            raise InsufficientScope("An API key cannot do this: sign in.")
        if self.scope not in caller.scopes:
            raise InsufficientScope(
                f"This call needs the scope '{self.scope}'.",
                headers={"WWW-Authenticate": f'Bearer error="insufficient_scope", scope="{self.scope}"'},
            )

    def _check_query(self, request: Request) -> None:
        errors = []
        for name in request.query_params:
            values = request.query_params.getlist(name)
            if name not in self._query_names:
                wrong = ("extra_forbidden", "This parameter is not known here.")
            elif "\0" in "".join(values):
                wrong = ("nul", "NUL characters are not accepted.")
            elif len(values) > 1 and not self._query_names[name]:
                wrong = ("repeated", "This parameter is taken only once.")
            else:
                continue
            errors.append(field_error(f"/query/{answers.pointed(name)}", *wrong))
        if errors:
            raise ValidationFailed("There are query parameters that this call does not take.", errors=errors[:20])

    async def _read_body(self, request: Request) -> None:
        """Read the body within its limit, strictly, and leave it where FastAPI looks for it."""
        body = await read_limited(request, MAX_BODY)
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if not body:
            self._check_missing(kind)
            request._body = body
            return
        if kind not in self.body_types:
            raise UnsupportedMediaType(f"Send the body as {' or '.join(sorted(self.body_types))}.")
        request._body = body
        if self.body_types is not FORM_TYPES:
            request._json = strict_json.loads(body)

    def _check_missing(self, kind: str) -> None:
        """Refuse an empty body where one is needed; a form may come empty, its endpoint says what is missing."""
        if self.body_field is None or not self.body_field.field_info.is_required():
            return
        if self.body_types is FORM_TYPES and not kind:
            return
        if kind not in self.body_types:
            raise UnsupportedMediaType(f"Send a body as {' or '.join(sorted(self.body_types))}.")
        if self.body_types is not FORM_TYPES:
            raise MalformedJson("The body is empty.")


_DATABASE = (DatabaseUnavailable, LockTimeout, ConstraintViolated)


def as_problem(error: Exception) -> Problem:
    """Return any expected error as the problem that the client is told."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, RequestValidationError):
        in_path = any(each["loc"][:1] == ("path",) for each in error.errors())
        return NotFound() if in_path else answers.invalid(error)
    if isinstance(error, ConstraintViolated):
        return Conflict("Another request changed what this one rests on: read again and repeat.")
    if isinstance(error, HTTPException):
        return MalformedJson("The body cannot be read.")
    return Unavailable("The database is not available or too busy: try again in a moment.")


async def read_limited(request: Request, limit: int) -> bytes:
    """Return the whole body, or raise `BodyTooLarge` as soon as it is."""
    declared = request.headers.get("content-length", "0")
    if not declared.isdigit() or int(declared) > limit:
        raise BodyTooLarge(f"A body may have at most {limit} bytes.")
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > limit:
            raise BodyTooLarge(f"A body may have at most {limit} bytes.")
        chunks.append(chunk)
    return b"".join(chunks)


async def _caller(request: Request, call: Call) -> Caller:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token:
        services: Services = call.services
        caller = await services.authenticate(call.db, token.strip(), call.now)
        if caller is not None:
            return caller
        raise Unauthenticated(
            "The token is not valid, has expired, or was revoked.",
            headers={"WWW-Authenticate": 'Bearer error="invalid_token"'},
        )
    raise Unauthenticated("Send an access token or API key as `Authorization: Bearer …`.")


def versions(condition: str) -> frozenset[int] | None:
    """Return the versions that an If-Match header names; None for `*`. Weak tags never match."""
    if condition.strip() == "*":
        return None
    tags = (tag.strip() for tag in condition.split(","))
    numbers = (tag[1:-1].partition("-")[0] for tag in tags if tag.startswith('"') and tag.endswith('"'))
    return frozenset(int(number) for number in numbers if number.isascii() and number.isdigit() and len(number) < 10)


def _not_modified(response: Response, seen: str) -> Response:
    if not isinstance(response, answers.Answer) or (tag := response.header(b"etag")) is None:
        return response
    tags = {each.strip().removeprefix("W/") for each in seen.split(",")}
    if tag.decode() not in tags and seen.strip() != "*":
        return response
    kept = [(name, value) for name, value in response.raw_headers if name in (b"etag", b"vary")]
    return answers.Answer(304, b"", kept)


def _query_names(operation: APIRoute) -> dict[str, bool]:
    """Return the names of the parameters, and whether each may be repeated."""
    names: dict[str, bool] = {}
    for parameter in operation.dependant.query_params:
        model = parameter.field_info.annotation
        fields = getattr(model, "model_fields", None)
        if fields is None:
            names[parameter.alias] = _is_list(model)
        else:
            names |= {info.alias or name: _is_list(info.annotation) for name, info in fields.items()}
    return names


def _is_list(annotation: Any) -> bool:
    return get_origin(annotation) is list or any(_is_list(part) for part in get_args(annotation))

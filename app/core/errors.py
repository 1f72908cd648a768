"""Errors that carry their own status and document themselves (RFC 9457).

One class is one entry of the catalogue: the class name in snake case is the machine code,
the first line of the docstring is the title, and the base class gives the status.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar


class Problem(Exception):
    """Something went wrong."""

    status: ClassVar[int] = 500
    headers: ClassVar[Mapping[str, str]] = {}

    def __init__(
        self,
        detail: str | None = None,
        *,
        errors: Sequence[Mapping[str, str]] = (),
        headers: Mapping[str, str] | None = None,
        **members: Any,
    ) -> None:
        super().__init__(detail or self.title())
        self.detail = detail or self.title()
        self.errors = list(errors)
        self.extra_headers = {**self.headers, **(headers or {})}
        self.members = members

    @classmethod
    def code(cls) -> str:
        return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", cls.__name__).lower()

    @classmethod
    def title(cls) -> str:
        return (cls.__doc__ or cls.__name__).strip().splitlines()[0].rstrip(".")


def field_error(pointer: str, code: str, message: str) -> dict[str, str]:
    """Return one entry of a problem's `errors`."""
    return {"pointer": pointer, "code": code, "message": message}


class BadRequest(Problem):
    """The request cannot be read."""

    status = 400


class MalformedJson(BadRequest):
    """The body is not acceptable JSON."""


class Unauthenticated(Problem):
    """A valid access token or API key is needed."""

    status = 401
    headers: ClassVar[Mapping[str, str]] = {"WWW-Authenticate": "Bearer"}


class Forbidden(Problem):
    """The caller may not do this."""

    status = 403


class InsufficientScope(Forbidden):
    """The token or key does not have the scope that this call needs."""


class NotFound(Problem):
    """There is no such thing here."""

    status = 404


class MethodNotAllowed(Problem):
    """This method is not offered at this address."""

    status = 405


class Conflict(Problem):
    """The state of things does not allow it."""

    status = 409


class InvalidTransition(Conflict):
    """The state of the resource does not allow this action."""

    def __init__(self, state: str, allowed: Sequence[str], verb: str | None = None) -> None:
        action = f"'{verb}' is" if verb else "This is"
        super().__init__(f"{action} not possible while the status is '{state}'.", state=state, allowed=list(allowed))
        self.state = state
        self.allowed = list(allowed)


class InUse(Conflict):
    """Other records rest on this one."""


class IdempotencyInProgress(Conflict):
    """The first request with this Idempotency-Key is still running."""


class Gone(Problem):
    """This was here, and is no more."""

    status = 410


class Stale(Problem):
    """The resource has changed since it was read."""

    status = 412


class BodyTooLarge(Problem):
    """The body is larger than this call accepts."""

    status = 413


class UnsupportedMediaType(Problem):
    """The body is not of a type that this call accepts."""

    status = 415


class Unprocessable(Problem):
    """The request is understood and cannot be carried out as it is."""

    status = 422


class ValidationFailed(Unprocessable):
    """Some of the input is missing or not acceptable."""


class InvalidCursor(Unprocessable):
    """The cursor is not one that this list gave out."""


class IdempotencyMismatch(Unprocessable):
    """This Idempotency-Key was used with another request."""


class RateLimited(Problem):
    """Too many requests."""

    status = 429


class InternalError(Problem):
    """Something went wrong on our side."""

    status = 500


class Unavailable(Problem):
    """The service cannot answer right now."""

    status = 503
    headers: ClassVar[Mapping[str, str]] = {"Retry-After": "1"}

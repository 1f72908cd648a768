"""OAuth 2 over HTTP: the token endpoint, whose refusals also speak RFC 6749, and revocation (RFC 7009)."""

from contextlib import ExitStack
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from app.accounts import sessions
from app.accounts.access_schemas import RevokedOut, RevokeRequest, TokenOut, TokenRequest
from app.core import answers
from app.core.access import Anyone
from app.core.errors import RateLimited
from app.core.gate import Operation
from app.core.openapi import problems


class TokenOperation(Operation):
    """An operation whose bad input is RFC 6749's `invalid_request`."""

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request; what it takes part in lasts until its answer is sent."""
        with ExitStack() as scope["until_answered"]:
            await super().handle(scope, receive, send)

    async def _run(self, request: Request) -> Response:
        try:
            names = [name for name, _ in (await request.form()).multi_items()]
            if len(set(names)) < len(names):
                raise sessions.InvalidRequest("A parameter stands twice.")
            return await super()._run(request)
        except HTTPException:
            raise sessions.InvalidRequest("The form cannot be read.") from None
        except RequestValidationError as error:
            raise _refusal(error) from None


def _refusal(error: RequestValidationError) -> sessions.Refusal:
    first: dict[str, Any] = error.errors()[0]
    name = str(first["loc"][-1])
    if first["type"] == "missing":
        return sessions.InvalidRequest(f"The parameter {name} is missing.")
    if first["type"] == "extra_forbidden":
        return sessions.InvalidRequest("There is a parameter that is not known here.")
    if name == "grant_type":
        return sessions.UnsupportedGrantType()
    return sessions.InvalidRequest(f"The parameter {name} is not acceptable.")


router = APIRouter(route_class=TokenOperation, prefix="/v1/auth", tags=["accounts"])

NO_STORE = ((b"cache-control", b"no-store"), (b"pragma", b"no-cache"))


@router.post(
    "/token",
    operation_id="createToken",
    response_model=TokenOut,
    summary="Sign in, or renew",
    responses=problems(
        sessions.InvalidRequest,
        sessions.InvalidGrant,
        sessions.InvalidScope,
        sessions.UnsupportedGrantType,
        RateLimited,
    ),
)
async def create_token(body: Annotated[TokenRequest, Form()], call: Anyone, request: Request) -> answers.Answer:
    """Give tokens for an address (`username`) and password, or for a refresh token, which works once.

    The access token lives for 15 minutes. A session ends 30 days after its sign-in, after 14 days without a renewal,
    and at once when one of its refresh tokens is used a second time. A refusal is a problem that also has RFC 6749's
    `error` and `error_description`. After ten failures within 15 minutes further tries are delayed (429).
    """
    since = request.scope.get("state", {}).get("connected_at", call.now)
    burst = request.scope["until_answered"].enter_context(sessions.presented(call, body, since))
    tokens = await sessions.grant(call, body, request.headers.get("user-agent", ""), burst)
    return answers.Answer(200, answers.dumps(tokens), (answers.JSON, *NO_STORE))


@router.post(
    "/revoke",
    operation_id="revokeToken",
    response_model=RevokedOut,
    summary="Sign out",
    responses=problems(sessions.InvalidRequest),
)
async def revoke_token(body: Annotated[RevokeRequest, Form()], call: Anyone) -> answers.Answer:
    """End the session of an access or refresh token, or an API key; the answer is the same for a token nobody knows."""
    await sessions.revoke(call, body.token)
    return answers.plain({"revoked": True})

"""Accounts over HTTP."""

from typing import Annotated, Literal

from fastapi import APIRouter, Form, Header
from pydantic import Field

from app.accounts import service, sessions
from app.accounts.schemas import AccountCreate, AccountOut, TokenOut
from app.core import answers
from app.core.access import Anyone
from app.core.errors import ValidationFailed, field_error
from app.core.gate import Operation
from app.core.openapi import problems
from app.core.wire import Input

router = APIRouter(route_class=Operation, prefix="/v1")


class TokenRequest(Input):
    """OAuth 2's form."""

    grant_type: Annotated[Literal["password", "refresh_token"], Field(description="How to get in.")]
    username: Annotated[str | None, Field(max_length=320, description="The account's address.")] = None
    password: Annotated[str | None, Field(max_length=256)] = None
    refresh_token: Annotated[str | None, Field(max_length=100)] = None
    scope: Annotated[str | None, Field(max_length=100)] = None


@router.post(
    "/accounts",
    status_code=201,
    operation_id="createAccount",
    tags=["accounts"],
    response_model=AccountOut,
    summary="Register",
    responses=problems(service.EmailTaken, service.RegistrationClosed),
)
async def create_account(body: AccountCreate, call: Anyone) -> answers.Answer:
    """Make an account; sign in with it at `/v1/auth/token`."""
    row = await service.register(call, body)
    return answers.created(service.present(row), row["version"], "/v1/account")


@router.post(
    "/auth/token",
    operation_id="createToken",
    tags=["accounts"],
    response_model=TokenOut,
    summary="Sign in, or renew",
    responses=problems(sessions.InvalidGrant),
)
async def create_token(
    body: Annotated[TokenRequest, Form()], call: Anyone, user_agent: Annotated[str, Header()] = ""
) -> answers.Answer:
    """Give an access token for an address and password, or for a refresh token."""
    if body.username is None or body.password is None:
        raise ValidationFailed(errors=[field_error("/username", "missing", "This field is required.")])
    return answers.plain(await sessions.sign_in(call, body.username, body.password, user_agent))

"""Accounts over HTTP: registration, the account, its sessions, keys and audit trail."""

from typing import Annotated

from fastapi import APIRouter, Query, Request

from app.accounts import keys, service, sessions, trail
from app.accounts.access_schemas import (
    ApiKeyCreate,
    ApiKeyMade,
    ApiKeyPage,
    ApiKeyQuery,
    AuditPage,
    AuditQuery,
    SessionPage,
    SessionQuery,
)
from app.accounts.oauth import router as oauth_router
from app.accounts.schemas import AccountCreate, AccountErase, AccountOut, AccountPatch, PasswordChange
from app.core import answers, paging
from app.core.access import Anyone, Owner, Reader
from app.core.errors import RateLimited
from app.core.gate import Operation
from app.core.openapi import problems
from app.core.wire import PathId

router = APIRouter(route_class=Operation, prefix="/v1", tags=["accounts"])
access = APIRouter(route_class=Operation, prefix="/v1", tags=["accounts"])


@router.post(
    "/accounts",
    status_code=201,
    operation_id="createAccount",
    response_model=AccountOut,
    summary="Register",
    responses=problems(service.EmailTaken, service.RegistrationClosed),
)
async def create_account(body: AccountCreate, call: Anyone) -> answers.Answer:
    """Make an account; sign in with it at `/v1/auth/token`. The operator's setting says who may."""
    row = await service.register(call, body)
    return answers.created(service.present(call, row), row["version"], "/v1/account")


@router.get("/account", operation_id="getAccount", response_model=AccountOut, summary="Read the account")
async def get_account(call: Reader) -> answers.Answer:
    """Read your account: who you are, what you look for, how you want to be reminded."""
    row = await service.get(call)
    return answers.one(service.present(call, row), row["version"])


@router.patch(
    "/account",
    operation_id="updateAccount",
    response_model=AccountOut,
    summary="Change the account",
    responses=problems(service.EmailTaken, service.WrongPassword, RateLimited),
)
async def update_account(body: AccountPatch, call: Owner) -> answers.Answer:
    """Change the fields that are named, also inside `profile` and `reminders`; `targets` is replaced as a whole.

    A new address needs `password` beside it, and ends all other sessions.
    """
    row = await service.patch(call, body)
    return answers.one(service.present(call, row), row["version"])


@router.delete(
    "/account",
    status_code=204,
    operation_id="deleteAccount",
    summary="Erase the account",
    responses=problems(service.WrongPassword, RateLimited),
)
async def delete_account(body: AccountErase, call: Owner) -> answers.Answer:
    """Erase the account with everything in it, at once and for good."""
    await service.erase(call, body)
    return answers.no_content()


@router.post(
    "/account/password",
    status_code=204,
    operation_id="changePassword",
    summary="Change the password",
    responses=problems(service.WrongPassword, RateLimited),
)
async def change_password(body: PasswordChange, call: Owner) -> answers.Answer:
    """Set a new password. This session stays, all others end, and with `revoke_api_keys` the API keys too."""
    await service.change_password(call, body)
    return answers.no_content()


@router.get("/account/audit", operation_id="listAuditEntries", response_model=AuditPage, summary="Read the audit trail")
async def list_audit_entries(query: Annotated[AuditQuery, Query()], call: Owner, request: Request) -> answers.Answer:
    """List who did what when in your account, newest first; without contents, and kept until the account is erased."""
    found, cursor = await trail.find_page(call, query)
    return answers.page([trail.present(row) for row in found], cursor, paging.next_url(request, cursor))


@access.get("/sessions", operation_id="listSessions", response_model=SessionPage, summary="Where you are signed in")
async def list_sessions(query: Annotated[SessionQuery, Query()], call: Owner, request: Request) -> answers.Answer:
    """List the sessions that can still be renewed; `current` is the one that asks."""
    found, cursor = await sessions.find_page(call, query)
    return answers.page([sessions.present(call, row) for row in found], cursor, paging.next_url(request, cursor))


@access.delete("/sessions/{session_id}", status_code=204, operation_id="deleteSession", summary="End a session")
async def delete_session(session_id: PathId, call: Owner) -> answers.Answer:
    """Sign out a session, this one or another: its tokens are dead at once."""
    await sessions.remove(call, session_id)
    return answers.no_content()


@access.post(
    "/api-keys",
    status_code=201,
    operation_id="createApiKey",
    response_model=ApiKeyMade,
    summary="Make an API key",
    responses=problems(service.WrongPassword, keys.TooManyApiKeys, RateLimited),
)
async def create_api_key(body: ApiKeyCreate, call: Owner) -> answers.Answer:
    """Make a key for a script or integration; its `secret` is shown this once. A key cannot make keys."""
    row, secret = await keys.make(call, body)
    made = {**keys.present(row), "secret": secret}
    answer = answers.created(made, row["version"], f"/v1/api-keys/{row['id']}", secret="secret")
    answer.raw_headers.append((b"cache-control", b"no-store"))
    return answer


@access.get("/api-keys", operation_id="listApiKeys", response_model=ApiKeyPage, summary="List API keys")
async def list_api_keys(query: Annotated[ApiKeyQuery, Query()], call: Owner, request: Request) -> answers.Answer:
    """List the account's API keys, without their secrets."""
    found, cursor = await keys.find_page(call, query)
    return answers.page([keys.present(row) for row in found], cursor, paging.next_url(request, cursor))


@access.delete("/api-keys/{key_id}", status_code=204, operation_id="deleteApiKey", summary="Delete an API key")
async def delete_api_key(key_id: PathId, call: Owner) -> answers.Answer:
    """Delete a key: it is dead at once."""
    await keys.remove(call, key_id)
    return answers.no_content()


router.routes.extend([*oauth_router.routes, *access.routes])

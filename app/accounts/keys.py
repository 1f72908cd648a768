"""API keys: for scripts and integrations, shown once, with scopes and an end."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, select

from app.accounts import credentials, service, tokens
from app.accounts.access_schemas import ApiKeyCreate, ApiKeyOut, ApiKeyQuery, Scope
from app.accounts.models import ApiKey
from app.core import paging, rows
from app.core.call import Call
from app.core.errors import Conflict, ValidationFailed, field_error
from app.core.statements import Row, Statement
from app.core.tables import table_of

MOST_KEYS = 20

_table = table_of(ApiKey)
_COUNT = Statement(
    select(func.count().label("n")).select_from(_table).where(_table.c.account_id == bindparam("account_id"))
)
LISTING = paging.listing(ApiKey, {})


class TooManyApiKeys(Conflict):
    """The account has as many API keys as it can have."""


def present(row: Row) -> Row:
    """Return a key as the wire shows it, without its secret."""
    return {name: row[name] for name in ApiKeyOut.model_fields}


async def make(call: Call, body: ApiKeyCreate) -> tuple[Row, str]:
    """Make a key for a caller who repeats the password; return it and its secret."""
    _check_end(call, body.expires_at)
    await service.confirmed(call, body.password)
    return await create(call, body.name, [scope.value for scope in body.scopes], body.expires_at)


async def create(call: Call, name: str, scopes: Sequence[str], expires_at: datetime | None) -> tuple[Row, str]:
    """Make a key without asking for the password, and return it and its secret: the operator's way in."""
    _check_end(call, expires_at)
    account = await service.lock(call)
    count = await call.db.one(_COUNT, {"account_id": call.account_id})
    if count is not None and count["n"] >= MOST_KEYS:
        raise TooManyApiKeys(f"An account has at most {MOST_KEYS} API keys: delete one first.", limit=MOST_KEYS)
    granted = [scope.value for scope in Scope if scope.value in scopes]
    secret = tokens.new_secret(tokens.KEY)
    hint = secret.removeprefix(tokens.KEY)[:4]
    row = await rows.add(call, ApiKey, {"name": name, "scopes": granted, "expires_at": expires_at, "hint": hint})
    await credentials.add(
        call, account, secret, kind="api_key", actor_id=row["id"], scopes=granted, expires_at=expires_at
    )
    return row, secret


def _check_end(call: Call, expires_at: datetime | None) -> None:
    if expires_at is not None and expires_at <= call.now:
        error = field_error("/expires_at", "in_the_past", "Must be in the future.")
        raise ValidationFailed("The key would have expired already.", errors=[error])


async def find_page(call: Call, query: ApiKeyQuery) -> tuple[list[Row], str | None]:
    """Return one page of the account's keys."""
    return await paging.fetch(call, LISTING, query, query.sort)


async def remove(call: Call, key_id: str) -> None:
    """Delete a key: it is dead at once."""
    await service.lock(call)
    await rows.lock(call, ApiKey, key_id)
    await credentials.drop(call, key_id)
    await rows.remove(call, ApiKey, key_id)

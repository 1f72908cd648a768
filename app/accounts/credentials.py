"""Credentials: added, kept in step with their account, and taken away with the session or key that they are of."""

from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, Table, bindparam, delete, insert, or_, update

from app.accounts import tokens
from app.accounts.models import ApiKey, Credential, RefreshToken, Session
from app.core.call import Call
from app.core.statements import Row, Statement
from app.core.tables import Base, table_of

ACCESS_LIFE = timedelta(minutes=15)
SESSION_LIFE = timedelta(days=30)
IDLE_LIFE = timedelta(days=14)

_credentials, _sessions, _keys = table_of(Credential), table_of(Session), table_of(ApiKey)


def insertion(model: type[Base]) -> Statement:
    """Return the statement that inserts a row of the model, all columns given."""
    table = table_of(model)
    return Statement(insert(table).values({c.key: bindparam(c.key, type_=c.type) for c in table.c}))


def _delete(table: Table, *conditions: ColumnElement[bool]) -> Statement:
    return Statement(delete(table).where(table.c.account_id == bindparam("account_id"), *conditions))


_ADD, _ADD_REFRESH = insertion(Credential), insertion(RefreshToken)
_SET_FACTS = Statement(
    update(_credentials)
    .values(facts=bindparam("facts", type_=_credentials.c.facts.type))
    .where(_credentials.c.account_id == bindparam("key_account_id"))
)
_DROP = _delete(_credentials, _credentials.c.actor_id == bindparam("actor_id"))
_END = _delete(_sessions, _sessions.c.id == bindparam("actor_id"))
_is_session = _credentials.c.kind == "session"
_DROP_OTHERS = _delete(_credentials, _is_session, _credentials.c.actor_id != bindparam("actor_id"))
_END_OTHERS = _delete(_sessions, _sessions.c.id != bindparam("actor_id"))
_DROP_KEYS = _delete(_credentials, _credentials.c.kind == "api_key")
_DELETE_KEYS = _delete(_keys)
_DROP_EXPIRED = _delete(_credentials, _is_session, _credentials.c.expires_at <= bindparam("now"))
_END_EXPIRED = _delete(
    _sessions, or_(_sessions.c.expires_at <= bindparam("now"), _sessions.c.last_used_at <= bindparam("idle_since"))
)


def facts(account: Row) -> Row:
    """Return what every call needs to know of the account; kept with each of its credentials."""
    return {name: account[name] for name in ("time_zone", "search_mode", "policy")}


async def keep_facts(call: Call, account: Row) -> None:
    """Write what every call needs to know of the account into all its credentials, for the very next call."""
    await call.db.run(_SET_FACTS, {"key_account_id": account["id"], "facts": facts(account)})


async def add(
    call: Call,
    account: Row,
    secret: str,
    *,
    kind: Literal["session", "api_key"],
    actor_id: str,
    scopes: list[str],
    expires_at: datetime | None,
) -> None:
    """Let a secret in for a session or key; only its digest is kept."""
    row: dict[str, Any] = {
        "digest": tokens.digest(secret),
        "account_id": account["id"],
        "kind": kind,
        "actor_id": actor_id,
        "scopes": scopes,
        "expires_at": expires_at,
        "facts": facts(account),
    }
    await call.db.run(_ADD, row)


async def add_refresh_token(call: Call, account: Row, secret: str, session_id: str) -> None:
    """Let a refresh token renew a session; only its digest is kept."""
    row: dict[str, Any] = {
        "digest": tokens.digest(secret),
        "account_id": account["id"],
        "session_id": session_id,
        "created_at": call.now,
        "used_at": None,
    }
    await call.db.run(_ADD_REFRESH, row)


async def end_session(call: Call, session_id: str) -> None:
    """Delete a session with its tokens: they are dead at once."""
    params = {"account_id": call.account_id, "actor_id": session_id}
    await call.db.run(_DROP, params)
    await call.db.run(_END, params)


async def end_other_sessions(call: Call) -> None:
    """Delete all sessions but the caller's own."""
    params = {"account_id": call.account_id, "actor_id": call.caller.actor_id}
    await call.db.run(_DROP_OTHERS, params)
    await call.db.run(_END_OTHERS, params)


async def end_expired(call: Call) -> None:
    """Delete what nobody can use any more: expired access tokens, and sessions past their life or long idle."""
    params = {"account_id": call.account_id, "now": call.now, "idle_since": call.now - IDLE_LIFE}
    await call.db.run(_DROP_EXPIRED, params)
    await call.db.run(_END_EXPIRED, params)


async def drop(call: Call, actor_id: str) -> None:
    """Delete the credentials of one session or key."""
    await call.db.run(_DROP, {"account_id": call.account_id, "actor_id": actor_id})


async def delete_keys(call: Call) -> None:
    """Delete all API keys of the account."""
    params = {"account_id": call.account_id}
    await call.db.run(_DROP_KEYS, params)
    await call.db.run(_DELETE_KEYS, params)

"""Who is calling: one indexed look-up of the token or key, which also says whose rows the connection may see."""

from datetime import datetime
from typing import Any

from sqlalchemy import String, bindparam, cast, func, or_, select

from app.accounts import tokens
from app.accounts.models import Credential
from app.core.call import Caller
from app.core.db import Connection
from app.core.statements import Statement
from app.core.types import Instant


def _look_up(dialect: str) -> Any:
    query = select(
        Credential.account_id, Credential.kind, Credential.actor_id, Credential.scopes, Credential.facts
    ).where(
        Credential.digest == bindparam("digest"),
        or_(Credential.expires_at.is_(None), Credential.expires_at > bindparam("now", type_=Instant())),
    )
    if dialect == "postgresql":
        # the second wall goes up in the same round trip
        query = query.add_columns(func.set_config("app.account", cast(Credential.account_id, String), False))
    return query


_LOOK_UP = Statement(_look_up)


async def authenticate(db: Connection, token: str, now: datetime) -> Caller | None:
    """Return who holds this token or key, or None."""
    if not token.startswith((tokens.ACCESS, tokens.KEY)) or len(token) > 100:
        return None
    row = await db.claim(_LOOK_UP, {"digest": tokens.digest(token), "now": now})
    if row is None:
        return None
    return Caller(
        account_id=row["account_id"],
        kind=row["kind"],
        actor_id=row["actor_id"],
        scopes=frozenset(row["scopes"]),
        **row["facts"],
    )

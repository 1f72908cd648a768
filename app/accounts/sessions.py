"""Sessions: signing in by OAuth 2's token endpoint, with refresh tokens that work once."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import bindparam, insert, select

from app.accounts import service, tokens
from app.accounts.models import Account, Credential, RefreshToken, Session
from app.accounts.passwords import DUMMY_HASH, Hasher
from app.core import rows
from app.core.call import Call
from app.core.errors import BadRequest
from app.core.statements import Row, Statement
from app.core.tables import table_of

ACCESS_LIFE = timedelta(minutes=15)
SESSION_LIFE = timedelta(days=30)
IDLE_LIFE = timedelta(days=14)
SCOPES = ["read", "write"]

_account = table_of(Account)
_BY_EMAIL = Statement(select(_account).where(_account.c.email_key == bindparam("email_key")))


def _insert(model: type[Credential] | type[RefreshToken]) -> Statement:
    table = table_of(model)
    return Statement(insert(table).values({c.key: bindparam(c.key, type_=c.type) for c in table.c}))


_ADD_CREDENTIAL, _ADD_REFRESH = _insert(Credential), _insert(RefreshToken)


class InvalidGrant(BadRequest):
    """The address and password, or the refresh token, are not valid."""


async def sign_in(call: Call, email: str, password: str, user_agent: str) -> Row:
    """Check an address and password, open a session, and return its tokens; raise `InvalidGrant`."""
    hasher: Hasher = call.services.features["hasher"]
    account = await call.db.one(_BY_EMAIL, {"email_key": email.casefold()})
    fits, _ = await hasher.verify(account["password_hash"] if account else DUMMY_HASH, password)
    if account is None or not fits:
        raise InvalidGrant()
    call.caller = replace(call.caller, account_id=account["id"])
    await call.db.begin()
    await call.db.set_account(account["id"])
    session = await rows.add(
        call,
        Session,
        {
            "scopes": SCOPES,
            "user_agent": user_agent[:200],
            "address": call.address,
            "last_used_at": call.now,
            "expires_at": call.now + SESSION_LIFE,
        },
    )
    return await issue(call, session, service.facts(account))


async def issue(call: Call, session: Row, facts: Row) -> Row:
    """Return a new pair of tokens for a session."""
    access, refresh = tokens.new_secret(tokens.ACCESS), tokens.new_secret(tokens.REFRESH)
    mine = {"account_id": call.account_id}
    await call.db.run(
        _ADD_CREDENTIAL,
        {
            **mine,
            "digest": tokens.digest(access),
            "kind": "session",
            "actor_id": session["id"],
            "scopes": session["scopes"],
            "expires_at": call.now + ACCESS_LIFE,
            "facts": facts,
        },
    )
    await call.db.run(
        _ADD_REFRESH,
        {
            **mine,
            "digest": tokens.digest(refresh),
            "session_id": session["id"],
            "created_at": call.now,
            "used_at": None,
        },
    )
    return {
        "access_token": access,
        "token_type": "Bearer",
        "expires_in": int(ACCESS_LIFE.total_seconds()),
        "refresh_token": refresh,
        "scope": " ".join(session["scopes"]),
    }

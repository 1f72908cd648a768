"""Sessions: signing in by OAuth 2's token endpoint, with refresh tokens that work once, and signing out."""

from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import datetime
from typing import cast

from sqlalchemy import bindparam, select, update

from app.accounts import credentials, service, tokens
from app.accounts.access_schemas import Scope, SessionOut, SessionQuery, TokenRequest
from app.accounts.models import Account, ApiKey, Credential, RefreshToken, Session
from app.accounts.passwords import DUMMY_HASH
from app.accounts.renewals import Burst, Renewals
from app.core import audit, paging, rows
from app.core.call import Call
from app.core.errors import BadRequest, NotFound
from app.core.ids import new_id
from app.core.statements import Row, Statement
from app.core.tables import table_of

SCOPES = [scope.value for scope in Scope]

_account, _refresh, _credential = table_of(Account), table_of(RefreshToken), table_of(Credential)
_session = table_of(Session)
_BY_EMAIL = Statement(select(_account).where(_account.c.email_key == bindparam("email_key")))
_FIND_REFRESH = Statement(select(_refresh).where(_refresh.c.digest == bindparam("digest")))
_FIND_CREDENTIAL = Statement(select(_credential).where(_credential.c.digest == bindparam("digest")))
_USE = Statement(
    update(_refresh)
    .values(used_at=bindparam("used_at", type_=_refresh.c.used_at.type))
    .where(_refresh.c.digest == bindparam("key_digest"))
)
_RENEWED = Statement(
    update(_session)
    .values({name: bindparam(name, type_=_session.c[name].type) for name in ("last_used_at", "updated_at")})
    .where(_session.c.account_id == bindparam("key_account_id"), _session.c.id == bindparam("key_id"))
)
LISTING = paging.listing(
    Session, {"expires_after": paging.after("expires_at"), "last_used_after": paging.after("last_used_at")}
)


class Refusal(BadRequest):
    """A refusal of the token endpoint, which also says so in RFC 6749's words."""

    def __init__(self, detail: str | None = None) -> None:
        super().__init__(detail, error=self.code(), error_description=detail or self.title())


class InvalidRequest(Refusal):
    """A parameter is missing, repeated, unknown or not acceptable."""


class InvalidGrant(Refusal):
    """The address and password, or the refresh token, are not valid."""


class InvalidScope(Refusal):
    """The scope is not one that can be given."""


class UnsupportedGrantType(Refusal):
    """The grant type is neither `password` nor `refresh_token`."""


def wanted(scope: str | None, granted: list[str]) -> list[str]:
    """Return the scopes that are asked for, all that can be granted when none is named; raise `InvalidScope`."""
    if scope is None:
        return granted
    asked = set(scope.split(" "))
    if not asked <= set(granted):
        raise InvalidScope(f"The scope can be {' or '.join(granted)}, or both with a space between.")
    return [each for each in granted if each in asked]


async def _locked(call: Call) -> Row:
    """Hold the account before anything of its sessions is looked at or changed: `InvalidGrant` when it is gone."""
    try:
        return await service.lock(call)
    except NotFound:
        raise InvalidGrant() from None


def presented(call: Call, form: TokenRequest, since: datetime) -> AbstractContextManager[Burst]:
    """Count a request, on its way since then, among those with the same refresh token."""
    renewals = cast(Renewals, call.services.features["renewals"])
    return renewals.presented(tokens.digest(form.refresh_token or ""), since, call.services.clock)


async def grant(call: Call, form: TokenRequest, user_agent: str, burst: Burst) -> Row:
    """Return tokens for what the form holds; an empty parameter counts as missing."""
    scope = form.scope or None
    if form.grant_type == "refresh_token":
        if not form.refresh_token:
            raise InvalidRequest("The parameter refresh_token is missing.")
        return await renew(call, form.refresh_token, scope, burst)
    if not form.username or not form.password:
        raise InvalidRequest("The parameters username and password are needed.")
    return await sign_in(call, form.username, form.password, scope, user_agent)


async def sign_in(call: Call, email: str, password: str, scope: str | None, user_agent: str) -> Row:
    """Check an address and password, open a session, and return its tokens; raise `InvalidGrant`."""
    scopes = wanted(scope, SCOPES)
    hasher, throttle, key = service.hasher(call), service.throttle(call), service.email_key(email)
    await throttle.check(call, key)
    account = await call.db.one(_BY_EMAIL, {"email_key": key})
    # nothing of the database is held while hashing, which takes longer than all statements together
    await call.db.release()
    call.db = call.services.database.connection()
    fits, outdated = await hasher.verify(account["password_hash"] if account else DUMMY_HASH, password)
    new_hash = await hasher.hash(password) if fits and outdated else None
    await call.db.begin()
    if account is not None:
        call.caller = replace(call.caller, account_id=account["id"])
        await call.db.set_account(account["id"])
    await throttle.check(call, key, hold=True)
    if account is None or not fits:
        await _failed(call, key)
        raise InvalidGrant()
    locked = await _locked(call)
    if locked["password_hash"] != account["password_hash"]:
        raise InvalidGrant()
    if new_hash is not None:
        await service.keep_hash(call, locked, new_hash)
    await throttle.clear(call, key)
    return await _open(call, locked, scopes, user_agent)


async def _failed(call: Call, email_key: str) -> None:
    """Count a failed sign-in; it stays although the call is refused."""
    await service.throttle(call).count(call, email_key)
    if call.account_id:
        await audit.record(call, "session.refused", "account", call.account_id)
    await call.db.commit()


async def _open(call: Call, account: Row, scopes: list[str], user_agent: str) -> Row:
    await credentials.end_expired(call)
    session_id = new_id()
    call.caller = replace(call.caller, kind="session", actor_id=session_id)
    values = {
        "id": session_id,
        "scopes": scopes,
        "user_agent": user_agent[:200],
        "address": call.address,
        "last_used_at": call.now,
        "expires_at": call.now + credentials.SESSION_LIFE,
    }
    session = await rows.add(call, Session, values)
    return await _issue(call, account, session, scopes)


async def _issue(call: Call, account: Row, session: Row, scopes: list[str]) -> Row:
    """Return a new pair of tokens for a session, the access token with `scopes`."""
    access, refresh = tokens.new_secret(tokens.ACCESS), tokens.new_secret(tokens.REFRESH)
    expires_at: datetime = min(call.now + credentials.ACCESS_LIFE, session["expires_at"])
    await credentials.add(
        call, account, access, kind="session", actor_id=session["id"], scopes=scopes, expires_at=expires_at
    )
    await credentials.add_refresh_token(call, account, refresh, session["id"])
    return {
        "access_token": access,
        "token_type": "Bearer",
        "expires_in": int((expires_at - call.now).total_seconds()),
        "refresh_token": refresh,
        "scope": " ".join(scopes),
    }


async def renew(call: Call, refresh_token: str, scope: str | None, burst: Burst) -> Row:
    """Return new tokens for a refresh token, which works once.

    Used again, it may be stolen: the session ends. Requests with it that overlap with the first, or with one that
    does, are refused without that, since they may be a client's own repeats.
    """
    params = {"digest": tokens.digest(refresh_token)}
    seen = await call.db.one(_FIND_REFRESH, params)
    if seen is None:
        raise InvalidGrant()
    burst.fresh |= seen["used_at"] is None
    await call.db.begin()
    call.caller = replace(call.caller, account_id=seen["account_id"])
    await call.db.set_account(seen["account_id"])
    account = await _locked(call)
    found = await call.db.one(_FIND_REFRESH, params)
    session = await rows.find(call, Session, seen["session_id"])
    if found is None or session is None:
        raise InvalidGrant()
    if found["used_at"] is not None:
        if not burst.fresh and call.now > found["used_at"]:
            await _reused(call, session)
        raise InvalidGrant()
    if session["expires_at"] <= call.now or session["last_used_at"] <= call.now - credentials.IDLE_LIFE:
        raise InvalidGrant()
    scopes = wanted(scope, session["scopes"])
    await call.db.run(_USE, {"key_digest": params["digest"], "used_at": call.services.clock()})
    times = {"last_used_at": call.now, "updated_at": call.now}
    await call.db.run(_RENEWED, {**times, "key_account_id": call.account_id, "key_id": session["id"]})
    return await _issue(call, account, session, scopes)


async def _reused(call: Call, session: Row) -> None:
    """End a session whose refresh token came a second time; that stays although the call is refused."""
    await credentials.end_session(call, session["id"])
    await audit.record(call, "session.refresh_reused", "session", session["id"])
    await call.db.commit()


async def revoke(call: Call, token: str) -> None:
    """End the session that an access or refresh token is of, or delete the API key; do nothing for any other token."""
    params = {"digest": tokens.digest(token)}
    if token.startswith(tokens.REFRESH):
        found = await call.db.one(_FIND_REFRESH, params)
        kind, actor_id = "session", found["session_id"] if found else ""
    else:
        found = await call.db.one(_FIND_CREDENTIAL, params)
        kind, actor_id = (found["kind"], found["actor_id"]) if found else ("", "")
    if found is None:
        return
    await call.db.begin()
    call.caller = replace(call.caller, account_id=found["account_id"], kind=kind, actor_id=actor_id)
    await call.db.set_account(found["account_id"])
    if kind == "session":
        await end(call, actor_id)
    else:
        await credentials.drop(call, actor_id)
        await rows.remove(call, ApiKey, actor_id)


async def find_page(call: Call, query: SessionQuery) -> tuple[list[Row], str | None]:
    """Return one page of the places where the account is signed in."""
    alive = {"expires_after": call.now, "last_used_after": call.now - credentials.IDLE_LIFE}
    return await paging.fetch(call, LISTING, query, query.sort, alive)


def present(call: Call, row: Row) -> Row:
    """Return a session as the wire shows it."""
    return {name: row[name] for name in SessionOut.model_fields if name != "current"} | {
        "current": row["id"] == call.caller.actor_id
    }


async def remove(call: Call, session_id: str) -> None:
    """End one of the account's sessions, the caller's own too."""
    await service.lock(call)
    await rows.lock(call, Session, session_id)
    await end(call, session_id)


async def end(call: Call, session_id: str) -> None:
    """Delete a session with its tokens, and note that it ended."""
    await credentials.end_session(call, session_id)
    await audit.record(call, "session.ended", "session", session_id)

"""Accounts: registration, the account itself, its password, and its end."""

import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import time
from typing import Any, cast

from sqlalchemy import bindparam, delete, select, text, update

from app.accounts import credentials
from app.accounts.models import Account
from app.accounts.passwords import Hasher, weakness
from app.accounts.schemas import AccountCreate, AccountErase, AccountOut, AccountPatch, PasswordChange
from app.accounts.throttle import Throttle
from app.core import audit
from app.core.call import Call, Caller
from app.core.db import ConstraintViolated
from app.core.errors import (
    Conflict,
    Forbidden,
    NotFound,
    Stale,
    Unavailable,
    ValidationFailed,
    field_error,
)
from app.core.ids import new_id
from app.core.local_time import next_daily
from app.core.statements import Row, Statement
from app.core.tables import table_of
from app.core.wire import patched

_table = table_of(Account)
_INSERT = credentials.insertion(Account)
_mine = _table.c.id == bindparam("key_id")
_GET = Statement(select(_table).where(_mine))
# rows of the account may be added meanwhile: only its other changes wait
_LOCK = Statement(select(_table).where(_mine).with_for_update(key_share=True))
_KEPT = {"id", "created_at", "version"}
_UPDATE = Statement(
    update(_table)
    .values({c.key: bindparam(c.key, type_=c.type) for c in _table.c if c.key not in _KEPT})
    .values(version=_table.c.version + 1)
    .where(_mine, _table.c.version == bindparam("key_version"))
)
_DELETE = Statement(delete(_table).where(_mine))
# what is erased must not stand in the write-ahead log either
_CHECKPOINT = Statement(cast(Any, text("PRAGMA wal_checkpoint(TRUNCATE)")))

PROFILE: dict[str, Any] = {"headline": None, "background": None, "situation": None, "interests": None}
REMINDERS: dict[str, Any] = {"email": False, "lead_hours": 24, "digest_at": None}
POLICY: dict[str, Any] = {"preset": None, "values": {}, "version": 1}


class EmailTaken(Conflict):
    """There is an account with this address."""


class RegistrationClosed(Forbidden):
    """New accounts are made by the operator here."""


class WrongPassword(Forbidden):
    """The password is not the account's."""


def present(call: Call, row: Row) -> Row:
    """Return an account as the wire shows it, with what is derived."""
    derived = {"next_digest": _next_digest(call, row)}
    return {name: derived[name] if name in derived else row[name] for name in AccountOut.model_fields}


def _next_digest(call: Call, row: Row) -> Row | None:
    """Say when the daily mail comes next, and whether a change of the clocks moves it."""
    reminders = row["reminders"]
    if not reminders["email"] or reminders["digest_at"] is None:
        return None
    return asdict(next_daily(call.now, time.fromisoformat(reminders["digest_at"]), row["time_zone"]))


def email_key(email: str) -> str:
    """Return an address as it is compared: one account an address, however it is written."""
    return unicodedata.normalize("NFC", email).casefold()


def check_password(password: str, email: str, pointer: str = "/password") -> None:
    """Raise `ValidationFailed` when a password is too easy to guess."""
    if (why := weakness(password, email)) is not None:
        raise ValidationFailed(f"The password {why}.", errors=[field_error(pointer, "weak_password", f"It {why}.")])


async def register(call: Call, body: AccountCreate) -> Row:
    """Make an account, if the operator lets anybody do so, and return it."""
    setting = call.services.settings.registration
    if setting == "closed":
        raise RegistrationClosed()
    if setting == "verified":
        raise Unavailable(
            "This installation confirms addresses by mail, and cannot send mail yet: ask its operator for an account.",
            headers={"Retry-After": "3600"},
        )
    return await create(call, body)


async def create(call: Call, body: AccountCreate) -> Row:
    """Make an account whatever the setting says: the operator's way in."""
    check_password(body.password, body.email)
    row: Row = {
        "id": new_id(),
        "created_at": call.now,
        "updated_at": call.now,
        "version": 1,
        "email": body.email,
        "email_key": email_key(body.email),
        "password_hash": await hasher(call).hash(body.password),
        "name": body.name,
        "time_zone": body.time_zone,
        "locale": "en",
        "search_mode": "exploring",
        "search_started_at": None,
        "profile": PROFILE,
        "targets": [],
        "reminders": REMINDERS,
        "policy": POLICY,
    }
    call.caller = replace(call.caller, account_id=row["id"])
    await call.db.begin()
    await call.db.set_account(row["id"])
    await _write(call, _INSERT, row)
    await audit.record(call, "account.created", "account", row["id"])
    return row


async def _write(call: Call, statement: Statement, params: Row) -> int:
    try:
        return await call.db.run(statement, params)
    except ConstraintViolated as error:
        if error.kind != "unique":
            raise
        taken = field_error("/email", "email_taken", "There is an account with this address.")
        raise EmailTaken(errors=[taken]) from error


async def get(call: Call) -> Row:
    """Return the caller's account."""
    return _there(await call.db.one(_GET, {"key_id": call.account_id}))


async def lock(call: Call) -> Row:
    """Begin the transaction and hold the caller's account: its other changes, sign-ins and renewals wait."""
    await call.db.begin()
    return _there(await call.db.one(_LOCK, {"key_id": call.account_id}))


def _there(row: Row | None) -> Row:
    if row is None:
        raise NotFound()
    return row


async def change(call: Call, row: Row, changes: Mapping[str, Any], action: str = "updated") -> Row:
    """Write changes to the account that `lock` returned, for the very next call to see, and return the new row."""
    new = {**row, **changes, "updated_at": call.now, "version": row["version"] + 1}
    if await _write(call, _UPDATE, {**new, "key_id": row["id"], "key_version": row["version"]}) != 1:
        raise Stale("It was changed at the same time by another request: read it again.")
    if credentials.facts(new) != credentials.facts(row):
        await credentials.keep_facts(call, new)
    await audit.record(call, f"account.{action}", "account", row["id"])
    return new


def hasher(call: Call) -> Hasher:
    """Return the process's hasher."""
    return cast(Hasher, call.services.features["hasher"])


def throttle(call: Call) -> Throttle:
    """Return the process's throttle of guesses."""
    return cast(Throttle, call.services.features["throttle"])


async def confirmed(call: Call, password: str) -> Row:
    """Return the caller's account, locked, once the password is found right; raise `WrongPassword`, which counts."""
    row = await get(call)
    await throttle(call).check(call, row["email_key"])
    fits, _ = await hasher(call).verify(row["password_hash"], password)
    if not fits:
        # the failure stays although the call is refused, and with it all that the call has begun
        await call.db.rollback()
        await call.db.begin()
        await throttle(call).check(call, row["email_key"], hold=True)
        await throttle(call).count(call, row["email_key"])
        await audit.record(call, "account.password_refused", "account", row["id"])
        await call.db.commit()
        raise WrongPassword()
    await call.db.begin()
    await throttle(call).check(call, row["email_key"], hold=True)
    locked = await lock(call)
    if locked["password_hash"] != row["password_hash"]:
        raise WrongPassword()
    await throttle(call).clear(call, row["email_key"])
    return locked


async def patch(call: Call, body: AccountPatch) -> Row:
    """Change what is named; a new address needs the password and ends all other sessions."""
    changes = patched(body)
    password = changes.pop("password", None)
    moves = "email" in changes and changes["email"] != (await get(call))["email"]
    if not moves:
        row = await lock(call)
    elif password is None:
        error = field_error("/password", "missing", "A new address needs the password beside it.")
        raise ValidationFailed("A new address needs the password beside it.", errors=[error])
    else:
        row = await confirmed(call, password)
    call.check_version(row["version"])
    for name in ("profile", "reminders"):
        if name in changes:
            changes[name] = {**row[name], **changes[name]}
    if "targets" in changes:
        changes["targets"] = [each.model_dump() for each in body.targets]
    changes.update(_search_started(call, row, str(changes.get("search_mode", row["search_mode"]))))
    if not moves:
        changes.pop("email", None)
        return await change(call, row, changes)
    changes["email_key"] = email_key(changes["email"])
    await credentials.end_other_sessions(call)
    return await change(call, row, changes, "email_changed")


def _search_started(call: Call, row: Row, search_mode: str) -> dict[str, Any]:
    """Return since when the account is searching, as far as that changes."""
    if (search_mode == "searching") == (row["search_mode"] == "searching"):
        return {}
    return {"search_started_at": call.now if search_mode == "searching" else None}


async def change_password(call: Call, body: PasswordChange) -> None:
    """Set a new password; all other sessions end, and the API keys when that is wished."""
    check_password(body.new_password, (await get(call))["email"], "/new_password")
    # hashed before the transaction begins, which would hold up others meanwhile
    new_hash = await hasher(call).hash(body.new_password)
    row = await confirmed(call, body.current_password)
    await credentials.end_other_sessions(call)
    if body.revoke_api_keys:
        await credentials.delete_keys(call)
    await change(call, row, {"password_hash": new_hash}, "password_changed")


async def keep_hash(call: Call, row: Row, password_hash: str) -> None:
    """Keep the same password under a hash with today's parameters; nothing that anybody sees changes."""
    params = {**row, "password_hash": password_hash, "key_id": row["id"], "key_version": row["version"]}
    await call.db.run(_UPDATE, params)


async def erase(call: Call, body: AccountErase) -> None:
    """Delete the account with all its rows, audit trail and keys included; nothing of it stays."""
    row = await confirmed(call, body.password)
    call.check_version(row["version"])
    await call.db.run(_DELETE, {"key_id": row["id"]})
    await call.db.commit()
    if call.db.dialect == "sqlite":
        await call.db.all(_CHECKPOINT, {})


def system_caller(account_id: str) -> Caller:
    """Return the caller that works for an account without being asked: jobs and the operator's commands."""
    return Caller(account_id, "system", None, frozenset({"read", "write"}), "UTC", "exploring", POLICY)

"""Accounts: registration and the account itself."""

from dataclasses import replace
from typing import Any

from sqlalchemy import bindparam, insert

from app.accounts.models import Account
from app.accounts.passwords import Hasher, weakness
from app.accounts.schemas import AccountCreate, AccountOut
from app.core import audit
from app.core.call import Call, Caller
from app.core.db import ConstraintViolated
from app.core.errors import Conflict, Forbidden, ValidationFailed, field_error
from app.core.ids import new_id
from app.core.statements import Row, Statement
from app.core.tables import table_of

_table = table_of(Account)
_INSERT = Statement(insert(_table).values({c.key: bindparam(c.key, type_=c.type) for c in _table.c}))

PROFILE: dict[str, Any] = {"headline": None, "background": None, "situation": None, "interests": None}
REMINDERS: dict[str, Any] = {"email": False, "lead_hours": 24, "digest_at": None}
POLICY: dict[str, Any] = {"preset": "balanced", "values": {}}


class EmailTaken(Conflict):
    """There is an account with this address."""


class RegistrationClosed(Forbidden):
    """New accounts are made by the operator here."""


def present(row: Row) -> Row:
    """Return an account as the wire shows it."""
    return {name: row[name] for name in AccountOut.model_fields}


def facts(account: Row) -> Row:
    """Return what every call needs to know of the account; kept with each of its credentials."""
    return {name: account[name] for name in ("time_zone", "search_mode", "policy")}


def check_password(password: str, email: str, pointer: str = "/password") -> None:
    """Raise `ValidationFailed` when a password is too easy to guess."""
    if (why := weakness(password, email)) is not None:
        raise ValidationFailed(f"The password {why}.", errors=[field_error(pointer, "weak_password", f"It {why}.")])


async def register(call: Call, body: AccountCreate) -> Row:
    """Make an account, with the password hashed, and return it."""
    if call.services.settings.registration == "closed":
        raise RegistrationClosed()
    return await create(call, body)


async def create(call: Call, body: AccountCreate) -> Row:
    """Make an account whatever the setting says: the operator's way in."""
    check_password(body.password, body.email)
    hasher: Hasher = call.services.features["hasher"]
    row: Row = {
        "id": new_id(),
        "created_at": call.now,
        "updated_at": call.now,
        "version": 1,
        "email": body.email,
        "email_key": body.email.casefold(),
        "password_hash": await hasher.hash(body.password),
        "name": body.name,
        "time_zone": body.time_zone,
        "locale": "en",
        "search_mode": "exploring",
        "profile": PROFILE,
        "targets": [],
        "reminders": REMINDERS,
        "policy": POLICY,
    }
    call.caller = replace(call.caller, account_id=row["id"])
    await call.db.begin()
    await call.db.set_account(row["id"])
    try:
        await call.db.run(_INSERT, row)
    except ConstraintViolated as error:
        if error.kind != "unique":
            raise
        taken = field_error("/email", "email_taken", "There is an account with this address.")
        raise EmailTaken(errors=[taken]) from error
    await audit.record(call, "account.created", "account", row["id"])
    return row


def system_caller(account_id: str) -> Caller:
    """Return the caller that works for an account without being asked: jobs and the operator's commands."""
    return Caller(account_id, "system", None, frozenset({"read", "write"}), "UTC", "exploring", POLICY)

"""What the operator does through the services, without HTTP: one call, committed at its end."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from sqlalchemy import bindparam, select

from app.accounts.models import Account
from app.accounts.service import email_key, system_caller
from app.commands import schema
from app.commands.environment import load_settings
from app.commands.errors import CommandError
from app.core.call import NOBODY, Call
from app.core.db import DatabaseUnavailable, LockTimeout
from app.core.errors import Problem
from app.core.ids import new_id
from app.core.services import Services
from app.core.statements import Row, Statement
from app.core.tables import table_of
from app.main import create_app

_account = table_of(Account)
_BY_EMAIL = Statement(
    select(_account.c.id, _account.c.time_zone, _account.c.search_mode, _account.c.policy).where(
        _account.c.email_key == bindparam("email_key")
    )
)


@asynccontextmanager
async def calling() -> AsyncIterator[Call]:
    """Hold a call of the operator, for no account yet: committed at the end, undone by an error that it says."""
    settings = load_settings()
    if schema.is_behind(await schema.revision(settings)):
        raise CommandError("the database is not at this program's schema: run `cardinal db upgrade`.")
    services: Services = create_app(settings).state.services
    try:
        await services.database.open()
        caller = system_caller(NOBODY)
        call = Call(services.database.connection(), caller, services.clock(), request_id=new_id(), services=services)
        try:
            yield call
            await call.db.commit()
        finally:
            await call.db.release()
    except (DatabaseUnavailable, LockTimeout) as error:
        raise CommandError("the database does not answer, or is too busy to.") from error
    except Problem as error:
        raise CommandError(_sentence(error)) from error
    finally:
        await services.database.close()


def _sentence(error: Problem) -> str:
    detail = error.detail.rstrip(".")
    fields = [f"{e['pointer'].lstrip('/')}: {e['message']}" for e in error.errors if e["message"].rstrip(".") != detail]
    return "\n  ".join([f"{detail}.", *fields])


async def find_account(call: Call, email: str) -> Row | None:
    """Return what identifies the account with this address, or None."""
    return await call.db.one(_BY_EMAIL, {"email_key": email_key(email)})


async def work_for(call: Call, email: str) -> None:
    """Make the call one of the account with this address; raise `CommandError` when there is none."""
    account = await find_account(call, email)
    if account is None:
        raise CommandError(f"there is no account with the address {email}.")
    facts = {name: account[name] for name in ("time_zone", "search_mode", "policy")}
    call.caller = replace(system_caller(account["id"]), **facts)
    call.policy = None
    await call.db.set_account(account["id"])

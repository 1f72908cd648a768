"""Turns: what one account's writers must not do at the same time, they do one after the other."""

from sqlalchemy import bindparam, select

from app.accounts.models import Account
from app.core.call import Call
from app.core.statements import Statement

# NO KEY UPDATE on PostgreSQL, so that rows which only refer to the account go on being written
_HOLD = Statement(select(Account.id).where(Account.id == bindparam("account_id")).with_for_update(key_share=True))


async def take_turn(call: Call) -> None:
    """Wait until no other transaction of the account holds the turn, and hold it to the end of this one.

    Two rows that an exclusion constraint keeps apart can otherwise wait for each other until one is shot as a deadlock.
    On SQLite the one writer is the turn.
    """
    await call.db.begin()
    if call.db.dialect == "postgresql":
        await call.db.one(_HOLD, {"account_id": call.account_id})

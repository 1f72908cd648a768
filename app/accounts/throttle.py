"""Throttling of guesses: ten failures of an account name or network in 15 minutes, then a delay that grows with each.

Nobody is locked out for good, and the counters are in the database, so they hold over all processes. Names and
addresses stand there only as digests with a key of this installation.
"""

import hmac
import math
from datetime import datetime, timedelta
from hashlib import sha256
from ipaddress import IPv4Address, IPv6Network, ip_address

from sqlalchemy import ColumnElement, and_, bindparam, case, delete, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from app.accounts.models import SignInFailure
from app.core.call import Call
from app.core.errors import RateLimited
from app.core.statements import Row, Statement, any_of
from app.core.tables import table_of

WINDOW = timedelta(minutes=15)
FREE_FAILURES = 10
LONGEST_DELAY = timedelta(minutes=15)

_table = table_of(SignInFailure)
_find = select(_table).where(any_of(_table.c.subject, "subjects"))
_FIND = Statement(_find)
_HOLD = Statement(_find.order_by(_table.c.subject).with_for_update())
_CLEAR = Statement(delete(_table).where(_table.c.subject == bindparam("subject")))
_over = _table.c.last_at <= bindparam("cutoff")
# rows that another sign-in holds are left to it: two sweeps never wait for each other
_SWEEP = Statement(
    delete(_table).where(
        _table.c.subject.in_(select(_table.c.subject).where(_over).limit(100).with_for_update(skip_locked=True))
    )
)


def _count(dialect: str) -> postgresql.Insert | sqlite.Insert:
    make = postgresql.insert if dialect == "postgresql" else sqlite.insert
    now: ColumnElement[datetime] = bindparam("now", type_=_table.c.first_at.type)
    long_ago = _table.c.first_at <= bindparam("cutoff", type_=_table.c.first_at.type)
    starts_anew = or_(_over, and_(_table.c.count < FREE_FAILURES, long_ago))
    return (
        make(_table)
        .values(subject=bindparam("subject"), count=1, first_at=now, last_at=now)
        .on_conflict_do_update(
            index_elements=["subject"],
            set_={
                "count": case((starts_anew, 1), else_=_table.c.count + 1),
                "first_at": case((starts_anew, now), else_=_table.c.first_at),
                "last_at": now,
            },
        )
    )


_COUNT = Statement(_count)


def delay(count: int) -> timedelta:
    """Return how long after the last of so many failures the next try must wait."""
    if count < FREE_FAILURES:
        return timedelta()
    return min(timedelta(seconds=2 ** min(count - FREE_FAILURES, 20)), LONGEST_DELAY)


def wait(counter: Row, now: datetime) -> timedelta:
    """Return how long a counter still holds back a try at `now`."""
    if counter["last_at"] <= now - WINDOW:
        return timedelta()
    until: datetime = counter["last_at"] + delay(counter["count"])
    return max(until - now, timedelta())


def network(address: str) -> str:
    """Return the network that a caller's address stands for: itself, or the /64 that one customer has."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv4Address):
        return address
    return str(found.ipv4_mapped or IPv6Network(f"{found}/64", strict=False))


class Throttle:
    """Counts failures by account name and by network; does nothing when throttling is off."""

    def __init__(self, key: bytes, enabled: bool) -> None:
        self._key = key
        self._enabled = enabled

    def _subject(self, kind: str, value: str) -> str:
        return hmac.new(self._key, f"{kind}:{value}".encode(), sha256).hexdigest()

    def _subjects(self, call: Call, email_key: str) -> list[str]:
        return [self._subject("account", email_key), self._subject("network", network(call.address))]

    async def check(self, call: Call, email_key: str, *, hold: bool = False) -> None:
        """Raise `RateLimited` while this name or network must wait; `hold` its counters until the transaction ends.

        Called before a password is judged, and with `hold` after: of many guesses at once, those that end after the
        tenth failure are held back too, also the right one.
        """
        if not self._enabled:
            return
        counters = await call.db.all(_HOLD if hold else _FIND, {"subjects": self._subjects(call, email_key)})
        left = max((wait(each, call.now) for each in counters), default=timedelta())
        if left:
            seconds = math.ceil(left.total_seconds())
            raise RateLimited(
                f"Too many failed attempts: try again in {seconds} seconds.", headers={"Retry-After": str(seconds)}
            )

    async def count(self, call: Call, email_key: str) -> None:
        """Count a failure, and forget counters that are over."""
        if not self._enabled:
            return
        cutoff = call.now - WINDOW
        for subject in self._subjects(call, email_key):
            await call.db.run(_COUNT, {"subject": subject, "now": call.now, "cutoff": cutoff})
        await call.db.run(_SWEEP, {"cutoff": cutoff})

    async def clear(self, call: Call, email_key: str) -> None:
        """Forget the failures of an account, not those of the network."""
        if self._enabled:
            await call.db.run(_CLEAR, {"subject": self._subject("account", email_key)})

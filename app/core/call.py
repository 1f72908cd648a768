"""One call: who asks, when, and the hold on the database that serves it. Services take it as their first argument."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.core.db import Connection
from app.core.errors import Stale

NOBODY = ""


@dataclass(slots=True, frozen=True)
class Caller:
    """Who is calling, from the one look-up of the token or key."""

    account_id: str
    kind: str  # "session", "api_key", "system", or "nobody"
    actor_id: str | None  # the session or the key
    scopes: frozenset[str]
    time_zone: str
    search_mode: str
    policy: Mapping[str, Any]  # {"preset": ..., "values": {...}, "version": ...}: what the account chose


ANYONE = Caller(NOBODY, "nobody", None, frozenset(), "UTC", "exploring", {})


@dataclass(slots=True)
class Call:
    """What a service needs to know of the call that it serves."""

    db: Connection
    caller: Caller
    now: datetime
    address: str = ""
    request_id: str = ""
    if_match: frozenset[int] | None = None
    policy: Any = field(default=None, repr=False)  # the caller's policy in force, once it has been asked for
    services: Any = field(default=None, repr=False)  # the process's own: settings, hasher, limits

    @property
    def account_id(self) -> str:
        return self.caller.account_id

    def check_version(self, version: int) -> None:
        """Raise `Stale` (412) when the caller named another version in If-Match."""
        if self.if_match is not None and version not in self.if_match:
            raise Stale("It has changed since you read it: read it again, and repeat the change on the new version.")

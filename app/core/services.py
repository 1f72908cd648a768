"""What one process holds: made once by `main`, found by the gate on the app."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.core.call import Caller
from app.core.clock import Clock
from app.core.db import Connection, Database
from app.core.paging import Signer
from app.core.rates import Rates
from app.core.settings import Settings

Authenticate = Callable[[Connection, str, datetime], Awaitable[Caller | None]]


@dataclass(slots=True)
class Services:
    """Settings, clock, database, and what the features hand to the core."""

    settings: Settings
    clock: Clock
    database: Database
    authenticate: Authenticate
    rates: Rates
    signer: Signer = field(default_factory=lambda: Signer(b""))
    methods: dict[str, str] = field(default_factory=dict)  # path → Allow
    features: dict[str, Any] = field(default_factory=dict)
    draining: bool = False

"""Which refresh tokens are presented right now: a client's own repeats overlap, a thief comes after the answer."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from app.core.clock import Clock

KEPT = timedelta(seconds=10)  # as long as a connection may be open before its first request comes


@dataclass(slots=True)
class Burst:
    """Requests with one refresh token that overlap in time; `fresh` when one of them found it unused."""

    answered_at: datetime
    under_way: int = 0
    fresh: bool = False


@dataclass(slots=True)
class Renewals:
    """The bursts of this process that are under way, or were a moment ago."""

    bursts: dict[str, Burst] = field(default_factory=dict)

    @contextmanager
    def presented(self, digest: str, since: datetime, clock: Clock) -> Iterator[Burst]:
        """Take a request, on its way since then, into the burst that it overlaps with, until it is answered."""
        self._forget(since - KEPT)
        burst = self.bursts.get(digest)
        if burst is None or (not burst.under_way and burst.answered_at < since):
            burst = self.bursts[digest] = Burst(since)
        burst.under_way += 1
        try:
            yield burst
        finally:
            burst.under_way -= 1
            burst.answered_at = clock()

    def _forget(self, before: datetime) -> None:
        for digest in [key for key, each in self.bursts.items() if not each.under_way and each.answered_at < before]:
            del self.bursts[digest]

"""Request limits of one process, with the headers that announce them (draft-ietf-httpapi-ratelimit-headers)."""

import time

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from app.core.errors import RateLimited

Headers = list[tuple[bytes, bytes]]


class Rates:
    """120 requests a minute for a caller who is known, 30 for an address that is not."""

    def __init__(self, enabled: bool) -> None:
        self.enabled = enabled
        self._limiter = FixedWindowRateLimiter(MemoryStorage())
        self._limits = {"caller": RateLimitItemPerMinute(120), "address": RateLimitItemPerMinute(30)}

    def hit(self, policy: str, who: str) -> Headers:
        """Count one request of `who`; return the headers that say how many are left, or raise `RateLimited`."""
        if not self.enabled:
            return []
        limit = self._limits[policy]
        admitted = self._limiter.hit(limit, who)
        reset, remaining = self._limiter.get_window_stats(limit, who)
        seconds = max(1, round(reset - time.time()))
        headers = {
            "RateLimit-Policy": f'"{policy}";q={limit.amount};w=60',
            "RateLimit": f'"{policy}";r={remaining};t={seconds}',
        }
        if not admitted:
            raise RateLimited(
                f"More than {limit.amount} requests in a minute: try again in {seconds} seconds.",
                headers={**headers, "Retry-After": str(seconds)},
            )
        return [(name.lower().encode(), value.encode()) for name, value in headers.items()]

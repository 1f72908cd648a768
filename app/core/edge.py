"""The outermost layer of every request: its id, its line in the log, its metrics, the headers of every answer."""

import time
from ipaddress import ip_address

import structlog
from prometheus_client import Counter, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.core import answers
from app.core.errors import InternalError
from app.core.ids import new_id
from app.core.settings import Network

log = structlog.get_logger("cardinal.http")

REQUESTS = Counter("cardinal_http_requests_total", "Requests by operation and status.", ["operation", "status"])
SECONDS = Histogram(
    "cardinal_http_request_seconds",
    "Time to answer, by operation.",
    ["operation"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
_TOKEN_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.:")
_HEADERS = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cache-control", b"private, no-cache"),
]


class Edge:
    """Gives each request an id, logs it without personal data, counts it, and turns a crash into a problem."""

    def __init__(self, app: ASGIApp, trusted_proxies: list[Network]) -> None:
        self.app = app
        self.trusted_proxies = trusted_proxies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = time.perf_counter()
        headers = scope["headers"]
        request_id = scope["request_id"] = _request_id(headers)
        scope["client_address"] = client_address(scope, self.trusted_proxies)
        status = 0

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                own = message["headers"]
                has_cache = any(name == b"cache-control" for name, _ in own)
                message["headers"] = [*own, (b"x-request-id", request_id.encode()), *_HEADERS[: 2 if has_cache else 3]]
            await send(message)

        try:
            await self.app(scope, receive, send_with_headers)
        except Exception:  # the last net: nothing may leave without an answer and a line in the log
            log.exception("crashed", request_id=request_id, operation=_operation(scope))
            if status:
                raise
            await answers.problem(InternalError(), scope["path"], request_id)(scope, receive, send_with_headers)
        finally:
            seconds = time.perf_counter() - started
            operation = _operation(scope)
            REQUESTS.labels(operation, str(status)).inc()
            SECONDS.labels(operation).observe(seconds)
            log.info("request", request_id=request_id, operation=operation, status=status, ms=round(seconds * 1000, 2))


def _operation(scope: Scope) -> str:
    """Return the name of the operation, never the path: a path may hold a token."""
    route = scope.get("route")
    return getattr(route, "operation_id", None) or "none"


def _request_id(headers: list[tuple[bytes, bytes]]) -> str:
    for name, value in headers:
        if name == b"x-request-id" and 1 <= len(value) <= 128:
            given = value.decode("latin-1")
            if _TOKEN_CHARACTERS.issuperset(given):
                return given
    return new_id()


def client_address(scope: Scope, trusted_proxies: list[Network]) -> str:
    """Return the address of the caller; `X-Forwarded-For` is believed only from trusted proxies."""
    address: str = scope["client"][0] if scope.get("client") else ""
    if not trusted_proxies:
        return address
    forwarded = [value.decode("latin-1") for name, value in scope["headers"] if name == b"x-forwarded-for"]
    hops = [hop.strip() for hop in ",".join(forwarded).split(",") if hop.strip()]
    while hops and _within(address, trusted_proxies):
        address = hops.pop()
    return address[:64]


def _within(address: str, networks: list[Network]) -> bool:
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return any(found in network for network in networks)

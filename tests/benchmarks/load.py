"""A small load generator for loopback: keep-alive connections that send the same bytes and count answers."""

import asyncio
import statistics
import time
from dataclasses import dataclass

import psutil


@dataclass(frozen=True, slots=True)
class Load:
    """What one run measured."""

    requests: int
    seconds: float
    cpu_seconds: float  # of the server's process
    bad: int
    median_milliseconds: float  # from sending a request to its whole answer

    @property
    def per_second(self) -> float:
        return self.requests / self.seconds

    @property
    def cpu_microseconds(self) -> float:
        return self.cpu_seconds / self.requests * 1e6


def request_bytes(method: str, path: str, token: str | None, body: bytes = b"") -> bytes:
    """Return one request as it goes over the wire."""
    lines = [f"{method} {path} HTTP/1.1", "host: 127.0.0.1"]
    if token:
        lines.append(f"authorization: Bearer {token}")
    if body:
        lines += ["content-type: application/json", f"content-length: {len(body)}"]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


class _Client(asyncio.Protocol):
    def __init__(self, request: bytes, expect: bytes, until: float) -> None:
        self.request, self.expect, self.until = request, expect, until
        self.count = self.bad = 0
        self.sent_at = 0.0
        self.took: list[float] = []
        self.buffer = b""
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.ask()

    def ask(self) -> None:
        self.sent_at = time.monotonic()
        self.transport.write(self.request)

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        head = self.buffer.find(b"\r\n\r\n")
        if head < 0:
            return
        start = self.buffer.find(b"content-length: ") + 16
        length = int(self.buffer[start : self.buffer.find(b"\r", start)])
        if len(self.buffer) < head + 4 + length:
            return
        self.count += 1
        self.took.append(time.monotonic() - self.sent_at)
        self.bad += not self.buffer.startswith(self.expect)
        self.buffer = b""
        if time.monotonic() < self.until:
            self.ask()
        else:
            self.transport.close()
            self.done.set_result(None)

    def connection_lost(self, error: Exception | None) -> None:
        if not self.done.done():
            self.done.set_exception(error or ConnectionError("closed"))


async def run(port: int, pid: int, request: bytes, *, connections: int = 8, seconds: float = 3.0) -> Load:
    """Send `request` over and over for some seconds, and say what the server made of it."""
    server = psutil.Process(pid)
    expect = b"HTTP/1.1 201" if request.startswith(b"POST") else b"HTTP/1.1 200"
    before = server.cpu_times()
    started = time.monotonic()
    loop = asyncio.get_running_loop()
    clients = [
        (await loop.create_connection(lambda: _Client(request, expect, started + seconds), "127.0.0.1", port))[1]
        for _ in range(connections)
    ]
    await asyncio.gather(*(client.done for client in clients))
    spent = time.monotonic() - started
    after = server.cpu_times()
    cpu = after.user + after.system - before.user - before.system
    median = statistics.median(took for client in clients for took in client.took)
    return Load(sum(c.count for c in clients), spent, cpu, sum(c.bad for c in clients), median * 1000)

"""HTTP/1.1 as the server reads it: uvicorn's parser with limits on the address, the headers, and the time they take."""

import asyncio
from datetime import datetime
from http import HTTPStatus

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from app.core import answers
from app.core.clock import system_clock
from app.core.errors import BadRequest, Problem
from app.core.ids import new_id

MAX_URL = 8 * 1024
MAX_HEADERS = 32 * 1024
HEADERS_SECONDS = 10


class MalformedRequest(BadRequest):
    """This is not an HTTP request that can be read."""


class UrlTooLong(Problem):
    """The address is longer than 8 KiB."""

    status = 414


class HeadersTooLarge(Problem):
    """The headers are larger than 32 KiB."""

    status = 431


class BoundedProtocol(HttpToolsProtocol):
    """One connection of a client."""

    _refusal: Problem | None = None
    _header_bytes = 0
    _waiting: asyncio.TimerHandle | None = None
    _connected_at: datetime | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)  # type: ignore[arg-type]  # uvicorn narrows what asyncio declares
        self._connected_at = system_clock()
        self._wait_for_headers()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._header_bytes = 0
        if self._connected_at is not None:
            # the first request was on its way since then; of a later one nothing is known before it comes
            self.scope["state"]["connected_at"] = self._connected_at
            self._connected_at = None
        if self._waiting is None:
            self._wait_for_headers()

    def on_url(self, url: bytes) -> None:
        super().on_url(url)
        if len(self.url) > MAX_URL:
            self._refuse(UrlTooLong())

    def on_header(self, name: bytes, value: bytes) -> None:
        self._header_bytes += len(name) + len(value)
        if self._header_bytes > MAX_HEADERS:
            self._refuse(HeadersTooLarge())
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        self._stop_waiting()
        super().on_headers_complete()

    def _refuse(self, refusal: Problem) -> None:
        self._refusal = refusal
        raise refusal

    def _wait_for_headers(self) -> None:
        self._waiting = self.loop.call_later(HEADERS_SECONDS, self._give_up)

    def _stop_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _give_up(self) -> None:
        self._waiting = None
        if self.transport is not None and not self.transport.is_closing():
            self.transport.close()

    def send_400_response(self, msg: str) -> None:
        """Answer what never became a request as a problem, and end the connection."""
        request_id = new_id()
        answer = answers.problem(self._refusal or MalformedRequest(), "", request_id)
        headers = [
            *self.server_state.default_headers,
            *answer.raw_headers,
            (b"x-request-id", request_id.encode()),
            (b"connection", b"close"),
        ]
        status = HTTPStatus(answer.status_code)
        lines = [b"HTTP/1.1 %d %s" % (status, status.phrase.encode()), *(n + b": " + v for n, v in headers), b"", b""]
        self.transport.write(b"\r\n".join(lines) + bytes(answer.body))
        self.transport.close()

"""`cardinal serve`: the schema first, then the server, in this process or in several."""

import asyncio
import os
import signal
import socket
from types import FrameType

import uvicorn
from fastapi import FastAPI
from uvicorn.supervisors import Multiprocess

from app.commands import schema
from app.commands.environment import load_settings
from app.commands.errors import CommandError
from app.commands.protocol import BoundedProtocol
from app.core import migrate
from app.core.services import Services
from app.core.settings import Settings
from app.main import create_app

# from the signal to the end in 10 s: told to the load balancer first, then finishing what was begun
DRAIN_SECONDS = 1
FINISH_SECONDS = 8
READY_SECONDS = 60


def serve(host: str, port: int, workers: int, to_migrate: bool) -> None:
    """Serve until told to stop; raise `CommandError` when it cannot start."""
    settings = load_settings()
    asyncio.run(_prepare(settings, to_migrate))
    listening = listen(host, port)
    address = _address(host, listening.getsockname()[1])
    if "public_url" not in settings.model_fields_set:
        os.environ["CARDINAL_PUBLIC_URL"] = address
    config = uvicorn.Config(
        "app.commands.serve:application",
        factory=True,
        workers=workers,
        loop="uvloop" if os.name == "posix" else "asyncio",
        http=BoundedProtocol,
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        proxy_headers=False,  # the app's own layer believes configured proxies only
        server_header=False,
        timeout_graceful_shutdown=FINISH_SECONDS,
    )
    welcome = _welcome(address, settings)
    if workers > 1:
        _Processes(config, [listening], welcome).run()
        return
    # uvicorn raises the signal again once it has stopped; it has been obeyed, so the status is 0
    signal.signal(signal.SIGTERM, _ignore)
    signal.signal(signal.SIGINT, _ignore)
    _Process(config, welcome).run(sockets=[listening])


async def _prepare(settings: Settings, to_migrate: bool) -> None:
    """See to it that the database is there and at this program's schema."""
    found = await schema.revision(settings)
    if not schema.is_behind(found):
        if found != migrate.head():
            print("cardinal: the database is at a newer schema than this program's; serving it as it is.")
        return
    if not to_migrate:
        raise CommandError("the database is not at this program's schema: run `cardinal db upgrade`.")
    await schema.upgrade(settings)


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens; raise `CommandError` when the address cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CommandError(
            f"cannot listen on {host}, port {port}: {reason}. Another port: --port {port + 1}"
        ) from error


def _address(host: str, port: int) -> str:
    shown = {"0.0.0.0": "127.0.0.1", "::": "127.0.0.1"}.get(host, host)  # noqa: S104
    return f"http://[{shown}]:{port}" if ":" in shown else f"http://{shown}:{port}"


def _welcome(address: str, settings: Settings) -> str:
    docs = f" — the documentation is at {address}/docs" if settings.docs == "on" else ""
    return f"Cardinal is at {address}{docs}\nTry: curl -s {address}/v1/rules/job-ask.vacancy"


def application() -> FastAPI:
    """Return the app, which says that it is not ready as soon as it is told to stop."""
    app = create_app()
    _drain_on_sigterm(app.state.services)
    return app


def _drain_on_sigterm(services: Services) -> None:
    """Fail readiness at once on SIGTERM, and let uvicorn stop a moment later, when no new calls are sent here."""
    stop = signal.getsignal(signal.SIGTERM)
    loop = asyncio.get_running_loop()

    def drain(number: int, frame: FrameType | None) -> None:
        services.draining = True
        if callable(stop):
            loop.call_soon_threadsafe(loop.call_later, DRAIN_SECONDS, stop, number, frame)

    signal.signal(signal.SIGTERM, drain)


def _ignore(number: int, frame: FrameType | None) -> None:
    """Do nothing more."""


class _Process(uvicorn.Server):
    """The server in this process."""

    def __init__(self, config: uvicorn.Config, welcome: str) -> None:
        super().__init__(config)
        self._welcome = welcome

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        print(self._welcome, flush=True)


class _Processes(Multiprocess):
    """The server in several processes, started and kept alive by this one."""

    def __init__(self, config: uvicorn.Config, sockets: list[socket.socket], welcome: str) -> None:
        super().__init__(config, sockets)
        self._welcome = welcome

    def init_processes(self) -> None:
        super().init_processes()
        if self.processes[0].wait_until_ready(READY_SECONDS):
            print(self._welcome, flush=True)

"""`cardinal doctor`: what is wrong with this installation, and what to do about it."""

import asyncio
import os
import platform
import socket
import sys
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from rich.console import Console
from rich.text import Text

from app.checks.engine import default_ruleset
from app.checks.ruleset import RulesetError
from app.commands import storage
from app.commands.environment import load_settings
from app.commands.errors import CommandError
from app.commands.storage import Level, Remark, remark
from app.core.settings import Settings
from app.policy import deployment

STYLES = {Level.OK: "green", Level.WARN: "bold yellow", Level.FAIL: "bold red"}
OLDEST_PYTHON = (3, 11)
LEAST_ZONES = 400
PORT = 8000
CONNECT_SECONDS = 3
SMTP_PORTS = {"smtp": 587, "smtps": 465}


def examine() -> int:
    """Print what was looked at, each with what to do; return 1 when something is wrong, else 0."""
    console = Console(highlight=False, soft_wrap=True)
    levels = []
    for each in remarks():
        levels.append(each.level)
        console.print(Text.assemble((f"{each.level.value:4} ", STYLES[each.level]), each.what))
        if each.advice:
            console.print(f"     {each.advice}", markup=False)
    return 1 if Level.FAIL in levels else 0


def remarks() -> Iterator[Remark]:
    """Look at everything that this installation rests on."""
    version = platform.python_version()
    yield remark(sys.version_info >= OLDEST_PYTHON, f"Python is 3.11 or newer: {version}", "Install a newer one.")
    yield remark(
        len(available_timezones()) >= LEAST_ZONES, "the time zones are there", "Install the package tzdata again."
    )
    yield _rules()
    try:
        settings = load_settings()
    except CommandError as error:
        yield Remark(Level.FAIL, str(error), "Nothing else was looked at.")
        return
    yield Remark(Level.OK, "the settings are right")
    if settings.policy_file is not None:
        here = deployment.load(settings.policy_file)
        what = f"accounts start from the preset {here.preset} and {len(here.values)} values of {settings.policy_file}"
        yield Remark(Level.OK, what)
    yield from asyncio.run(_database(settings))
    yield _mail(settings)
    yield from _reach(settings)
    yield _port()


async def _database(settings: Settings) -> list[Remark]:
    return [each async for each in storage.database(settings)]


def _rules() -> Remark:
    try:
        return Remark(Level.OK, f"the rules load: {default_ruleset().name}")
    except (OSError, ValueError, RulesetError) as error:
        return Remark(Level.FAIL, f"the rules do not load: {error}", "Install Cardinal again.")


def _mail(settings: Settings) -> Remark:
    if settings.smtp_url is None:
        folder = _nearest(settings.mail_dir)
        what = f"mail goes to files in {settings.mail_dir}"
        return remark(os.access(folder, os.W_OK), what, f"{folder} cannot be written to.")
    parts = urlsplit(settings.smtp_url)
    if parts.scheme not in SMTP_PORTS or not parts.hostname:
        return Remark(Level.FAIL, "CARDINAL_SMTP_URL is not a mail server's", "smtp://user:password@host:587")
    port = parts.port or SMTP_PORTS[parts.scheme]
    try:
        socket.create_connection((parts.hostname, port), CONNECT_SECONDS).close()
    except OSError as error:
        return Remark(
            Level.FAIL, f"the mail server {parts.hostname} does not answer: {error}", "See CARDINAL_SMTP_URL."
        )
    return Remark(Level.OK, f"the mail server {parts.hostname} answers")


def _nearest(folder: Path) -> Path:
    """Return the folder itself, or the nearest above it that is there."""
    resolved = folder.resolve()
    return next(each for each in (resolved, *resolved.parents) if each.exists())


def _reach(settings: Settings) -> Iterator[Remark]:
    """Look at who can reach this installation, and how."""
    public = not _is_local(settings.public_url.host or "")
    https = settings.public_url.scheme == "https"
    address = str(settings.public_url)
    yield remark(
        https or not public, f"people reach it at {address}", "Set CARDINAL_PUBLIC_URL to an https address.", Level.WARN
    )
    if public:
        may_register = settings.registration == "open"
        advice = "CARDINAL_REGISTRATION=closed, and make accounts with `cardinal account create`."
        yield remark(not may_register, "not everybody can make an account", advice, Level.WARN)
    advice = "Unset CARDINAL_RATE_LIMIT: passwords can be guessed as fast as this machine can."
    yield remark(settings.rate_limit == "on", "the number of calls is limited", advice, Level.WARN)


def _is_local(host: str) -> bool:
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _port() -> Remark:
    with socket.socket() as probe:
        probe.settimeout(CONNECT_SECONDS)
        taken = probe.connect_ex(("127.0.0.1", PORT)) == 0
    advice = "Something listens there, perhaps Cardinal itself; take another with --port."
    return remark(not taken, f"port {PORT} is free", advice, Level.WARN)

"""A server as the operator starts it: `python -m app serve` in a process of its own, on a free port."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.conftest import Place

ROOT = Path(__file__).resolve().parents[1]
STOP_SECONDS = 10


def environment(place: Place, **settings: str) -> dict[str, str]:
    """Return the environment of a command that works on this database, and none of this process's settings."""
    kept = {name: value for name, value in os.environ.items() if not name.upper().startswith("CARDINAL_")}
    given = {"DATABASE_URL": place.url, "RATE_LIMIT": "off", "LOG_LEVEL": "error", **settings}
    if place.owner_url is not None:
        given["MIGRATION_DATABASE_URL"] = place.owner_url
    return {**kept, "PYTHONPATH": str(ROOT), **{f"CARDINAL_{name}": value for name, value in given.items()}}


def cardinal(*arguments: str, env: dict[str, str], cwd: Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Run a command of `cardinal` and return what it said."""
    command = [sys.executable, "-m", "app", *arguments]
    return subprocess.run(
        command, env=env, cwd=cwd, input=stdin, capture_output=True, text=True, check=False, timeout=120
    )


@dataclass
class Served:
    """A running server: where it is, and how to end it."""

    process: "subprocess.Popen[str]"
    said: list[str] = field(default_factory=list)
    address: str = ""

    def kill(self) -> None:
        """End it as a power cut would, with every process of it."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(STOP_SECONDS)

    def stop(self) -> int:
        """Tell it to stop, and return the status it ended with."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(STOP_SECONDS)


@contextmanager
def serving(place: Place, cwd: Path, *arguments: str, **settings: str) -> Iterator[Served]:
    """Start a server and wait until it says where it is."""
    process = subprocess.Popen(
        [sys.executable, "-m", "app", "serve", "--port", "0", *arguments],
        env=environment(place, **settings),
        cwd=cwd,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,  # a group of its own, so that all of it can be killed
    )
    served = Served(process)
    assert process.stdout is not None
    try:
        for line in process.stdout:
            served.said.append(line.rstrip("\n"))
            if line.startswith("Cardinal is at "):
                served.address = line.split()[3]
            if line.startswith("Try: "):
                break
        assert served.address, f"the server ended with {process.wait(STOP_SECONDS)} before it served"
        threading.Thread(target=process.stdout.read, daemon=True).start()
        yield served
    finally:
        if process.poll() is None:
            served.kill()

"""`cardinal doctor --health`: ask a running server whether it is ready; what a container's health check runs."""

from http.client import HTTPException
from urllib.error import URLError
from urllib.request import urlopen

from app.commands.errors import CommandError

SECONDS = 4


def check(address: str) -> int:
    """Return 0 when the server at this address is ready, else say why not and return 1."""
    if not address.startswith(("http://", "https://")):
        raise CommandError("give the server's address, such as http://127.0.0.1:8000.", status=2)
    try:
        with urlopen(f"{address.rstrip('/')}/readyz", timeout=SECONDS):  # noqa: S310 - http(s) only, the operator's own
            print("ready")
            return 0
    except (URLError, HTTPException, OSError) as error:
        print(f"not ready: {error}")
        return 1

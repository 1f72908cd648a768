"""Passwords: what is accepted, and how they are kept (argon2id, bounded in number at a time)."""

import asyncio
import unicodedata
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, TypeVar

from app.core.errors import Unavailable

if TYPE_CHECKING:
    from argon2 import PasswordHasher

T = TypeVar("T")

MIN_LENGTH, MAX_LENGTH = 12, 256
MAX_AT_ONCE = 4
_MEMORY_KIB, _TIME_COST = 19_456, 2
# costs the same to verify as a real one: who is unknown takes as long as who is known
DUMMY_HASH = "$argon2id$v=19$m=19456,t=2,p=1$WDKqD9K53cBI7F75BBEn5g$5/yttx82Hzknj7bz4h9Ls5YdIMKVovOGv6/KtVvdmyY"


def normalised(password: str) -> str:
    """Return the password as it is hashed: NFC, otherwise exactly as typed."""
    return unicodedata.normalize("NFC", password)


@cache
def _common() -> frozenset[str]:
    return frozenset(files("app.accounts").joinpath("common_passwords.txt").read_text("utf-8").split("\n"))


def long_enough(password: str) -> str:
    """Return the password, or raise `ValueError` when it has too few characters as it is hashed."""
    if len(normalised(password)) < MIN_LENGTH:
        raise ValueError(f"must have at least {MIN_LENGTH} characters")
    return password


def weakness(password: str, email: str) -> str | None:
    """Return why a password is not accepted, or None."""
    folded = normalised(password).casefold()
    local = email.partition("@")[0].casefold()
    if folded in _common():
        return "is among the passwords that are tried first"
    if email.casefold() in folded or (len(local) >= 4 and local in folded):
        return "must not contain the address"
    if "cardinal" in folded:
        return "must not contain the product's name"
    return None


class Hasher:
    """Hashes and verifies in threads, at most four at once in a process; the rest queue for a second."""

    def __init__(self) -> None:
        # argon2 is imported at the first sign-in, not at the start: it costs memory that most calls never need
        self._slots = asyncio.Semaphore(MAX_AT_ONCE)

    async def hash(self, password: str) -> str:
        """Return the argon2id hash of a password."""
        return await self._in_thread(lambda argon: argon.hash(normalised(password)))

    async def verify(self, hashed: str, password: str) -> tuple[bool, bool]:
        """Return whether the password fits, and whether its hash was made with older parameters."""
        return await self._in_thread(lambda argon: _verify(argon, hashed, normalised(password)))

    async def _in_thread(self, work: "Callable[[PasswordHasher], T]") -> T:
        from argon2 import PasswordHasher

        argon = PasswordHasher(time_cost=_TIME_COST, memory_cost=_MEMORY_KIB, parallelism=1)
        try:
            await asyncio.wait_for(self._slots.acquire(), 1)
        except TimeoutError:
            raise Unavailable("Too many sign-ins at the same time: try again in a moment.") from None
        try:
            return await asyncio.to_thread(work, argon)
        finally:
            self._slots.release()


def _verify(argon: "PasswordHasher", hashed: str, password: str) -> tuple[bool, bool]:
    from argon2.exceptions import VerificationError

    try:
        argon.verify(hashed, password)
    except VerificationError:
        return False, False
    return True, argon.check_needs_rehash(hashed)

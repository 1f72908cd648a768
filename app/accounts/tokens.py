"""Secrets that let somebody in: made here, shown once, kept only as a digest."""

import secrets
import string
from hashlib import sha256
from zlib import crc32

_DIGITS = string.digits + string.ascii_letters

ACCESS, REFRESH, KEY = "cardinal_at_", "cardinal_rt_", "cardinal_key_"


def new_secret(prefix: str) -> str:
    """Return a 256-bit secret with a prefix and a checksum, so that scanners can find a leaked one."""
    body = "".join(secrets.choice(_DIGITS) for _ in range(43))
    return f"{prefix}{body}{_checksum(prefix + body)}"


def _checksum(text: str) -> str:
    value, digits = crc32(text.encode()), ""
    for _ in range(6):
        value, rest = divmod(value, 62)
        digits += _DIGITS[rest]
    return digits


def digest(secret: str) -> str:
    """Return what is stored of a secret."""
    return sha256(secret.encode()).hexdigest()

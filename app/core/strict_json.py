"""JSON read strictly: what two parsers could understand differently is refused (RFC 8259, and more)."""

import json
from math import isinf
from typing import Any

import orjson

from app.core.errors import MalformedJson

MAX_DEPTH = 32


def loads(raw: bytes) -> Any:
    """Return the document, or raise `MalformedJson` with the reason.

    Refused: not UTF-8, not JSON, NaN and Infinity, duplicate keys, NUL, lone surrogates, deeper than 32.
    """
    try:
        orjson.loads(raw)  # strict on syntax, UTF-8, surrogates and NaN, and does not recurse into the ground
    except orjson.JSONDecodeError as error:
        raise MalformedJson(f"Not valid JSON at character {error.pos}.") from None
    if raw.count(b"[") + raw.count(b"{") > MAX_DEPTH and _depth(raw) > MAX_DEPTH:
        raise MalformedJson(f"The document is nested deeper than {MAX_DEPTH}.")
    if b"\\u0000" in raw.lower() and _has_nul(orjson.loads(raw)):
        raise MalformedJson("NUL characters are not accepted.")
    return json.loads(raw, object_pairs_hook=_unique, parse_int=_integer)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise MalformedJson("A key stands twice in the same object.")
    return found


def _integer(digits: str) -> int | float:
    if len(digits) <= 19:
        return int(digits)
    # JSON all the same, and too large for any field: a float is refused by each of them, and cheap to read
    if isinf(found := float(digits)):
        raise MalformedJson("A number is larger than any that is read.")
    return found


def _depth(raw: bytes) -> int:
    """Return how deep brackets nest outside strings, in one pass."""
    depth = deepest = 0
    in_string = escaped = False
    for byte in raw:
        if in_string:
            if escaped:
                escaped = False
            elif byte == 0x5C:
                escaped = True
            elif byte == 0x22:
                in_string = False
        elif byte == 0x22:
            in_string = True
        elif byte in (0x5B, 0x7B):
            depth += 1
            deepest = max(deepest, depth)
        elif byte in (0x5D, 0x7D):
            depth -= 1
    return deepest


def _has_nul(value: Any) -> bool:
    todo = [value]
    while todo:
        each = todo.pop()
        if isinstance(each, str) and "\0" in each:
            return True
        if isinstance(each, dict):
            todo += [*each.keys(), *each.values()]
        elif isinstance(each, list):
            todo += each
    return False

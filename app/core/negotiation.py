"""Which of the forms of an answer a client would rather have (RFC 9110, 12.5.1)."""

from collections.abc import Sequence

VARY = (b"vary", b"Accept")


def preferred(accept: str, offered: Sequence[str]) -> str:
    """Return the media type, of those offered, that an Accept header ranks highest.

    A type that is named goes before one that a wildcard covers; otherwise, and where nothing fits, it is the first.
    """
    weights = dict(map(_weighed, accept.lower().split(",")))
    return max(offered, key=lambda kind: _rank(kind, weights))


def _rank(kind: str, weights: dict[str, float]) -> tuple[float, int]:
    ranges = (kind, f"{kind.partition('/')[0]}/*", "*/*")
    place = next((place for place, each in enumerate(ranges) if each in weights), None)
    return (0.0, 0) if place is None else (weights[ranges[place]], -place)


def _weighed(media_range: str) -> tuple[str, float]:
    kind, *parameters = (part.strip() for part in media_range.split(";"))
    quality = next((each.removeprefix("q=") for each in parameters if each.startswith("q=")), "1")
    try:
        return kind, float(quality)
    except ValueError:
        return kind, 0.0

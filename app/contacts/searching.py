"""Text as it is searched: without case and accents, and as a pattern that holds no wildcard of the seeker's."""

import unicodedata


def folded(value: str) -> str:
    """Return text as it is searched: without case and accents."""
    decomposed = unicodedata.normalize("NFKD", value.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def containing(folded_text: str) -> str:
    """Return the LIKE pattern, with `\\` as its escape, for what contains this text."""
    escaped = folded_text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"

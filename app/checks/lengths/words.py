"""Load the classes of words that the pack knows about lengths of time."""

import tomllib
from functools import lru_cache
from importlib.resources import files

from app.checks.wordlists import word_set


@lru_cache(maxsize=1)
def _pack() -> dict[str, dict[str, str]]:
    return tomllib.loads((files("app.checks") / "packs" / "en" / "time.toml").read_text(encoding="utf-8"))


def time_words(table: str, name: str) -> frozenset[str]:
    """Return the words of one class."""
    return word_set(_pack()[table][name])


def time_phrases(table: str, name: str) -> tuple[str, ...]:
    """Return the phrases of one class, each with a blank at both ends."""
    return tuple(f" {row.strip()} " for row in _pack()[table][name].splitlines() if row.strip())


def time_spellings() -> dict[str, str]:
    """Return what is meant by words typed in haste."""
    words = _pack()["spelling"]["typed"].split()
    return dict(zip(words[::2], words[1::2], strict=True))

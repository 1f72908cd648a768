"""Where the practice comes from: the cited documents and the quotes that stand in them."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Citation:
    """Point to a source: a verbatim quote from S0 to S4, or a paraphrase P1 to P7 with its address."""

    source: str
    title: str
    quote: str | None
    address: str | None


@cache
def practice() -> Mapping[str, Any]:
    """Read the practice file once."""
    return tomllib.loads(Path(__file__).with_name("practice.toml").read_text(encoding="utf-8"))


def cite(source: str, quote: str | None = None) -> Citation:
    """Cite a source by its code, with the given words of it; KeyError for a source that is not known."""
    row: Mapping[str, str] = practice()["sources"][source]
    return Citation(source, row["title"], quote, row.get("address"))


def cited(name: str) -> Citation:
    """Cite what the practice file names: a quote (`S0.minutes`) or a paraphrase (`P3`)."""
    source, _, quote = name.partition(".")
    return cite(source, practice()["quotes"][source][quote] if quote else None)

"""The sources, wherever the product's data quotes them."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

APP = Path(__file__).parents[2] / "app"
SOURCES = Path(__file__).parents[1] / "sources"
DATA = sorted(path for path in APP.rglob("*.toml") if "cite = {" in path.read_text(encoding="utf-8"))


def cites(node: Any) -> Iterator[dict[str, str]]:
    if isinstance(node, dict):
        if "cite" in node:
            yield node["cite"]
        for value in node.values():
            yield from cites(value)
    elif isinstance(node, list):
        for value in node:
            yield from cites(value)


def quotes() -> list[Any]:
    return [
        pytest.param(cite, id=f"{path.stem}-{number}")
        for path in DATA
        for number, cite in enumerate(cites(tomllib.loads(path.read_text(encoding="utf-8"))))
    ]


@pytest.mark.parametrize("cite", quotes())
def test_what_is_quoted_stands_word_for_word_in_its_source(cite: dict[str, str]) -> None:
    source = cite["source"]
    if source.startswith("P"):
        assert "quote" not in cite
        return
    (path,) = SOURCES.glob(f"00{source[1]}_*.txt")
    assert cite["quote"] in path.read_text(encoding="utf-8")

"""Read the labelled texts: sentences, lengths of time, questions, texts of single rules, and whole messages.

README.md beside this file says what the labels mean and how the files look.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
PARTS = ("development", "test")
OPEN, CLOSE = "⟦", "⟧"


@dataclass(frozen=True, slots=True)
class Ask:
    """A text that asks for a job or does not; `start` to `end` are the words of the ask."""

    batch: str
    asks: bool
    phenomenon: str
    pair: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Length:
    """A text and the minutes it asks for: `20`, `15-20`, or `0` for none."""

    minutes: str
    phenomenon: str
    text: str


@dataclass(frozen=True, slots=True)
class Form:
    """A question, closed or open in use."""

    closed: bool
    text: str


@dataclass(frozen=True, slots=True)
class Single:
    """A text that one rule must find or must leave alone."""

    rule: str
    fires: bool
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Message:
    """A whole message: good, or bad with the rules that must fire."""

    kind: str
    good: bool
    rules: tuple[str, ...]
    text: str


def asks(part: str) -> list[Ask]:
    """Return the sentences of a part, batch by batch."""
    return [_ask(path.stem, row) for path in sorted((HERE / part / "asks").glob("*.tsv")) for row in _rows(path)]


def lengths(part: str) -> list[Length]:
    """Return the lengths of time of a part."""
    return [Length(minutes, phenomenon, _text(text)) for minutes, phenomenon, text in _rows(HERE / part / "times.tsv")]


def forms(part: str) -> list[Form]:
    """Return the questions of a part."""
    return [Form(form == "c", _text(text)) for form, text in _rows(HERE / part / "questions.tsv")]


def singles(part: str) -> list[Single]:
    """Return the texts of single rules of a part."""
    found = _rows(HERE / part / "rules.tsv")
    return [Single(rule, label == "1", kind, _text(text)) for rule, label, kind, text in found]


def messages(part: str) -> list[Message]:
    """Return the whole messages of a part."""
    blocks = (HERE / part / "messages.txt").read_text(encoding="utf-8").split("=== ")[1:]
    return [_message(*block.split("\n", 1)) for block in blocks]


def _message(head: str, text: str) -> Message:
    kind, verdict, *rules = head.split()
    return Message(kind, verdict == "good", tuple(rules[0].split(",")) if rules else (), text.strip())


def _ask(batch: str, row: list[str]) -> Ask:
    label, phenomenon, pair, marked = row
    marked = _text(marked)
    start, end = marked.find(OPEN), marked.find(CLOSE) - 1
    text = marked.replace(OPEN, "").replace(CLOSE, "")
    return Ask(batch, label == "1", phenomenon, f"{batch}:{pair}" if pair else "", text, max(start, 0), max(end, 0))


def _text(cell: str) -> str:
    return cell.replace("\\n", "\n")


def _rows(path: Path) -> Iterator[list[str]]:
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        if line:
            yield line.split("\t")

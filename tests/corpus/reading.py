"""Read the labelled texts: sentences, lengths of time, questions, texts of single rules, and whole messages.

README.md beside this file says what the labels mean and how the files look. What is read shows its place and never its
text: a failing test may not print the test part.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
PARTS = ("development", "test")
OPEN, CLOSE = "⟦", "⟧"


@dataclass(frozen=True, slots=True)
class Ask:
    """A text that asks for a job or does not; `start` to `end` are the words of the ask."""

    place: str
    batch: str
    asks: bool
    phenomenon: str
    pair: str
    text: str = field(repr=False)
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Length:
    """A text and the minutes it asks for: `20`, `15-20`, or `0` for none."""

    minutes: str
    phenomenon: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Form:
    """A question, closed or open in use."""

    closed: bool
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Single:
    """A text that one rule must find or must leave alone."""

    place: str
    rule: str
    fires: bool
    kind: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Message:
    """A whole message: good, or bad with the rules that must fire."""

    place: str
    kind: str
    good: bool
    rules: tuple[str, ...]
    text: str = field(repr=False)


def asks(part: str) -> list[Ask]:
    """Return the sentences of a part, batch by batch."""
    paths = sorted((HERE / part / "asks").glob("*.tsv"))
    return [_ask(path.stem, place, row) for path in paths for place, row in _rows(path)]


def lengths(part: str) -> list[Length]:
    """Return the lengths of time of a part."""
    rows = _rows(HERE / part / "times.tsv")
    return [Length(minutes, phenomenon, _text(text)) for _, (minutes, phenomenon, text) in rows]


def forms(part: str) -> list[Form]:
    """Return the questions of a part."""
    return [Form(form == "c", _text(text)) for _, (form, text) in _rows(HERE / part / "questions.tsv")]


def singles(part: str) -> list[Single]:
    """Return the texts of single rules of a part."""
    rows = _rows(HERE / part / "rules.tsv")
    return [Single(place, rule, label == "1", kind, _text(text)) for place, (rule, label, kind, text) in rows]


def messages(part: str) -> list[Message]:
    """Return the whole messages of a part."""
    path = HERE / part / "messages.txt"
    before, *blocks = path.read_text(encoding="utf-8").split("=== ")
    line, found = before.count("\n") + 1, list[Message]()
    for block in blocks:
        found.append(_message(_place(path, line), *block.split("\n", 1)))
        line += block.count("\n")
    return found


def _message(place: str, head: str, text: str) -> Message:
    kind, verdict, *rules = head.split()
    return Message(place, kind, verdict == "good", tuple(rules[0].split(",")) if rules else (), text.strip())


def _ask(batch: str, place: str, row: list[str]) -> Ask:
    label, phenomenon, pair, marked = row
    marked = _text(marked)
    start, end = max(marked.find(OPEN), 0), max(marked.find(CLOSE) - 1, 0)
    text = marked.replace(OPEN, "").replace(CLOSE, "")
    return Ask(place, batch, label == "1", phenomenon, f"{batch}:{pair}" if pair else "", text, start, end)


def _text(cell: str) -> str:
    return cell.replace("\\n", "\n")


def _rows(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Yield each row of a table with its place."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line and number > 1:
            yield _place(path, number), line.split("\t")


def _place(path: Path, line: int) -> str:
    return f"{path.relative_to(HERE)}:{line}"

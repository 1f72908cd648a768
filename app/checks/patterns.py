"""Read patterns: rows of words and concepts in the order in which they stand in a sentence.

An item is `word`, `one/other`, `<CONCEPT>`, `<A>/word`, `..` (up to three words between, `..6` up to six, `..,6` also
across commas), `( a b | c )`, `item?`, `^` and `$` for the ends of the sentence, or `@MACRO`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from app.checks.lexicon import Lexicon
from app.checks.lines import WORDS, WORDS_AND_COMMAS, Choices

TELLING = 3  # how many of its needs, the rarest, a pattern asks for before it is tried
TOO_COMMON = 400  # of a thousand sentences: a group that many sentences meet is no filter


class PatternError(ValueError):
    """A pattern of a language pack cannot be read."""


TAKE, MAY_TAKE, JUMP, BRANCH, MAY_BRANCH, BEGIN, END = range(7)  # what a step does with the places reached so far
_OPTIONAL = frozenset((MAY_TAKE, MAY_BRANCH, JUMP))


class Step(NamedTuple):
    """One item of a row: what it takes, how many words it may jump over, or the rows it branches into."""

    does: int
    choices: Choices = ""
    most: int = 0
    rows: "tuple[Row, ...]" = ()

    @property
    def optional(self) -> bool:
        """Tell whether a match may do without."""
        return self.does in _OPTIONAL


class Row(NamedTuple):
    """Steps in order, and what a line must have for them: any of some concepts and words, for each step."""

    steps: tuple[Step, ...]
    needs: tuple[frozenset[str], ...]
    first: Choices  # what the first step takes, "" when that is not one choice


@dataclass(slots=True)
class Reader:
    """Reads the patterns of a language pack; macros are read once, and steps are shared."""

    lexicon: Lexicon
    macros: Mapping[str, str]
    _steps: dict[str, tuple[Step, frozenset[str] | None]] = field(default_factory=dict)

    def row(self, source: str) -> Row:
        """Return a pattern as a row; raise PatternError when it cannot be read."""
        items = iter(source.split())
        rows, closed = self._rows(items, source)
        if closed or len(rows) != 1 or not rows[0].steps:
            raise PatternError(f"unbalanced parentheses or nothing in them: {source}")
        return rows[0]

    def _rows(self, items: Iterator[str], source: str) -> tuple[tuple[Row, ...], str]:
        """Return the alternatives up to the parenthesis that closes them, and that parenthesis."""
        rows: list[Row] = []
        steps: list[Step] = []
        needs: list[frozenset[str]] = []
        for item in items:
            if item in ("|", ")", ")?"):
                rows.append(_row(steps, needs))
                if item != "|":
                    return tuple(rows), item
                steps, needs = [], []
                continue
            if item == "(":
                alternatives, closed = self._rows(items, source)
                if not closed:
                    raise PatternError(f"unbalanced parentheses: {source}")
                step, need = self._group(alternatives, optional=closed.endswith("?"))
            else:
                step, need = self._step(item, source)
            steps.append(step)
            if need:
                needs.append(need)
        return (*rows, _row(steps, needs)), ""

    def _step(self, item: str, source: str) -> tuple[Step, frozenset[str] | None]:
        if item not in self._steps:
            self._steps[item] = self._macro(item) if item.startswith("@") else self._item(item, source)
        return self._steps[item]

    def _macro(self, item: str) -> tuple[Step, frozenset[str] | None]:
        name = item[1:].removesuffix("?")
        if name not in self.macros:
            raise PatternError(f"unknown macro @{name}")
        self._steps[item] = _NESTED
        rows, closed = self._rows(iter(self.macros[name].split()), name)
        if closed or any(_NESTED[0] in row.steps for row in rows):
            raise PatternError(f"macro @{name} has unbalanced parentheses, or names itself")
        return self._group(rows, optional=item.endswith("?"))

    def _item(self, item: str, source: str) -> tuple[Step, frozenset[str] | None]:
        if item in _ENDS:
            return _ENDS[item], None
        if item.startswith(".."):
            across = item.startswith("..,")
            return Step(JUMP, WORDS_AND_COMMAS if across else WORDS, int(item[3 if across else 2 :] or 3)), None
        optional = item.endswith("?") and len(item) > 1
        choices = frozenset(self._choice(each, source) for each in item[: -1 if optional else None].split("/"))
        step = Step(MAY_TAKE if optional else TAKE, single(choices))
        return step, None if optional else choices

    def _choice(self, choice: str, source: str) -> str:
        if not (choice.startswith("<") and choice.endswith(">")):
            return choice
        if choice[1:-1] not in self.lexicon.letters:
            raise PatternError(f"unknown concept {choice}: {source}")
        return self.lexicon.key_of(choice)

    def _group(self, rows: tuple[Row, ...], *, optional: bool) -> tuple[Step, frozenset[str] | None]:
        """Return a step for alternatives, and what a line must have for it: the most telling need of each."""
        need: frozenset[str] = frozenset()
        for row in rows:
            need |= self.lexicon.rarest(row.needs)
        telling = not optional and all(row.needs for row in rows) and self.lexicon.commonness(need) <= TOO_COMMON
        rows = _merged(rows)
        if len(rows) == 1 and len(rows[0].steps) == 1 and rows[0].first:
            step = Step(MAY_TAKE if optional else TAKE, rows[0].first)
        else:
            step = Step(MAY_BRANCH if optional else BRANCH, rows=rows)
        return step, need if telling else None


_ENDS = {"^": Step(BEGIN), "$": Step(END)}
_NESTED = Step(BRANCH), None


def _row(steps: list[Step], needs: list[frozenset[str]]) -> Row:
    first = steps[0].choices if steps and steps[0].does == TAKE else ""
    return Row(tuple(steps), tuple(needs), first)


def _merged(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Return alternatives with those that are a single word or concept as one of several choices."""
    single = [row for row in rows if row.first and len(row.steps) == 1]
    if len(single) < 2:
        return rows
    choices: frozenset[str] = frozenset()
    for row in single:
        choices |= {row.first} if isinstance(row.first, str) else row.first
    taken = _row([Step(TAKE, choices)], [choices])
    return (taken, *(row for row in rows if row not in single))


def single(choices: frozenset[str]) -> Choices:
    """Return any of one as the one."""
    return next(iter(choices)) if len(choices) == 1 else choices

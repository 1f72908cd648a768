"""Compile patterns over annotated lines; RE2 runs them, so matching is linear in the text.

A pattern is a row of items: `word`, `one/other`, `<CONCEPT>`, `<A>/word`, `..` (up to three words between, `..6` up
to six, `..,6` also across commas), `( a b | c )`, `item?`, `^` and `$` for the ends of the sentence, `@MACRO`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import re2

from app.checks.lexicon import Lexicon, Line

MEMORY = 64 << 10, 4 << 20  # what RE2 may keep of a pattern: little, since there are 2,500; the second for large ones


def _options(memory: int) -> re2.Options:
    options = re2.Options()
    options.max_mem = memory
    options.never_capture = True
    options.log_errors = False
    options.encoding = re2.Options.Encoding.LATIN1  # lines are matched as bytes: classes stay small
    return options


_OPTIONS = tuple(map(_options, MEMORY))
TELLING = 3  # how many of its needs, the rarest, a pattern asks for before it is tried
TOO_COMMON = 400  # of a thousand sentences: a group that many sentences meet is no filter


class PatternError(ValueError):
    """A pattern of a language pack cannot be read."""


@dataclass(slots=True)
class Pattern:
    """A pattern and the bits a line must have before it is worth trying; compiled when first tried."""

    source: str
    needs: int
    written: bytes
    compiled: "re2._Regexp | None" = None

    def search(self, line: Line, start: int = 0) -> tuple[int, int] | None:
        """Return the first match from unit `start` on as (first unit, last unit exclusive)."""
        if self.needs & line.mask != self.needs:
            return None
        expression = self.compiled or self.compile()
        found = expression.search(line.text, line.starts[start] if start else 0)
        if found is None or found.start() == found.end():
            return None
        return line.unit_at(found.start()), line.unit_at(found.end() - 1) + 1

    def compile(self) -> "re2._Regexp":
        """Compile the pattern for good; raise PatternError when RE2 refuses it."""
        for options in _OPTIONS:
            try:
                self.compiled = re2.compile(self.written, options=options)
            except re2.error as error:
                if options is _OPTIONS[-1]:
                    raise PatternError(f"{self.source}: {error}") from error
            else:
                break
        return self.compiled

    def search_all(self, line: Line) -> list[tuple[int, int]]:
        """Return all matches that do not overlap, in order."""
        matches: list[tuple[int, int]] = []
        start = 0
        while start < len(line.starts):
            found = self.search(line, start)
            if found is None:
                break
            matches.append(found)
            start = found[1]
        return matches


def compile_pattern(source: str, lexicon: Lexicon, macros: Mapping[str, str], *, reach: bool = False) -> Pattern:
    """Compile one pattern; with `reach` a gap at its end takes all it may, as contexts do.

    Raises PatternError when the pattern cannot be read.
    """
    items = _expand(source, macros).split()
    while items and items[-1].startswith("..") and not reach:
        items.pop()
    for item in items:
        if item not in lexicon.items:
            lexicon.items[item] = _item(item, lexicon)
    parts = [lexicon.items[item][0] for item in items]
    if items[-1].startswith(".."):
        parts[-1] = parts[-1].removesuffix("?")
    row, end = _required(items, 0, lexicon)
    if end < len(items):
        raise PatternError(f"unbalanced parentheses: {source}")
    needs = 0
    for names, words in sorted(row, key=lambda need: lexicon.commonness(*need))[:TELLING]:
        needs |= lexicon.concept_bit(names, words)
    return Pattern(source, needs, "".join(parts).encode())


Need = tuple[frozenset[str], frozenset[str]]


def _required(items: Sequence[str], at: int, lexicon: Lexicon) -> tuple[list[Need], int]:
    """Return what a row of items from `at` on needs, each an any-of of concepts and words, and where the row ends."""
    row: list[Need] = []
    while at < len(items) and items[at] not in ("|", ")", ")?"):
        if items[at] == "(":
            need, at = _required_by_group(items, at + 1, lexicon)
            if need is not None:
                row.append(need)
        else:
            _, names, words = lexicon.items[items[at]]
            if (names or words) and not items[at].endswith("?"):
                row.append((frozenset(names), frozenset(words)))
            elif items[at] == "?":
                row.append((frozenset(), frozenset("?")))
        at += 1
    return row, at


def _required_by_group(items: Sequence[str], at: int, lexicon: Lexicon) -> tuple[Need | None, int]:
    """Return the union of the most telling need of each alternative, None where one has none, and where it closes."""
    names: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    known = True
    while True:
        row, at = _required(items, at, lexicon)
        if at >= len(items):
            raise PatternError(f"unbalanced parentheses: {' '.join(items)}")
        if row:
            telling = min(row, key=lambda need: lexicon.commonness(*need))
            names, words = names | telling[0], words | telling[1]
        known = known and bool(row)
        if items[at] != "|":
            break
        at += 1
    telling_enough = known and items[at] == ")" and lexicon.commonness(names, words) <= TOO_COMMON
    return ((names, words) if telling_enough else None), at


def _expand(source: str, macros: Mapping[str, str]) -> str:
    for _ in range(6):
        words = source.split()
        if not any(word.startswith("@") for word in words):
            return source
        source = " ".join(_macro(word, macros) for word in words)
    raise PatternError(f"macros nest too deep: {source}")


def _macro(word: str, macros: Mapping[str, str]) -> str:
    if not word.startswith("@"):
        return word
    name, mark = (word[1:-1], "?") if word.endswith("?") else (word[1:], "")
    if name not in macros:
        raise PatternError(f"unknown macro @{name}")
    return f"( {macros[name]} ){mark}"


def _escape(text: str) -> str:
    return text if text.isalnum() else str(re2.escape(text))


def _item(item: str, lexicon: Lexicon) -> tuple[str, list[str], list[str]]:
    fixed = {"^": r"\A", "$": r"(?: [^a-z0-9 ][^ ]*)*\z", "(": "(?:", "|": "|", ")": ")", ")?": ")?"}
    if item in fixed:
        return fixed[item], [], []
    if item.startswith(".."):
        comma = ",;" if item[2:3] == "," else ""
        count = int(item[3:] if comma else item[2:] or 3)
        return rf"(?: [a-z0-9'{comma}][^ ]*){{0,{count}}}?", [], []
    optional = item.endswith("?") and len(item) > 1
    names: list[str] = []
    words: list[str] = []
    for choice in (item[:-1] if optional else item).split("/"):
        if choice.startswith("<") and choice.endswith(">"):
            if choice[1:-1] not in lexicon.letters:
                raise PatternError(f"unknown concept {choice}")
            names.append(choice[1:-1])
        else:
            words.append(choice)
    alternatives = [rf"{_escape(word)}\|[^ ]*" for word in words]
    if names:
        letters = "".join(_escape(lexicon.letters[name]) for name in names)
        alternatives.append(rf"[^ |]*\|[^ ]*[{letters}][^ ]*")
    part = f"(?: (?:{'|'.join(alternatives)}))" + ("?" if optional else "")
    return part, names, words

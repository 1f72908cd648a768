"""Read a text as zones and sentences of tokens, with offsets into the text as sent."""

from bisect import bisect_left
from dataclasses import dataclass, field

from app.checks.report import Span
from app.checks.tokens import Tokens, tokenize
from app.checks.wordlists import word_set
from app.checks.zones import Sentence, Zone, in_zones, starts_item


@dataclass(slots=True)
class Document:
    """A text with its tokens and sentences; spans are made from tokens, never by searching."""

    pointer: str
    text: str
    tokens: Tokens
    sentences: list[Sentence]
    astral: list[int]
    quotes: bool
    names: dict[int, int] = field(default_factory=dict)

    def span(self, start: int, end: int) -> Span:
        """Return the span of code points start to end, with its UTF-16 units."""
        if not self.astral:
            return Span(start, end, start, end)
        return Span(start, end, start + bisect_left(self.astral, start), end + bisect_left(self.astral, end))

    def token_span(self, first: int, last: int) -> Span:
        """Return the span of tokens first (inclusive) to last (exclusive)."""
        return self.span(self.tokens.starts[first], self.tokens.ends[last - 1])

    def words(self, sentence: Sentence) -> list[str]:
        """Return the normalised words of one sentence; a name that the context gives is an x."""
        words = self.tokens.words[sentence.first : sentence.last]
        for first in range(sentence.first, sentence.last) if self.names else ():
            if first in self.names:
                last = min(self.names[first], sentence.last)
                words[first - sentence.first : last - sentence.first] = ["x"] * (last - first)
        return words

    def text_of(self, sentence: Sentence) -> str:
        """Return a sentence as it was sent."""
        return self.text[self.tokens.starts[sentence.first] : self.tokens.ends[sentence.last - 1]]

    def body(self) -> list[Sentence]:
        """Return the sentences the writer wrote to the reader: no quoted reply, no signature."""
        return [sentence for sentence in self.sentences if sentence.zone is Zone.BODY]

    def word_count(self) -> int:
        """Count the blank-separated words outside quoted replies."""
        quoted = [s for s in self.sentences if s.zone is Zone.QUOTED]
        words = len(self.text.split())
        return words - sum(len(self.text_of(s).split()) for s in quoted)


_ABBREVIATIONS = word_set(
    "mr mrs ms mx dr prof st jr sr vs e.g i.e eg ie approx no dept messrs rev hon gen capt esq fig ph.d cf"
)
_UNIT_ABBREVIATIONS = word_set("min mins hr hrs inc ltd co corp llc etc p.m a.m u.s u.k")
_CLOSERS = frozenset("\"'”’)]»")
_QUOTES = frozenset("\"'“”„«‘’")
_LONG_LINE = 52


def parse(pointer: str, text: str, *, lines: bool = False) -> Document:
    """Parse a text; with `lines` every line break ends a sentence, as in a list of questions."""
    tokens = tokenize(text)
    tokens, breaks = _join_lines(text, tokens, lines)
    sentences = in_zones(text, tokens, _sentences(text, tokens, breaks))
    astral = [] if text.isascii() else [i for i, char in enumerate(text) if ord(char) > 0xFFFF]
    quotes = not _QUOTES.isdisjoint(tokens.words)
    return Document(pointer, text, tokens, sentences, astral, quotes)


def _join_lines(text: str, tokens: Tokens, lines: bool) -> tuple[Tokens, set[int]]:
    """Drop line-break tokens; return the rest and the indices of tokens that begin a new sentence."""
    if "\n" not in text:
        return tokens, set()
    kept, breaks, pending, line_start = Tokens(), set(), 0, 0
    for start, end, word in zip(tokens.starts, tokens.ends, tokens.words, strict=True):
        if word == "\n":
            pending += 1
            if pending == 1:
                line_end = start
            continue
        if pending:
            if lines or pending > 1 or starts_item(text, start) or _hard_break(text, line_start, line_end, start):
                breaks.add(len(kept.words))
            line_start, pending = start, 0
        kept.add(start, end, word)
    return kept, breaks


def _hard_break(text: str, line_start: int, line_end: int, start: int) -> bool:
    short = line_end - line_start < _LONG_LINE
    return short and (text[start].isupper() or text[line_end - 1 : line_end] in (",", ":", ".", "?", "!"))


def _sentences(text: str, tokens: Tokens, breaks: set[int]) -> list[tuple[int, int]]:
    spans, first, words = [], 0, tokens.words
    total = len(words)
    index = 0
    while index < total:
        if index in breaks and index > first:
            spans.append((first, index))
            first = index
        if words[index] in ".?!…" and _ends_sentence(text, tokens, index, first):
            index += 1
            while index < total and index not in breaks and _trails(text, tokens, index):
                index += 1
            spans.append((first, index))
            first = index
        else:
            index += 1
    if first < total:
        spans.append((first, total))
    return _with_words(words, spans)


def _with_words(words: list[str], spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give punctuation that stands alone to the sentence before it."""
    kept: list[tuple[int, int]] = []
    for first, last in spans:
        if kept and not any(words[index][0].isalnum() for index in range(first, min(last, first + 4))):
            kept[-1] = (kept[-1][0], last)
        else:
            kept.append((first, last))
    return kept


def _trails(text: str, tokens: Tokens, index: int) -> bool:
    """Tell whether a token still belongs to the end of the sentence before it: ?!, …, a closing quote."""
    word = tokens.words[index]
    return (word in ".?!…" or word in _CLOSERS) and tokens.starts[index] == tokens.ends[index - 1]


def _ends_sentence(text: str, tokens: Tokens, index: int, first: int) -> bool:
    end = tokens.ends[index]
    following = text[end : end + 1]
    if tokens.words[index] != ".":
        return tokens.words[index] != "…" or not following.strip() or following.isupper()
    if index == first:
        return False
    if following and not following.isspace() and following not in ".?!…" and following not in _CLOSERS:
        return following.isupper() or following == "("
    before = tokens.words[index - 1]
    upcoming = text[end:].lstrip()[:1] if end + 40 > len(text) else text[end : end + 40].lstrip()[:1]
    if before in _ABBREVIATIONS:
        return False
    if len(before) == 1 and before.isalpha() and before != "i" and text[tokens.starts[index - 1]].isupper():
        return False
    if before.isdecimal() and index - 1 == first:
        return False
    if before in _UNIT_ABBREVIATIONS:
        return not upcoming or upcoming.isupper()
    return True

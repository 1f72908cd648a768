"""Read a text as zones and sentences of tokens, with offsets into the text as sent."""

from bisect import bisect_left
from dataclasses import dataclass, field

from app.checks.markup import plain
from app.checks.report import Span
from app.checks.tokens import Tokens, tokenize
from app.checks.wordlists import word_set
from app.checks.zones import BODY, FORMULAE, QUOTED, Sentence, in_zones, starts_item


@dataclass(slots=True)
class Document:
    """A text as sent and as shown, its tokens and sentences; spans are made from tokens, never by searching."""

    pointer: str
    text: str
    shown: str
    tokens: Tokens
    sentences: list[Sentence]
    astral: list[int]
    quotes: bool
    names: dict[int, int] = field(default_factory=dict)
    _folded: str | None = None
    _distinct: frozenset[str] | None = None
    _capitals: list[int] | None = None

    def span(self, start: int, end: int) -> Span:
        """Return the span of code points start to end, with its UTF-16 units."""
        if not self.astral:
            return Span(start, end, start, end)
        return Span(start, end, start + bisect_left(self.astral, start), end + bisect_left(self.astral, end))

    def token_span(self, first: int, last: int) -> Span:
        """Return the span of tokens first (inclusive) to last (exclusive)."""
        return self.span(self.tokens.starts[first], self.tokens.ends[last - 1])

    def folded(self) -> str:
        """Return the text without the difference of capitals, worked out once."""
        if self._folded is None:
            self._folded = self.text.casefold()
        return self._folded

    def distinct(self) -> frozenset[str]:
        """Return the different words of the text, worked out once."""
        if self._distinct is None:
            self._distinct = frozenset(self.tokens.words)
        return self._distinct

    def capitals(self) -> list[int]:
        """Return the tokens that begin with a capital, worked out once."""
        if self._capitals is None:
            text = self.text
            self._capitals = [index for index, start in enumerate(self.tokens.starts) if text[start].isupper()]
        return self._capitals

    def words(self, sentence: Sentence) -> list[str]:
        """Return the normalised words of one sentence; a name that the context gives is an x."""
        begin, end = sentence.first, sentence.last
        words = self.tokens.words[begin:end]
        names = self.names
        for first in names if len(names) < end - begin else range(begin, end):  # whichever are fewer
            if begin <= first < end and first in names:
                last = min(names[first], end)
                words[first - begin : last - begin] = ["x"] * (last - first)
        return words

    def text_of(self, sentence: Sentence) -> str:
        """Return a sentence as it was sent."""
        return self.text[self.tokens.starts[sentence.first] : self.tokens.ends[sentence.last - 1]]

    def body(self) -> list[Sentence]:
        """Return the sentences the writer wrote to the reader: no quoted reply, no signature."""
        return [sentence for sentence in self.sentences if sentence.zone is BODY]

    def word_count(self) -> int:
        """Count the blank-separated words outside quoted replies."""
        quoted = [len(self.text_of(s).split()) for s in self.sentences if s.zone is QUOTED]
        return self.tokens.chunks - sum(quoted)


_ABBREVIATIONS = word_set(
    "mr mrs ms mx dr prof st jr sr vs e.g i.e eg ie approx no dept messrs rev hon gen capt esq fig ph.d cf"
)
_UNIT_ABBREVIATIONS = word_set("min mins hr hrs inc ltd co corp llc etc p.m a.m u.s u.k")
_CLOSERS = frozenset("\"'”’)]»")
_QUOTES = frozenset("\"'“”„«‘’")
_LONG_LINE, _LONGEST_FORMULA = 52, 6
_LONGEST = 400  # tokens in a sentence
_ENDS = frozenset(":.?!")
_STOPS = frozenset(".?!…")
_GO_ON = word_set(
    """
    a an the my your our his her their of in at to for from with by about into than and or but if whether because
    """
)


def parse(pointer: str, text: str, *, lines: bool = False) -> Document:
    """Parse a text; with `lines` every line break ends a sentence, as in a list of questions."""
    shown = plain(text)
    tokens = tokenize(shown)
    breaks = _breaks(shown, tokens, lines)
    sentences = in_zones(shown, tokens, _sentences(shown, tokens, breaks))
    wide = not text.isascii() and len(text.encode("utf-16-le", "surrogatepass")) > 2 * len(text)
    astral = [i for i, char in enumerate(text) if ord(char) > 0xFFFF] if wide else []
    quotes = not _QUOTES.isdisjoint(tokens.words)
    return Document(pointer, text, shown, tokens, sentences, astral, quotes)


def _breaks(text: str, tokens: Tokens, lines: bool) -> set[int]:
    """Return the tokens that begin a new sentence because a line does."""
    breaks, line, begun = set[int](), 0, 0
    for index, pending in tokens.lines.items():
        if index == len(tokens.words):
            break
        alone = not _goes_on(text, tokens, begun, index) if lines else _stands_alone(text, tokens, line, index)
        if pending > 1 or alone or starts_item(text, tokens.starts[index]):
            begun = index
            breaks.add(index)
        line = index
    return breaks


def _goes_on(text: str, tokens: Tokens, begun: int, index: int) -> bool:
    """Tell whether a line of a list goes on with a question begun at a token: small letters follow a capital."""
    starts = tokens.starts[begun : min(begun + 4, index)]
    capital = next((text[at].isupper() for at in starts if text[at].isalpha()), False)
    return capital and text[tokens.starts[index]].islower() and tokens.words[index - 1] not in _ENDS


def _stands_alone(text: str, tokens: Tokens, line: int, index: int) -> bool:
    """Tell whether a sentence ends with the line from one token up to another, or goes on after it."""
    if line == index or tokens.ends[index - 1] - tokens.starts[line] >= _LONG_LINE:
        return False
    words = tokens.words[line:index]
    if words[-1] in _ENDS:
        return True
    if words[-1] == ",":
        return len(words) <= _LONGEST_FORMULA and (line == 0 or words[0] in FORMULAE)
    return text[tokens.starts[index]].isupper() and words[-1] not in _GO_ON


def _sentences(text: str, tokens: Tokens, breaks: set[int]) -> list[tuple[int, int]]:
    """Cut the tokens where a line breaks off and at the marks that end a sentence."""
    spans, first, words = list[tuple[int, int]](), 0, tokens.words
    total = len(words)
    for index in sorted(breaks.union([at for at, word in enumerate(words) if word in _STOPS])):
        if index < first:  # a mark that belongs to the one before: "?!"
            continue
        if index > first and index in breaks:
            spans.append((first, index))
            first = index
        if words[index] in _STOPS and _ends_sentence(text, tokens, index, first):
            end = index + 1
            while end < total and end not in breaks and _trails(text, tokens, end):
                end += 1
            spans.append((first, end))
            first = end
    if first < total:
        spans.append((first, total))
    return [part for span in _with_words(words, spans) for part in _parted(*span)]


def _parted(first: int, last: int) -> list[tuple[int, int]]:
    """Cut a sentence that is longer than anybody's, so that the work grows with the text and never faster."""
    if last - first <= _LONGEST:
        return [(first, last)]
    return [(begin, min(begin + _LONGEST, last)) for begin in range(first, last, _LONGEST)]


def _with_words(words: list[str], spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give punctuation that stands alone to the sentence before it."""
    kept: list[tuple[int, int]] = []
    for first, last in spans:
        # Nearly every sentence begins with a word, so its first token is asked before the next three.
        if kept and not (
            words[first][0].isalnum() or any(word[0].isalnum() for word in words[first + 1 : min(last, first + 4)])
        ):
            kept[-1] = (kept[-1][0], last)
        else:
            kept.append((first, last))
    return kept


def _trails(text: str, tokens: Tokens, index: int) -> bool:
    """Tell whether a token still belongs to the end of the sentence before it: ?!, …, a closing quote."""
    word = tokens.words[index]
    return (word in _STOPS or word in _CLOSERS) and tokens.starts[index] == tokens.ends[index - 1]


def _ends_sentence(text: str, tokens: Tokens, index: int, first: int) -> bool:
    end = tokens.ends[index]
    following = text[end : end + 1]
    if tokens.words[index] == "…":
        return not following.strip() or following.isupper()
    if tokens.words[index] != ".":
        after = text[end + 1 : end + 9].lstrip()[:1]
        return not (following in _CLOSERS and (after.islower() or after == ","))
    if index == first:
        return False
    if following and not following.isspace() and following not in ".?!…" and following not in _CLOSERS:
        return following.isupper() or following == "("
    before = tokens.words[index - 1]
    if before in _ABBREVIATIONS:
        return before == "no" and not _upcoming(text, end).isdigit()
    if len(before) == 1 and before.isalpha() and before != "i" and text[tokens.starts[index - 1]].isupper():
        return False
    if before.isdecimal() and index - 1 == first:
        return False
    if before in _UNIT_ABBREVIATIONS:
        upcoming = _upcoming(text, end)
        return not upcoming or upcoming.isupper()
    return True


def _upcoming(text: str, end: int) -> str:
    """Return the first character after a place that is no blank, or nothing."""
    return text[end : end + 40].lstrip()[:1]

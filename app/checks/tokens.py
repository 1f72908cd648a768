"""Cut a text into tokens that remember where they stand, one pass over its characters."""

import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from app.checks.wordlists import word_set

APOSTROPHES = "'’‘ʼ`´"
_DIGIT_JOINERS = ".,:/"
_HYPHENS = "-‐‑–"
_CACHED_LENGTH = 24
_MARKS = frozenset(("Mn", "Mc", "Me", "Cf"))
_LIST_SIGNS = frozenset("●○▪➢✓")


@dataclass(slots=True)
class Tokens:
    """Parallel lists: where each token starts and ends in the text as sent, and its normalised word."""

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    lines: dict[int, int] = field(default_factory=dict)  # how many line breaks stand before a token
    chunks: int = 0  # how many blank-separated words the text has

    def add(self, start: int, end: int, word: str) -> None:
        """Append one token."""
        self.starts.append(start)
        self.ends.append(end)
        self.words.append(word)


_WHOLE = {
    "can't": ("can", "not"),
    "cannot": ("can", "not"),
    "won't": ("will", "not"),
    "shan't": ("shall", "not"),
    "dont": ("do", "not"),
    "doesnt": ("does", "not"),
    "didnt": ("did", "not"),
    "isnt": ("is", "not"),
    "arent": ("are", "not"),
    "wasnt": ("was", "not"),
    "wouldnt": ("would", "not"),
    "couldnt": ("could", "not"),
    "cant": ("can", "not"),
    "wont": ("will", "not"),
    "havent": ("have", "not"),
    "hasnt": ("has", "not"),
    "ain't": ("is", "not"),
    "im": ("i", "am"),
    "ive": ("i", "have"),
    "youre": ("you", "are"),
    "youve": ("you", "have"),
    "theres": ("there", "is"),
    "let's": ("let", "us"),
    "wanna": ("want", "to"),
    "gonna": ("going", "to"),
}
_RESPELT = {
    "u": "you",
    "ur": "your",
    "pls": "please",
    "lmk": "know",
    "plz": "please",
    "thx": "thanks",
    "ya": "you",
    "yr": "your",
    "&": "and",
    "w/": "with",
    "organisation": "organization",
    "organisations": "organizations",
    "programme": "program",
    "programmes": "programs",
    "honoured": "honored",
    "honour": "honor",
    "favour": "favor",
    "enquire": "inquire",
    "enquiring": "inquiring",
    "enquiry": "inquiry",
    "licence": "license",
    "realise": "realize",
    "recognise": "recognize",
    "specialise": "specialize",
    "organised": "organized",
    "labour": "labor",
    "centre": "center",
    "behaviour": "behavior",
}
_SUFFIXES = (("n't", "not"), ("'re", "are"), ("'ve", "have"), ("'ll", "will"), ("'m", "am"), ("'d", "would"))
_IS_SUBJECTS = word_set("it that there what here he she who where how this")


def tokenize(text: str) -> Tokens:
    """Return the tokens of a text: words (contractions split), numbers and punctuation, and where lines break."""
    starts: list[int] = []
    ends: list[int] = []
    words: list[str] = []
    lines: dict[int, int] = {}
    begin = total = 0
    for line in text.split("\n"):
        if begin:
            lines[len(words)] = lines.get(len(words), 0) + 1
        chunks, start = line.split(), begin
        total += len(chunks)
        even = " ".join(chunks) == line  # one blank between two words: no need to search for where they stand
        for chunk in chunks:
            size = len(chunk)
            if not even:
                start = text.find(chunk, start)
            for low, high, word in _short(chunk) if size <= _CACHED_LENGTH else _pieces(chunk):
                starts.append(start + low)
                ends.append(start + high)
                words.append(word)
            start += size + 1
        begin += len(line) + 1
    return Tokens(starts, ends, words, lines, total)


@lru_cache(maxsize=8192)
def _short(chunk: str) -> tuple[tuple[int, int, str], ...]:
    return tuple(_pieces(chunk))


def _pieces(chunk: str) -> list[tuple[int, int, str]]:
    """Cut a text without blanks into (start, end, word)."""
    pieces = Tokens()
    position, length = 0, len(chunk)
    while position < length:
        char = chunk[position]
        if char.isnumeric():
            position = _number(chunk, position, pieces)
        elif char.isalpha():
            position = _word(chunk, position, pieces)
        else:
            joint = char in _HYPHENS and position and chunk[position - 1].isalnum()
            joint = joint and chunk[position + 1 : position + 2].isalnum()
            if not joint and not _is_unread(char):
                pieces.add(position, position + 1, char)
            position += 1
    return list(zip(pieces.starts, pieces.ends, pieces.words, strict=True))


def _is_unread(char: str) -> bool:
    """Tell an accent, a joiner or an emoji with its colour from punctuation."""
    category = unicodedata.category(char)
    if category == "So":
        return char not in _LIST_SIGNS
    return category in _MARKS or (category == "Sk" and ord(char) > 0xFFFF)


def _number(text: str, start: int, tokens: Tokens) -> int:
    end, length = start + 1, len(text)
    while end < length and (
        text[end].isnumeric()
        or (text[end] in _DIGIT_JOINERS and text[end - 1].isnumeric() and text[end + 1 : end + 2].isnumeric())
    ):
        end += 1
    tokens.add(start, end, _plain_number(text[start:end]))
    return end


def _plain_number(raw: str) -> str:
    if raw.isascii():
        return raw
    plain = "".join(f" {unicodedata.normalize('NFKC', c)}" if not c.isdecimal() and c.isnumeric() else c for c in raw)
    return unicodedata.normalize("NFKC", plain).replace("⁄", "/").strip()


def _word(text: str, start: int, tokens: Tokens) -> int:
    end, length, plain = start + 1, len(text), True
    while end < length:
        char = text[end]
        if char.isalpha() or (char.isnumeric() and (end - start > 2 or not _duration_letters(text, start, end))):
            end += 1
        elif (
            (char in APOSTROPHES and text[end + 1 : end + 2].isalpha())
            or (char in ".@/:" and _joins(text, end))
            or (ord(char) > 127 and unicodedata.category(char) in _MARKS)
        ):
            plain = False
            end += 1
        else:
            break
    _add_word(text, start, end, plain, tokens)
    return end


def _duration_letters(text: str, start: int, end: int) -> bool:
    """Tell the h of 1h30 from the letter of a name such as B2B."""
    return start > 0 and text[start - 1].isnumeric() and text[start:end].lower() in ("h", "hr")


def _joins(text: str, at: int) -> bool:
    """Tell an address, a web link or an abbreviation from a missing blank after a full stop."""
    following = text[at + 1 : at + 3]
    if text[at] == ":":
        return following == "//"
    if not following or not following[0].isalnum():
        return text[at] == "/" and text[at - 1] in "/:" and following[:1] == "/"
    if text[at] == "@":
        return True
    if text[at] == "/":
        return text[at - 1] == "/" or "." in text[max(0, at - 12) : at]
    before = text[max(0, at - 2) : at]
    if len(before) < 2 or not before[0].isalpha():
        return True
    return not (following[0].isupper() or (len(before) == 2 and text[at + 1 : at + 5].islower() and " " in following))


def _add_word(text: str, start: int, end: int, plain: bool, tokens: Tokens) -> None:
    raw = text[start:end]
    word = raw.lower()
    if not raw.isascii():
        word = _fold(word)
        if not word:  # a mark that stands alone, such as a half-width voiced sound mark
            return
        if word == raw.lower():
            plain = True
    if word in _WHOLE:
        first, second = _WHOLE[word]
        cut = start + (len(first) if raw.lower().startswith(first) else 1)
        tokens.add(start, cut, first)
        tokens.add(cut, end, second)
        return
    if plain and "'" not in word:
        tokens.add(start, end, _RESPELT.get(word, word))
        return
    _add_contracted(word, start, end, tokens)


def _fold(word: str) -> str:
    """Fold full-width letters, curly apostrophes and accents."""
    for apostrophe in APOSTROPHES[1:]:
        word = word.replace(apostrophe, "'")
    decomposed = unicodedata.normalize("NFKD", word)
    return "".join(char for char in decomposed if unicodedata.category(char) not in _MARKS and not char.isspace())


def _add_contracted(word: str, start: int, end: int, tokens: Tokens) -> None:
    if "'" not in word:
        tokens.add(start, end, _RESPELT.get(word, word))
        return
    for suffix, full in _SUFFIXES:
        if word.endswith(suffix) and len(word) > len(suffix):
            cut = end - len(suffix)
            tokens.add(start, cut, word[: -len(suffix)])
            tokens.add(cut, end, full)
            return
    if word.endswith("'s") and len(word) > 2:
        stem = word[:-2]
        tokens.add(start, end - 2, stem)
        tokens.add(end - 2, end, "is" if stem in _IS_SUBJECTS else "'s")
        return
    tokens.add(start, end, word)

"""Tell the words that only this letter has from those of letters that could go to anybody."""

from collections.abc import Iterator
from functools import lru_cache

from app.checks.document import Document
from app.checks.wordlists import word_set

_ENDINGS = (
    *(("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ied", "y"), ("ing", ""), ("ing", "e")),
    *(("ly", ""), ("ily", "y"), ("er", ""), ("er", "e"), ("est", ""), ("est", "e"), ("iest", "y"), ("ier", "y")),
    *(("ment", ""), ("ments", ""), ("ness", ""), ("ful", ""), ("able", ""), ("ion", ""), ("ion", "e"), ("ation", "e")),
)
_DOUBLING = ("ing", "ed", "er", "est")
_OPENS, _CLOSES = frozenset("[{<«"), frozenset("]}>»")
_MARKS = _OPENS | _CLOSES
_SHORTEST = 3
_BEFORE_THINGS = word_set("the a an my that those these of on at with in about from into this his her your for no")
_LONGEST_NAME = 3
_CLOSINGS = word_set(
    """
    best kind warm warmest kindest regards sincerely yours cheers thanks thank many cordially gratefully respectfully
    with love all greetings warmly
    """
)


@lru_cache(maxsize=8)
def vocabulary(words: str) -> frozenset[str]:
    """Return a list of words of the language pack as a set, read once."""
    return word_set(words)


def _has_root_in(word: str, common: frozenset[str]) -> bool:
    for ending, instead in _ENDINGS:
        stem = word[: len(word) - len(ending)]
        if len(stem) >= _SHORTEST and word.endswith(ending):
            doubled = ending in _DOUBLING and stem[-1] == stem[-2] and stem[:-1] in common
            if doubled or stem + instead in common:
                return True
    return False


@lru_cache(maxsize=8192)
def is_telling(word: str, common: frozenset[str]) -> bool:
    """Tell whether a word, in none of its forms, is a common one."""
    if len(word) < _SHORTEST or not word[0].isalpha() or "@" in word or "/" in word or word in common:
        return False
    return not _has_root_in(word, common)


def is_thing(words: list[str], index: int) -> bool:
    """Tell whether a word stands where the name of a thing does: "the lathe", "of sand"."""
    return index > 0 and words[index - 1] in _BEFORE_THINGS


def is_capitalised(document: Document, index: int) -> bool:
    """Tell whether a word is written with a capital though no sentence begins with it."""
    tokens = document.tokens
    before = tokens.words[index - 1] if index else "."
    if before == "." and index > 1 and tokens.words[index - 2] == "st":
        return True
    return document.text[tokens.starts[index]].isupper() and before not in (".", "?", "!", ":", '"', "“")


def said(document: Document) -> Iterator[tuple[int, int]]:
    """Yield the token ranges of what the writer says to the reader, without the name at the end and without blanks."""
    body = document.body()
    words = document.tokens.words
    while body and _is_name_at_end(words[body[-1].first : body[-1].last]):
        body.pop()
    if _MARKS.isdisjoint(document.distinct()):  # nothing in brackets, as nearly always
        yield from ((sentence.first, sentence.last) for sentence in body if sentence.first < sentence.last)
        return
    for sentence in body:
        first = sentence.first
        for index in range(sentence.first, sentence.last):
            if words[index] in _OPENS:
                if index > first:
                    yield first, index
                first = sentence.last
            elif words[index] in _CLOSES:
                first = index + 1
        if first < sentence.last:
            yield first, sentence.last


def _is_name_at_end(words: list[str]) -> bool:
    """Tell a line such as "Cheers, Dom" from a sentence."""
    rest = words[words.index(",") + 1 :] if "," in words[:5] and words[0] in _CLOSINGS else words
    return sum(word[0].isalpha() for word in rest) <= _LONGEST_NAME and words[-1] not in ("?", "!")

"""Read what was pasted from a web page or a mail as its reader sees it, every character in its place."""

from functools import lru_cache
from html import unescape

from app.checks.tokens import APOSTROPHES
from app.checks.wordlists import word_set

_LINES = word_set("p br div ul ol li h1 h2 h3 h4 h5 h6 table tr td th hr blockquote pre html body")
_INLINE = word_set("a b i u s em span strong font code small big sub sup center tbody thead img head meta link style")
_UNSEEN = (("<style", "</style"), ("<script", "</script"), ("<!--", "-->"))  # each up to the next ">"
_SMALL = {ord(letter): ord(letter) + 32 for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}  # `lower` may lengthen a text
_LONGEST_NAME = 10
_GLUE = "\u2060"  # neither a letter nor a blank: a word goes on across it


def plain(text: str) -> str:
    """Return a text of the same length in which tags are blanks, blocks are lines, and `&rsquo;` is what it stands for.

    Lines end in one way only, so that nothing else has to know how the text was sent.
    """
    if "\r" in text:
        text = text.replace("\r\n", " \n").replace("\r", "\n")
    if "<" in text:
        for opening, closing in _UNSEEN:
            text = _without(text, opening, closing)
        before, *pieces = text.split("<")
        text = before + "".join([_after_tag(piece) for piece in pieces])
    if "&" in text:
        before, *pieces = text.split("&")
        text = before + "".join([_after_entity(piece) for piece in pieces])
    return text


def _without(text: str, opening: str, closing: str) -> str:
    """Return a text with blanks for what stands from an opening to the end of what closes it, which no reader sees."""
    low = text.translate(_SMALL)
    start = low.find(opening)
    if start < 0:
        return text
    parts, at = [], 0
    while start >= 0 and (closed := low.find(closing, start + len(opening))) >= 0:
        end = low.find(">", closed) + 1
        if not end:
            break
        parts += [text[at:start], " " * (end - start)]
        at = end
        start = low.find(opening, at)
    return "".join([*parts, text[at:]])


def _after_tag(piece: str) -> str:
    """Return what follows a "<", with blanks or a line in place of a tag."""
    inside, closed, after = piece.partition(">")
    name = _name(inside) if closed else ""
    if name in _LINES:
        blanks = " " * (len(inside) + 1)
        return f"\n{blanks}{after}" if inside[0] == "/" or name == "br" else f"{blanks}\n{after}"
    if name in _INLINE or (closed and inside.startswith("![")):
        return " " * (len(inside) + 2) + after
    return f"<{piece}"


def _name(inside: str) -> str:
    if inside[:1].isspace():
        return ""
    words = inside[:_LONGEST_NAME].lower().replace("/", " ").split()
    return words[0] if words else ""


def _after_entity(piece: str) -> str:
    """Return what follows a "&", with its character in place of an entity."""
    end = piece.find(";", 2, _LONGEST_NAME)
    shown = _character(piece[: end + 1]) if end > 0 else ""
    return shown + piece[end + 1 :] if shown else f"&{piece}"


@lru_cache(maxsize=512)
def _character(name: str) -> str:
    char = unescape(f"&{name}")
    if len(char) != 1:
        return ""
    if char.isspace():
        return " " * (len(name) + 1)
    return _GLUE * len(name) + char if char.isalpha() or char in APOSTROPHES else char + " " * len(name)

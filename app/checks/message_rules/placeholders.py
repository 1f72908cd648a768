"""Blanks of a template that nobody filled in, in any style."""

from collections.abc import Iterator

import re2

from app.checks.document import Document
from app.checks.hits import Hit
from app.checks.subject import Subject
from app.checks.wordlists import word_set
from app.checks.zones import Zone

_OPTIONS = re2.Options()
_OPTIONS.log_errors = False
_OPTIONS.max_mem = 4 << 20

_ALWAYS = (
    r"\{\{[^{}\n]{0,60}\}\}",
    r"\$\{[^{}\n]{1,40}\}",
    r"<<[^<>\n]{1,40}>>",
    r"%[A-Z][A-Z_]{2,30}%",
    r"_{3,}(?: ?_{3,})*",
    (
        r"\b(?:XYZ|ABC) ?(?:Corp|Corporation|Company|Co|Inc|LLC|Ltd|Organization|Organisation|Firm|Industries"
        r"|University|School|Agency|Bank|Group)\b\.?"
    ),
    (
        r"\b(?:Company|Organization|Organisation|Firm|Person|School|University|Industry|Field|Role|Employer"
        r"|Name) (?:X|Y|Z|XYZ|ABC)\b"
    ),
    r"\b[Xx]{3,12}\b",
    (
        r"\b(?:Mr|Mrs|Ms|Mx|Dr|Prof|Professor)(?:\./?(?:Mrs|Ms|Mx)?)?\.? ?(?:Last ?[Nn]ame|LAST NAME|Surname"
        r"|Lastname|Name|X)\b"
    ),
    (
        r"\b(?:Dear|Hi|Hello|Hey) (?:(?:First|Last|Full|Contact|Recipient|Contact's|Recipient's|Their"
        r"|Person's) ?[Nn]ame|Name|NAME|FirstName|Firstname|Recipient|Contact|FIRST NAME|So-and-so)\b"
    ),
    r"\b(?:INSERT|FILL IN|ADD) [A-Z][A-Z ]{2,30}\b",
    (
        r"(?i:\binsert (?:your |their |the |a )?(?:name|company|title|role|date|time|topic|industry|field"
        r"|school)(?: name)?(?: here)?\b)"
    ),
    (
        r"\b(?:Your|Company|Contact|Recipient|Organization|Organisation|Hiring Manager|Mutual (?:Contact"
        r"|Connection|Friend)|Referrer|Employer|School|University|Interviewer)(?:'s|’s)? (?:Full |First "
        r"|Last )?(?:Name|NAME)\b"
    ),
    r"\b(?:COMPANY|YOUR|FIRST|LAST|JOB|CONTACT|ORGANIZATION|POSITION) (?:NAME|TITLE)\b",
    r"(?i:\blorem ipsum\b)",
    r"\b(?:TBD|TODO|TBC|FIXME)\b",
)
_BRACKETED = r"\[[^\[\]\n]{1,80}\]"
_ANGLED = r"<[A-Za-z][^<>\n@/=\"]{0,40}>"
_BRACED = r"\{[A-Za-z][^{}\n]{0,40}\}"
_ROUND = r"\([A-Za-z][^()\n]{0,40}\)"
_ANY = re2.compile("|".join((*_ALWAYS, _BRACKETED, _ANGLED, _BRACED, _ROUND)), options=_OPTIONS)
_MARKS = frozenset("[{<_(%$")
_NOUNS = word_set(
    """
    name firstname lastname surname company organization organisation employer firm role title position job
    industry field school university college date day time topic city location number phone email contact
    person connection referrer department project major program programme degree link article profession
    career event recipient signature address website interviewer year skill skills reason interest background
    something specific here blank x xyz abc xx interests compliment detail details subject area product
    conference institution
    """
)
_STRONG = word_set(
    """
    name company insert title organization organisation firstname lastname employer recipient contact
    connection industry university
    """
)
_LINKING = word_set(
    """
    your their his her the a an of my our insert add fill in and or mutual first last full at to s job
    relevant specific current this that contact's person's hiring manager here with e.g eg i.e such as like
    recipient's company's some
    """
)
_HTML = word_set(
    """
    a b i u p br hr em div span strong ul ol li h1 h2 h3 h4 table tr td th tbody thead img font body html head
    pre code blockquote center style script small big sub sup s meta link title
    """
)


def placeholder(subject: Subject) -> Iterator[Hit]:
    """Yield each blank that was not filled in."""
    for document in subject.documents:
        limit = _quoted_from(document)
        if _MARKS.intersection(document.text) or _worded(document):
            for found in _ANY.finditer(document.text):
                if found.start() < limit and _is_blank(document.text, found.start(), found.end()):
                    span = document.span(found.start(), found.end())
                    yield Hit("custom.placeholder", document.pointer, span, document)
        yield from _nameless_greeting(document)


_WORDS = word_set("xyz abc xxx xxxx x name insert lorem tbd todo surname lastname title recipient contact y")


def _worded(document: Document) -> bool:
    return not _WORDS.isdisjoint(document.tokens.words)


def _quoted_from(document: Document) -> int:
    for sentence in document.sentences:
        if sentence.zone is Zone.QUOTED:
            return document.tokens.starts[sentence.first]
    return len(document.text)


def _is_blank(text: str, start: int, end: int) -> bool:
    opener = text[start]
    inside = text[start + 1 : end - 1].strip()
    if opener == "_":
        line = text[text.rfind("\n", 0, start) + 1 : end]
        return bool(line.strip(" _")) or (end < len(text) and text[end : end + 1] not in ("\n", "\r"))
    if opener == "[":
        return text[end : end + 1] != "(" and _reads_like_blank(inside, lenient=True)
    if opener == "<" and text[start : start + 2] != "<<":
        return inside.split(" ")[0].lower().strip("/") not in _HTML and _reads_like_blank(inside, lenient=True)
    if opener == "{" and text[start : start + 2] != "{{":
        return _reads_like_blank(inside, lenient=True)
    if opener == "(":
        return _reads_like_blank(inside, lenient=False)
    return True


def _reads_like_blank(inside: str, *, lenient: bool) -> bool:
    words = [
        word.strip("'’.,:_-*#/").lower()
        for word in inside.replace("_", " ").replace("/", " ").replace("-", " ").split()
    ]
    words = [word.removesuffix("'s").removesuffix("’s") for word in words if word]
    if not words or not any(char.isalpha() for char in inside):
        return False
    if words[0] in ("insert", "add", "fill") and len(words) < 9:
        return True
    if lenient:
        return bool(_NOUNS.intersection(words)) or (inside.isupper() and len(inside) > 2)
    known = all(word in _NOUNS or word in _LINKING for word in words)
    return known and bool(_STRONG.intersection(words)) and (inside[0].isupper() or len(words) == 1)


def _nameless_greeting(document: Document) -> Iterator[Hit]:
    """Yield "Hi ," and "Dear Mr. ,"."""
    tokens = document.tokens
    for sentence in document.sentences[:1]:
        words = document.words(sentence)
        if words[0] not in ("hi", "hello", "dear", "hey"):
            return
        comma = next((i for i, word in enumerate(words[:5]) if word in (",", "!", ":")), None)
        if comma is None:
            return
        spaced = tokens.starts[sentence.first + comma] > tokens.ends[sentence.first + comma - 1]
        titled = comma > 1 and all(
            word in ("mr", "mrs", "ms", "dr", "prof", ".", "professor", "/") for word in words[1:comma]
        )
        if (comma == 1 and spaced) or titled or (comma == 1 and words[0] == "dear"):
            span = document.token_span(sentence.first, sentence.first + comma + 1)
            yield Hit("custom.placeholder", document.pointer, span, document)

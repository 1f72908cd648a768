"""Find the blanks of a template: marks that nobody fills a letter with, and words that stand for a name."""

from collections.abc import Iterator
from dataclasses import dataclass

import re2

from app.checks.wordlists import word_set

_OPTIONS = re2.Options()
_OPTIONS.log_errors = False
_OPTIONS.max_mem = 8 << 20

_GREETING = r"(?i:dear|hi|hello|hey|morning|afternoon|evening|greetings)"
_TITLE = r"(?i:mr|mrs|ms|mx|dr|prof|professor)(?:\.? ?/ ?(?i:mrs|ms|mx))*\.?"
_FIELD = (
    r"(?i:(?:first|last|full|contact(?:'s|’s)?|recipient(?:'s|’s)?|company|their|person's) ?name|recipient"
    r"|so-and-so)"
)
_KINDS = r"Corp|Corporation|Company|Co|Inc|LLC|Ltd|Organi[sz]ation|Firm|Industries"
_CERTAIN = (
    r"\{\{[^{}\n]{0,60}\}\}?",
    r"\$\{[^{}\n]{1,40}\}",
    r"<<[^<>\n]{1,40}>>",
    r"\*\|[A-Z_:]{2,30}\|\*",
    r"%%?[A-Z][A-Z_]{2,30}%%?",
    r"##?[A-Z][A-Z_]{2,30}##?",
    rf"\b{_GREETING} {_FIELD}\b",
    rf"\b{_GREETING} (?i:name|contact|x)(?: ?[,:!]|\n|$)",
    rf"\b{_TITLE} ?(?i:last ?name|surname|full ?name)\b",
    r"\b(?:Mr|Mrs|Ms|Mx|Dr|Prof|Professor)\.? (?:Name|X|Y)\b",
    rf"\b(?:{_GREETING}|{_TITLE}) ?(?:\.{{3,}}|…+|-{{2,}}|\*{{3,}}|\?{{3,}}) ?[,:]",
    r"\b(?:at|of|in|the|as|a|an|for|from|named|called) \.{5,}",
    (
        r"(?i:\binsert (?:your |their |the |a )?(?:name|company|title|role|date|time|topic|industry|field|school)"
        r"(?: name)?(?: here)?\b)"
    ),
    r"\b(?:INSERT|FILL IN|ADD) [A-Z][A-Z ]{2,30}\b",
    (
        r"\b(?:Your|Company|Contact|Recipient|Organi[sz]ation|Hiring Manager|Mutual (?:Contact|Connection|Friend)"
        r"|Referrer|Employer|School|University|Interviewer)(?:'s|’s)? (?:Full |First |Last )?(?:Name|NAME)\b"
    ),
    (
        r"\b(?:COMPANY|YOUR|FIRST|LAST|FULL|JOB|CONTACT|ORGANI[SZ]ATION|POSITION|SCHOOL|UNIVERSITY|RECIPIENT|FIRM)"
        r" (?:NAME|TITLE)\b"
    ),
    r"\b(?i:firstname|lastname)\b",
    r"\b(?:[Ff]irst|[Ll]ast|[Ff]ull|[Cc]ompany|[Cc]ontact|[Yy]our|[Mm]y|[Jj]ob|[Rr]ecipient)(?:Name|Title|Role)\b",
    r"(?i:\blorem ipsum\b)",
    r"\b(?:TODO|FIXME)\b",
    r"\b(?:X|XX|N) years\b",
    r"(?m:^[ \t*]*(?:(?:Your|My) (?:Full )?Name|Name|Full Name|First Last|Firstname Lastname)[ \t*]*$)",
)
_COMPANIES = (
    rf"\bXYZ\b(?: (?:{_KINDS}|University|School|Agency|Bank|Group)\b)?",
    rf"\bABC ?(?:{_KINDS})\b\.?",
    r"\b(?i:company|organi[sz]ation|firm|person|school|university|industry|field|role|employer) (?:X|Y|Z|XYZ|ABC)\b",
)
_PERHAPS = re2.compile(rf"\b{_GREETING} (?:Jane|John) Doe\b", options=_OPTIONS)
_SPECIAL = (
    r"\b[Xx]{3,12}\b",
    r"_{3,}(?: ?_{3,})*",
    r"\b[A-Za-z]+(?:_[A-Za-z]+)+\b",
    (
        r"\b(?i:at|in|of|from|for|with|by|to|a|an|as|is|am|join|dear|hi|hello|hey|mr|mrs|ms|dr|about)\.? -?"
        r"(?:NAME|SURNAME|FNAME|LNAME|COMPANY|EMPLOYER|RECIPIENT|INDUSTRY|ORGANI[SZ]ATION|UNIVERSITY|REFERRER|ROLE|TITLE"
        r"|FIELD|SCHOOL|TOPIC|CITY|POSITION|PROJECT|DEPARTMENT|COLLEGE|MAJOR)\b"
    ),
)
_ENCLOSED = (
    r"\[[^\[\]\n]{1,80}\]",
    r"<[A-Za-z#][^<>\n@/=\"]{0,60}>",
    r"\{[A-Za-z#][^{}\n]{0,60}\}",
    r"«[^«»\n]{1,40}»",
    r"\([A-Za-z][^()\n]{0,60}\)",
    r"\$[A-Za-z_]{3,20}\b",
)
_OPENING = "[<{«($"
_WORDED = re2.compile("|".join((*_CERTAIN, *_COMPANIES)), options=_OPTIONS)
_ODD = re2.compile("|".join(_SPECIAL), options=_OPTIONS)
_IN_MARKS = re2.compile("|".join(_ENCLOSED), options=_OPTIONS)
_NOUNS = word_set(
    """
    name names firstname lastname surname fname lname company organization organisation org employer firm role title
    position job industry sector field university college school date day time topic city town state hometown
    country location number phone email contact person recipient connection referrer department project product
    major degree programme program subject area link url article book event conference institution hospital bank
    group profession career signature address website linkedin interviewer year years skill skills reason interest
    interests background something specific here blank x xx xyz abc compliment detail details accomplishment
    achievement hobby relevant mutual
    """
)
_ORDERS = word_set(
    "insert add fill mention describe explain choose pick say state tell write include delete personalize customize"
)
_LINKING = word_set(
    """
    your their his her the a an of my our and or first last full at to s this that with e.g eg i.e such as like some
    current previous friend acquaintance manager colleague contact's person's recipient's company's
    """
)
_STRONG = word_set(
    """
    name company insert title organization organisation firstname lastname surname employer recipient contact
    connection referrer
    """
)
_ALONE = word_set("name company organization organisation firstname lastname surname employer recipient")
_ASIDES = word_set(
    """
    sic laughs laughter laughing applause pause sighs smiles cheers edit update external ext image redacted emphasis
    then now and or but who whose which as see no yes also if from by for with not he she it they we i the my
    """
)
_HTML = word_set(
    """
    a b i u p br hr em div span strong ul ol li h1 h2 h3 h4 table tr td th tbody thead img font body html head pre
    code blockquote center style script small big sub sup s meta link
    """
)
_NUMERALS = word_set("no no. bowl chapter volume vol part act canto psalm book title article class olympiad")
_LOOK_BACK = 300
_GREETED = word_set("dear hi hello hey morning afternoon evening mr mrs ms mx dr prof professor")


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank: where it stands, what it asks for in small letters, and whether it can be nothing else."""

    start: int
    end: int
    wanted: tuple[str, ...]
    certain: bool = True


def blanks(text: str) -> Iterator[Blank]:
    """Yield the blanks of a text, in no order."""
    for found in _WORDED.finditer(text):
        start, end = found.start(), found.end()
        if not _is_quoted(text, start) and text[end : end + 1] not in ("-", "'", "’", "_"):
            yield Blank(start, end - (text[end - 1] == "\n"), _words(text[start:end]))
    for found in _PERHAPS.finditer(text) if "Doe" in text else ():
        yield Blank(found.start(), found.end(), _words(text[found.start() : found.end()]), False)
    for found in _ODD.finditer(text):
        if _is_odd(text, found.start(), found.end()):
            yield Blank(found.start(), found.end(), _words(text[found.start() : found.end()]))
    for found in _IN_MARKS.finditer(text) if any(mark in text for mark in _OPENING) else ():
        start, end = found.start(), found.end()
        words = _words(text[start + 1 : end - (text[start] != "$")])
        certain = _judge(text, start, end, words)
        if certain is not None:
            yield Blank(start, end, words, certain)


def _words(inside: str) -> tuple[str, ...]:
    """Return the words of a blank, "firstName" and "first_name" in two."""
    apart = "".join(f" {char}" if char.isupper() and before.islower() else char for before, char in _pairs(inside))
    for mark in "_/-|.,:;*#[]{}<>$%«»":
        apart = apart.replace(mark, " ")
    words = (word.strip("'’\"“”()!?+&").lower() for word in apart.split())
    return tuple(word.removesuffix("'s").removesuffix("’s") for word in words if word)


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    return zip(" " + text, text, strict=False)


def _line_before(text: str, start: int) -> str:
    """Return what stands before a place on its line, as far as it matters."""
    least = max(0, start - _LOOK_BACK)
    return text[max(least, text.rfind("\n", least, start) + 1) : start]


def _is_quoted(text: str, start: int) -> bool:
    """Tell whether a place stands between quotation marks."""
    line = _line_before(text, start)
    return line.count('"') % 2 == 1 or line.count("“") > line.count("”")


def _is_odd(text: str, start: int, end: int) -> bool:
    """Judge "____", "xxxx", "first_name" and "at COMPANY"."""
    found, line = text[start:end], _line_before(text, start) + text[start:end]
    if found[0] == "_":
        return bool(line.strip(" _")) or text[end : end + 1] not in ("", "\n", "\r")
    if found.strip("xX") == "":
        before = line[: -len(found)].split()
        ends = text[end:].lstrip(" .!,")[:1] in ("", "\n", "x")
        return not ends and not (before and before[-1].lower() in _NUMERALS)
    if "_" in found:
        words = found.lower().split("_")
        around = text[max(0, start - 1) : start] + text[end : end + 1]
        return not _NOUNS.isdisjoint(words) and "@" not in around and "/" not in around
    return not text[start : end + 30].isupper() and text[end : end + 1] not in ("'", "’") and not _is_shouted(text, end)


def _is_shouted(text: str, end: int) -> bool:
    """Tell whether the next word is in capitals too."""
    following = text[end : end + 30].split()
    return bool(following) and len(following[0]) > 2 and following[0].isupper()


def _judge(text: str, start: int, end: int, words: tuple[str, ...]) -> bool | None:
    """Say whether something in brackets is a blank for certain, perhaps (False), or not (None)."""
    mark, inside = text[start], text[start + 1 : end - 1]
    if not any(char.isalpha() for char in inside) or not words:
        return (
            True if mark == "[" and not inside.strip() and _line_before(text, start).strip()[-1:].strip("])") else None
        )
    if mark == "(":
        return True if _is_round_blank(inside, words) else None
    if mark == "$":
        return True if set(words) <= _NOUNS | _LINKING else None
    if mark == "<" and inside.split(" ")[0].lower().strip("/") in _HTML:
        return None
    if mark == "[" and (inside in ("x", "X") or text[start - 1 : start].isalnum() or _is_link(text, end)):
        return None
    if _is_greeted(text, start) or words[0] in _ORDERS or (inside.isupper() and len(inside) > 2 and mark != "«"):
        return None if set(words) <= _ASIDES else True
    named = not _NOUNS.isdisjoint(words)
    quoted = _is_quoted(text, start) and text[start - 1 : start] not in ('"', "“")
    if (words[0] in _ASIDES and not set(words) <= _NOUNS | _LINKING) or (quoted and not inside[0].isupper()):
        return None
    if named and (mark != "«" or set(words) <= _NOUNS | _LINKING):
        return True
    return False if mark == "[" and not quoted else None


def _is_greeted(text: str, start: int) -> bool:
    before = _line_before(text, start).split()
    return bool(before) and before[-1].lower().strip(".,/") in _GREETED


def _is_link(text: str, end: int) -> bool:
    """Tell "[my site](https://…)" from "[Name](link to LinkedIn)"."""
    close = text.find(")", end, end + 200) if text[end : end + 1] == "(" else -1
    target = text[end + 1 : close] if close > 0 else ""
    return bool(target) and ("." in target or "/" in target or "#" in target) and " " not in target


def _is_round_blank(inside: str, words: tuple[str, ...]) -> bool:
    """Judge "(Company Name)", "(insert name)", "(name of referrer)"; most round brackets are none."""
    if words[0] == "insert" and len(words) < 9:
        return True
    if not all(word in _NOUNS or word in _LINKING for word in words) or _STRONG.isdisjoint(words):
        return False
    alone = len(words) == 1 and words[0] in _ALONE
    return alone or inside[0].isupper() or words[-1] == "name" or words[:2] == ("name", "of")

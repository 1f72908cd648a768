"""Blanks of a template that nobody filled in, in any style, and what could stand in them."""

from collections.abc import Iterator

from app.checks.document import Document
from app.checks.hits import Hit
from app.checks.message_rules.blanks import Blank, blanks
from app.checks.report import Context
from app.checks.subject import Subject
from app.checks.wordlists import word_set
from app.checks.zones import Zone

RULE = "custom.placeholder"
_GREETINGS = word_set("hi hello dear hey morning afternoon evening")
_TITLES = word_set("mr mrs ms mx dr . / and miss")
_OWN = word_set("your my sender me")
_FILLING = word_set(
    """
    first last full contact recipient their the name names firstname lastname surname title of fname lname
    """
)
_COMPANY = word_set("company organization organisation firm employer org name the your their")


def placeholder(subject: Subject) -> Iterator[Hit]:
    """Yield each blank that was not filled in."""
    names = _known_names(subject.context)
    for document in subject.documents:
        limit = _quoted_from(document)
        until = 0
        for blank in sorted(blanks(document.shown), key=_place):
            found = document.shown[blank.start : blank.end]
            if until <= blank.start < limit and not any(found.strip(" .,").casefold() in name for name in names):
                until = blank.end
                span = document.span(blank.start, blank.end)
                stand_in = _stand_in(document, blank, subject.context)
                yield Hit(RULE, document.pointer, span, document, certain=blank.certain, replacement=stand_in)
        yield from _nameless_greeting(document, subject.context)


def _place(blank: Blank) -> tuple[int, int]:
    return blank.start, -blank.end


def _known_names(context: Context) -> list[str]:
    known = (context.contact_name, context.organisation, context.referrer_name, context.sender_name, context.role_title)
    return [name.casefold() for name in known if name]


def _quoted_from(document: Document) -> int:
    for sentence in document.sentences:
        if sentence.zone is Zone.QUOTED:
            return document.tokens.starts[sentence.first]
    return len(document.text)


def _stand_in(document: Document, blank: Blank, context: Context) -> str | None:
    """Return what the context knows for a blank in marks: a name, a company; None when it is something else."""
    if document.shown[blank.start] not in "[{<(«$":
        return None
    words = frozenset(blank.wanted)
    if words & _OWN:
        return context.sender_name if words <= _OWN | {"name", "full"} else None
    if words & {"company", "organization", "organisation", "firm", "employer", "org"}:
        return context.organisation if words <= _COMPANY else None
    if words & {"referrer"} and words <= {"referrer", "name", "of", "the"}:
        return context.referrer_name
    if not words <= _FILLING or not words & {"name", "names", "firstname", "lastname", "surname", "fname", "lname"}:
        return None
    return _name_wanted(words, context.contact_name)


def _name_wanted(words: frozenset[str], name: str | None) -> str | None:
    parts = (name or "").split()
    if not parts:
        return None
    if words & {"last", "lastname", "surname", "lname"}:
        return parts[-1]
    return parts[0] if words & {"first", "firstname", "fname"} else name


def _nameless_greeting(document: Document, context: Context) -> Iterator[Hit]:
    """Yield "Hi ," and "Dear Mr. ,", with the name that is missing where it is known."""
    tokens = document.tokens
    for sentence in document.sentences[:1]:
        words = document.words(sentence)
        greeting = 1 if words[0] == "good" else 0
        if words[greeting : greeting + 1] == [] or words[greeting] not in _GREETINGS:
            return
        begin = greeting + 1
        comma = next((i for i, word in enumerate(words[: begin + 6]) if word in (",", "!", ":")), None)
        if comma is None:
            return
        spaced = tokens.starts[sentence.first + comma] > tokens.ends[sentence.first + comma - 1]
        bare = comma == begin and words[comma] == "," and (spaced or words[greeting] == "dear")
        if bare or (comma > begin and all(word in _TITLES for word in words[begin:comma])):
            span = document.token_span(sentence.first, sentence.first + comma + 1)
            head = document.text[span.start : tokens.ends[sentence.first + comma - 1]]
            parts = (context.contact_name or "").split()
            name = f"{head} {parts[0] if bare else parts[-1]}," if parts else None
            yield Hit(RULE, document.pointer, span, document, replacement=name)

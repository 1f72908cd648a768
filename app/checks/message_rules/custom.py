"""Whether the letter was written for this reader."""

from collections.abc import Iterator

from app.checks.document import Document
from app.checks.hits import Hit
from app.checks.names import GIVEN, NICKNAMES
from app.checks.subject import Subject
from app.checks.tokens import tokenize
from app.checks.wordlists import word_set

_GENERIC = frozenset(
    [
        "to whom it may concern",
        "dear sir",
        "dear madam",
        "dear sirs",
        "dear sir or madam",
        "dear madam or sir",
        "dear sir madam",
        "hiring manager",
        "hiring team",
        "hiring committee",
        "recruiter",
        "recruiting team",
        "recruitment team",
        "talent team",
        "human resources",
        "hr team",
        "hr manager",
        "hr department",
        "dear professional",
        "dear employee",
        "dear employer",
        "dear alumni",
        "dear alumnus",
        "dear alum",
        "dear company",
        "dear friend",
        "dear colleague",
        "dear expert",
        "hello sir",
        "hi sir",
        "respected sir",
        "sir or madam",
        "sir madam",
        "dear team",
        "dear reader",
        "dear contact",
        "dear potential",
        "dear prospective",
        "dear industry professional",
        "dear concerned",
        "hiring managers",
        "dear valued",
        "dear professionals",
        "dear representative",
    ]
)
_GROUPS = word_set("team committee department office staff family group folks board crew")
_TITLES = word_set(
    """
    mr mrs ms miss mx dr prof professor sir madam dame rev judge captain coach dean chef pastor doctor senator
    officer director president father sister sergeant major colonel lieutenant
    """
)
_NO_NAMES = word_set(
    """
    there all team everyone folks friend friends sir madam hiring manager again and or good morning afternoon
    evening day dear hi hello hey to whom it may concern the from of at in my our ladies gentlemen committee
    recruiter alumni alum colleague fellow mentor neighbor neighbour cousin uncle aunt auntie you professional
    x both guys happy greetings recruiting department resources human office esteemed respected mate buddy pal
    so much very monday tuesday wednesday thursday friday
    """
)


def generic_greeting(subject: Subject) -> Iterator[Hit]:
    """Yield a greeting that could open a letter to anybody."""
    for document in subject.letter():
        for sentence in document.sentences[:2]:
            opening = document.tokens.words[sentence.first : sentence.last][:9]
            words = [word for word in opening if word[0].isalnum()]
            line = f" {' '.join(words)} "
            if not words or words[0] not in (
                "to",
                "dear",
                "hi",
                "hello",
                "hey",
                "respected",
                "attn",
                "attention",
                "good",
            ):
                continue
            if any(f" {phrase} " in line for phrase in _GENERIC) and not _is_knighted(document, sentence.first):
                last = sentence.last
                while last - 1 > sentence.first and not document.tokens.words[last - 1][0].isalnum():
                    last -= 1
                span = document.token_span(sentence.first, min(last, sentence.first + 9))
                yield Hit("custom.generic-greeting", document.pointer, span, document)
                return


def _is_knighted(document: Document, first: int) -> bool:
    """Tell "Dear Sir Edmund" from "Dear Sir"."""
    words, starts = document.tokens.words, document.tokens.starts
    if words[first + 1 : first + 2] not in (["sir"], ["madam"]) or first + 2 >= len(words):
        return False
    name = first + 2
    written = document.text[starts[name] : document.tokens.ends[name]]
    on_the_line = "\n" not in document.text[starts[first] : starts[name]]
    return on_the_line and written.istitle() and words[name] not in _NO_NAMES


def no_name(subject: Subject) -> Iterator[Hit]:
    """Yield one hit when the contact's name is known and not in the text."""
    name = subject.context.contact_name
    if name and subject.letter() and not subject.mentions(name):
        yield Hit("custom.no-name", subject.pointer(), values={"name": name})


def no_organisation(subject: Subject) -> Iterator[Hit]:
    """Yield one hit when the contact's organisation is known and not in the text."""
    name = subject.context.organisation
    if name and subject.letter() and not subject.mentions(name):
        yield Hit("custom.no-organisation", subject.pointer(), values={"organisation": name})


def no_referrer(subject: Subject) -> Iterator[Hit]:
    """Yield one hit when somebody referred the writer and the text does not say who."""
    name = subject.context.referrer_name
    if name and subject.letter() and not subject.mentions(name):
        yield Hit("custom.no-referrer", subject.pointer(), values={"referrer": name})


def wrong_name(subject: Subject) -> Iterator[Hit]:
    """Yield the greeting's name when it is somebody else's."""
    name, greeting = subject.context.contact_name, subject.greeting() or _run_on_greeting(subject)
    if not name or greeting is None:
        return
    document, first, last = greeting
    tokens = document.tokens
    named = [index for index in range(first, last) if _is_name(document, index)]
    own = _name_parts(name) | _name_parts(subject.context.organisation or "")
    if _GROUPS.intersection(tokens.words[first:last]) or not all(part.isascii() for part in own):
        return
    if not named or any(_same(tokens.words[index], own) for index in named) or "[" in tokens.words[first:last]:
        return
    span = document.token_span(named[0], named[-1] + 1)
    yield Hit(
        "custom.wrong-name",
        document.pointer,
        span,
        document,
        values={"name": name},
        replacement=name,
    )


def _run_on_greeting(subject: Subject) -> tuple[Document, int, int] | None:
    """Return the greeting of "hi tom could you…", which no comma ends: the two words after the first."""
    for document in subject.letter():
        words = document.tokens.words
        if len(words) > 2 and words[0] in ("hi", "hello", "hey", "dear"):
            last = 3 if words[1] in _TITLES else 2
            return (document, 0, last) if words[last - 1] in GIVEN else None
    return None


def _is_name(document: Document, index: int) -> bool:
    """Tell a name by its capital, or a common given name that stands right after the greeting in lower case."""
    word, tokens = document.tokens.words[index], document.tokens
    if not word[0].isalpha() or word in _TITLES or word in _NO_NAMES:
        return False
    if document.text[tokens.starts[index]].isupper():
        return True
    return word in GIVEN and (index == 1 or tokens.words[index - 1] in _TITLES or tokens.words[index - 1] == ".")


def _name_parts(name: str) -> set[str]:
    return {word for word in tokenize(name).words if word[0].isalpha()}


def _same(word: str, own: set[str]) -> bool:
    for part in own:
        short, long = sorted((word, part), key=len)
        if word == part or (long.startswith(short) and (len(short) >= 3 or len(short) == 1)):
            return True
        if part in NICKNAMES.get(word, ()) or word in NICKNAMES.get(part, ()):
            return True
    return False


def nothing_specific(subject: Subject) -> Iterator[Hit]:
    """Yield one hit when nothing in the letter is about this reader."""
    context = subject.context
    known = (context.organisation, context.role_title, context.referrer_name)
    if not subject.letter() or any(name and subject.mentions(name) for name in known):
        return
    if not subject.has_cue("about-the-reader"):
        yield Hit("custom.nothing-specific", subject.pointer())

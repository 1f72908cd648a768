"""Whom a greeting names: everybody, somebody else, or the reader."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.checks.document import Document
from app.checks.hits import Hit
from app.checks.names import ALSO_WORDS, GIVEN, is_of, parts_of
from app.checks.subject import Subject
from app.checks.wordlists import word_set

_STARTERS = word_set(
    """
    dear hi hello hey hiya yo respected esteemed attn attention good morning afternoon evening greetings to
    """
)
_NEXT = _STARTERS | word_set("again there dear")
_TITLES = word_set(
    """
    mr mrs ms miss mx dr prof professor sir madam dame rev reverend judge justice captain capt coach dean chef
    pastor doctor senator officer director president father sister brother sergeant sgt major colonel lieutenant lt
    commander chief petty rabbi imam ambassador inspector madame monsieur herr frau senor senora signor signora don
    dona lord lady chancellor provost principal speaker mayor councillor admiral general corporal nurse uncle aunt
    auntie sr sra srta coach sheikh haji
    """
)
_GENERIC = word_set(
    """
    sir sirs madam madams ma'am maam mam gentlemen gentleman ladies hiring recruiter recruiters recruiting
    recruitment talent acquisition human resources hr personnel professional professionals employee employer
    employers alumni alumnus alumna alum company friend friends colleague colleagues expert experts reader contact
    representative representatives manager managers team committee department office staff member members
    administrator everyone everybody all people folks specialist supervisor professional's concerned person
    potential prospective valued fellow future industry admissions customer service
    """
)
_ADDRESSED = _GENERIC - word_set(
    """
    hiring human all service customer potential prospective valued fellow future industry talent
    """
)
_TRADED = word_set(
    """
    professional professionals expert experts recruiter recruiters employer representative specialist employee
    """
)
_JOINING = word_set("or and to the of our esteemed respected most dear good day very")
_CUTS = word_set(
    """
    i my this we could can would hope thank thanks it your please might may is am at from in for with you
    """
)
_PARTICLES = word_set("de del della di da la le van von der den ter bin ibn al el st san santa y and or . dos du")
_NO_NAMES = _GENERIC | word_set(
    """
    there again morning afternoon evening day dear hi hello hey to whom it may concern the from of at in my our
    mentor neighbor neighbour cousin you x both guys happy greetings team's esteemed respected mate buddy pal so
    much very monday tuesday wednesday thursday friday saturday sunday world sunshine stranger name first last class
    club group crew board family officer doc boss chief women men warden guide author editor teacher expert spartan
    alum graduate grad student nurse doctor madam and or not just
    """
)
_WHOM = frozenset(("whom", "whomsoever", "whomever"))
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Greeting:
    """A greeting: its document, and the tokens after the greeting word that say to whom."""

    document: Document
    first: int
    whom: int
    last: int


def greeting_of(document: Document) -> Greeting | None:
    """Return the greeting a letter opens with, also where no comma ends it."""
    words = document.tokens.words
    for sentence in document.sentences[:2]:
        first = sentence.first
        index = first + (words[first : first + 2] == ["my", "dear"])
        if words[first : first + 2] == ["subject", ":"]:
            continue
        while index < min(first + 3, len(words)) and words[index] in (_STARTERS if index == first else _NEXT):
            index += 1
        index += words[index : index + 1] == [":"] and words[first] in ("attn", "attention")
        comma = words[index : index + 1] == [","] and index > first
        whom = index + comma  # "Hello, Mary Jones!"
        last = whom
        while last < min(whom + 8, len(words)) and _goes_on(document, words[last], last, whom):
            last += 1
        if (index == first or comma) and not _is_closed(document, whom, last):
            if index == first:
                continue
            whom = last = index
        return Greeting(document, first, whom, last)
    return None


def _opening(subject: Subject, document: Document) -> Greeting | None:
    """Return the greeting a letter opens with; two rules ask for it."""
    if id(document) not in subject.greetings:
        subject.greetings[id(document)] = greeting_of(document)
    greeting: Greeting | None = subject.greetings[id(document)]
    return greeting


def _is_closed(document: Document, whom: int, last: int) -> bool:
    """Tell a name that is called, "Ms. Ode," or "…, Mary!", from one that a sentence begins with."""
    tokens = document.tokens
    if last == whom or (whom and "\n" in document.text[tokens.ends[whom - 1] : tokens.starts[whom]]):
        return False
    after = document.text[tokens.ends[last - 1] : tokens.ends[last - 1] + 2].lstrip(" ")[:1]
    named = tokens.words[whom] in _TITLES or tokens.words[whom] in GIVEN
    return after in ("", ",", "!", ":", "\n", "–", "—") and (named or whom > 0)


def _goes_on(document: Document, word: str, at: int, whom: int) -> bool:
    if word in (".", "/", "-", "'s", "&"):
        return word != "." or document.tokens.words[at - 1] in _TITLES or len(document.tokens.words[at - 1]) == 1
    if not word[0].isalpha() or word in _CUTS:
        return False
    tokens = document.tokens
    return at == whom or "\n" not in document.text[tokens.ends[at - 1] : tokens.starts[at]]


def generic_greeting(subject: Subject) -> Iterator[Hit]:
    """Yield a greeting that could open a letter to anybody."""
    for document in subject.letter():
        last = _whom_it_may_concern(document)
        greeting = _opening(subject, document)
        if not last and greeting is not None and _is_generic(greeting):
            last = greeting.last
        if last:
            first = greeting.first if greeting is not None else 0
            span = document.token_span(first, last)
            name = subject.context.contact_name
            instead = f"Dear {name}" if name and not _GENERIC.intersection(parts_of(name)) else None
            yield Hit("custom.generic-greeting", document.pointer, span, document, replacement=instead)
            return


def _whom_it_may_concern(document: Document) -> int:
    """Return the token after "to whom it may concern" in the first line, or 0."""
    words = document.tokens.words[:12]
    for index in range(len(words) - 3):
        if words[index] == "to" and words[index + 1] in _WHOM:
            end = next((i for i in range(index + 2, len(words)) if words[i].startswith("concern")), 0)
            return end + 1 if end and index < 2 else 0
    return 0


def _is_generic(greeting: Greeting) -> bool:
    words = [word for word in greeting.document.tokens.words[greeting.whom : greeting.last] if word[0].isalpha()]
    if greeting.whom == greeting.first or not words:
        return False
    if words[-1] in _TRADED and _TITLES.isdisjoint(words) and GIVEN.isdisjoint(words):
        return True
    return all(word in _GENERIC or word in _JOINING for word in words) and not _ADDRESSED.isdisjoint(words)


def wrong_name(subject: Subject) -> Iterator[Hit]:
    """Yield the greeting's name when it is somebody else's; a word that may be no name at all is not certain."""
    name, documents = subject.context.contact_name, subject.letter()
    greeting = _opening(subject, documents[0]) if documents else None
    if not name or greeting is None:
        return
    own = parts_of(name) + parts_of(subject.context.organisation or "")
    named = _named(greeting)
    words = greeting.document.tokens.words
    if not named or not all(part.isascii() for part in own) or any(is_of(words[index], own) for index in named):
        return
    certain = any(_is_surely_a_name(greeting, index) for index in named)
    span = greeting.document.token_span(named[0], named[-1] + 1)
    titled = greeting.whom < named[0]
    yield Hit(
        "custom.wrong-name",
        greeting.document.pointer,
        span,
        greeting.document,
        certain=certain,
        values={"name": name},
        replacement=name.split()[-1] if titled and name.split() else name,
    )


def _named(greeting: Greeting) -> list[int]:
    """Return the tokens that are names: a row of titles, names and particles; "this is Tom" names the writer."""
    document, found = greeting.document, list[int]()
    words = document.tokens.words
    if words[greeting.last : greeting.last + 1] == ["["] or words[greeting.whom : greeting.whom + 1] == ["'s"]:
        return []
    for index in range(greeting.whom, greeting.last):
        word = words[index]
        if word in _PARTICLES or word in _TITLES or not word[0].isalpha():
            if word == "'s":
                return []
            continue
        capital = document.text[document.tokens.starts[index]].isupper()
        if word in _NO_NAMES or not (capital or (word in GIVEN and index - greeting.whom < _SHORTEST)):
            return found if word not in _GENERIC else []
        found.append(index)
    return found


def _is_surely_a_name(greeting: Greeting, index: int) -> bool:
    words = greeting.document.tokens.words
    before = [word for word in words[max(greeting.whom, index - 2) : index] if word != "."]
    return words[index] in GIVEN or words[index] in ALSO_WORDS or (bool(before) and before[-1] in _TITLES)

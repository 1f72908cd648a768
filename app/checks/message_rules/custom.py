"""Whether the letter names whom it goes to, where they work, and who sent the writer."""

from collections.abc import Iterator
from functools import lru_cache

from app.checks.hits import Hit
from app.checks.names import ALSO_WORDS, is_of, may_be_of, parts_of
from app.checks.subject import Subject
from app.checks.wordlists import word_set

_SHORTEST, _SHORT_NAME = 3, 2
_KINDS_OF_PLACE = word_set(
    """
    the and of for in at inc ltd llc corp corporation company co group gmbh plc ag sa bv university college school
    academy institute hospital clinic bank center city council county state department ministry office agency
    authority board foundation trust association society union museum library theatre studio lab labs laboratory
    laboratories solutions systems services technologies technology consulting partners international national
    global firm organization
    """
)


def no_name(subject: Subject) -> Iterator[Hit]:
    """Yield one hit when the contact's name is known and not in the text."""
    name = subject.context.contact_name
    if name and subject.letter() and not names_person(subject, name):
        yield Hit("custom.no-name", subject.pointer(), values={"name": name})


def no_organisation(subject: Subject) -> Iterator[Hit]:
    """Yield one hit when the contact's organisation is known and not in the text."""
    name = subject.context.organisation
    if name and subject.letter() and not names_organisation(subject, name):
        yield Hit("custom.no-organisation", subject.pointer(), values={"organisation": name})


def no_referrer(subject: Subject) -> Iterator[Hit]:
    """Yield one hit when somebody referred the writer and the text does not say who."""
    name = subject.context.referrer_name
    if name and subject.letter() and not names_person(subject, name):
        yield Hit("custom.no-referrer", subject.pointer(), values={"referrer": name})


def names_person(subject: Subject, name: str) -> bool:
    """Tell whether a person is named: in full, by a part of the name, or by what it is shortened to."""
    if _stands_in_full(subject, name):
        return True
    parts = parts_of(name)
    names = {part for part in parts if len(part) >= _SHORT_NAME}
    for document in subject.documents:
        words = document.tokens.words
        if not (names - ALSO_WORDS).isdisjoint(document.distinct()):
            return True
        for index in document.capitals():
            word = words[index]
            if word in names or (len(word) >= _SHORTEST and may_be_of(word, parts) and is_of(word, parts)):
                return True
    return False


def names_organisation(subject: Subject, name: str) -> bool:
    """Tell whether an organisation is named: in full, by a word that only it has, or by its initials."""
    telling, letters = _marks_of(name)
    if _stands_in_full(subject, name) or any(not telling.isdisjoint(d.distinct()) for d in subject.documents):
        return True
    return len(letters) >= _SHORTEST and any(letters in document.text for document in subject.documents)


@lru_cache(maxsize=64)
def _marks_of(name: str) -> tuple[frozenset[str], str]:
    """Return the words that only this organisation has in its name, and its initials."""
    telling = [part for part in parts_of(name) if part not in _KINDS_OF_PLACE and len(part) >= _SHORTEST]
    return frozenset(telling), "".join(part[0] for part in name.split() if part[0].isupper())


def _stands_in_full(subject: Subject, name: str) -> bool:
    low = name.casefold()
    return any(low in document.folded() for document in subject.documents)

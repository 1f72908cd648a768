"""Look for what in a letter is about its reader: what they did, made or said, who sent the writer, what both share."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from app.checks.document import Document
from app.checks.hits import Hit
from app.checks.message_rules.custom import names_organisation, names_person
from app.checks.subject import Subject
from app.checks.telling import is_capitalised, is_telling, said, vocabulary
from app.checks.tokens import tokenize
from app.checks.wordlists import word_set

RULE = "custom.nothing-specific"
_ENOUGH, _REACH = 2, 9
_STOPS = frozenset('.?!;:–—…()"“”')
_MODALS = word_set("can could will would may might shall should")
_AUXILIARIES = word_set("do does did have has had are were is was")
_BEFORE_OBJECT = word_set(
    """
    to for with from at of by about on around than like and thank thanks ask asking tell telling give giving send
    sending offer buy show let contact contacting email emailing call calling reach bother bothering interview
    interviewing shadow help find found see seeing meet meeting wish hear wishing want wanted get disturb write
    writing message messaging approach telephone phone ring text visit
    """
)
_IF = word_set("if whether unless hope hoping whenever wherever whichever trust")
_BETWEEN = word_set(
    """
    have has had are were was be been do did also just once recently currently both now still never always already
    kindly only really all guys used yourself since
    """
)
_BECAME = word_set(
    """
    became got went started began ended landed came chose decided found fell ran turned learned made set
    """
)
_DID = word_set(
    """
    mentioned wrote spoke said gave taught led built ran left moved won drew founded joined designed started
    launched published switched trained directed opened organized rebuilt came brought worked turned told noticed
    """
)
_NP_ENDS = word_set(
    """
    and or but is are was were has have had can could would will do does did that which who whom when where while if
    because so as than i you we they he she it me my our us not to this the a an any
    """
)
_PREPOSITIONS = word_set("on in at from as for with about of to into between among since through under near during")
_FOUND_BY = word_set("profile name address email number contact details page information website")
_REPORTS = word_set(
    """
    suggested recommended mentioned told says said say thinks thought swears believes assured advised urged insisted
    suggests recommends mentions tells reckons proposed sent pointed directed referred encouraged remembers calls
    describes described named knows credits introduced steered hinted
    """
)
_SPEAKERS = word_set("i you to would can could will please not we cannot people")
_ENGAGED = word_set(
    """
    read reading used use using saw seen watch watched watching heard bought ate eaten eat drink drank visited visit
    follow followed following listened listen loved enjoyed admire admired played sang sing attended impressed fan
    inspired noticed discovered
    """
)
_SELF = word_set(
    """
    am was be been have has had study studied studying work worked working live lived living graduate graduated
    graduating attend attended go going went move moved moving born grew raised teach taught major majored intern
    interned volunteer volunteered complete completed finish finished get got earned hold trained train apply
    applied applying pursue pursuing enrolled enroll join joined start started began begin want hope plan look
    looking speak hail come came serve served know need
    """
)
_SHORTEST = 4
_OWN = word_set(
    """
    class school university college program teacher tutor counselor professor degree major course adviser
    """
)


_POINTING = _REPORTS | {"your", "yours", "you", "only"}
_PARTING = _STOPS | {",", "and", "but"}


@dataclass(frozen=True, slots=True)
class Words:
    """The words that say nothing of anybody: those of any letter, and what one asks anybody for."""

    common: frozenset[str]
    topics: frozenset[str]
    works: frozenset[str]
    tools: frozenset[str]


def nothing_specific(subject: Subject) -> Iterator[Hit]:
    """Yield one hit when nothing in the letter is about this reader."""
    if subject.letter() and not _names_what_is_known(subject) and not subject.has_cue("tie-to-the-reader"):
        words = _words(subject)
        found = 0
        for document in subject.documents:
            for first, last in said(document):
                found += _points(Clause(document, document.tokens.words, first, last, words))
                if found >= _ENOUGH:
                    return
        yield Hit(RULE, subject.pointer())


def _words(subject: Subject) -> Words:
    data = subject.ruleset.rules[RULE].data
    return _words_of(data["form_words"], data["topics"], data["works"], data["tools"])


@lru_cache(maxsize=4)
def _words_of(*lists: str) -> Words:
    return Words(*map(vocabulary, lists))


def _names_what_is_known(subject: Subject) -> bool:
    context = subject.context
    return (
        bool(context.organisation and names_organisation(subject, context.organisation))
        or bool(context.referrer_name and names_person(subject, context.referrer_name))
        or bool(context.role_title and _names_role(subject, context.role_title))
    )


def _names_role(subject: Subject, role: str) -> bool:
    """Tell whether a sentence to the reader names their role; "I am an engineer too" does not."""
    title = f" {' '.join(tokenize(role).words)} "
    for reading in subject.readings:
        words = reading.document.tokens.words[reading.sentence.first : reading.sentence.last]
        line = f" {' '.join(words)} "
        own = f" am a{title}" in line or f" am an{title}" in line
        if title in line and not own and ("you" in words or "your" in words):
            return True
    return False


class Clause(NamedTuple):
    """A stretch of a letter: its words from first (inclusive) to last (exclusive), and what counts as common."""

    document: Document
    words: list[str]
    first: int
    last: int
    known: Words

    def tells(self, index: int) -> bool:
        """Tell whether a word is of the kind that only this letter has."""
        return is_telling(self.words[index], self.known.common)

    def telling(self, start: int, reach: int = _REACH) -> int:
        """Count the telling words after a word, as far as the clause goes and it is about the reader."""
        found = 0
        for index in range(start, min(start + reach, self.last)):
            word = self.words[index]
            if word in _STOPS or word == "i":
                break
            found += self.tells(index)
        return found


def _points(clause: Clause) -> int:
    """Weigh what a sentence says of the reader; two points are enough."""
    found, words = _proper_names(clause), clause.words
    for index in range(clause.first, clause.last):
        word = words[index]
        if word not in _POINTING:
            continue
        if word in ("your", "yours"):
            found += _possession(clause, index)
        elif word == "you":
            found += _deed(clause, index)
        elif word in _REPORTS:
            found += _report(clause, index)
        elif word == "only" and words[index - 1] == "the":
            found += _ENOUGH * (clause.telling(index + 1, 3) > 0)
    return found


def _possession(clause: Clause, at: int) -> int:
    """Weigh "your bakery", "your path from law to music", and not "your impressive career"."""
    words, index, head = clause.words, at + 1, ""
    while index < min(at + 6, clause.last) and words[index] not in _NP_ENDS:
        if words[index] in _PREPOSITIONS or not (words[index][0].isalpha() or words[index] in ("'s", "-")):
            break
        head = words[index]
        if head in clause.known.works or clause.tells(index):
            return _ENOUGH
        index += 1
    found = clause.telling(index, 6) if head and head not in clause.known.topics else 0
    if head in _FOUND_BY:
        return min(found, 1)
    return _ENOUGH if found and words[index] in _PREPOSITIONS else min(found, _ENOUGH)


def _deed(clause: Clause, at: int) -> int:
    """Weigh "you moved to Oslo", and not "could you tell me", "thank you" or "if you talk to me about bees"."""
    words = clause.words
    before = words[at - 1] if at > clause.first else ""
    if before in _MODALS or before in _BEFORE_OBJECT or _is_supposed(words, clause.first, at):
        return 0
    index = at + 1
    while index < clause.last and words[index] in _BETWEEN:
        index += 1
    if index >= clause.last or words[index] in _MODALS or not words[index][0].isalpha():
        return 0
    if before in _AUXILIARIES:
        return min(clause.telling(index), _ENOUGH)
    verb = words[index]
    if verb in _DID:
        return _ENOUGH
    if clause.tells(index):
        return _ENOUGH if verb.endswith("ed") else 1 + clause.telling(index + 1)
    found = clause.telling(index + 1) + (at > clause.first and clause.tells(at - 1))
    return _ENOUGH if found and (verb in _BECAME or verb.endswith("ed")) else min(found, _ENOUGH)


def _is_supposed(words: list[str], first: int, at: int) -> bool:
    return any(word in _IF for word in words[max(first, at - 2) : at])


def _report(clause: Clause, at: int) -> int:
    """Weigh "Ms. Rowe said that you…", and not "I said" or "people say one should talk to you"."""
    words, before = clause.words, at - 1
    while before > clause.first and words[before] in ("also", "kindly", "recently", "just", "always", "once"):
        before -= 1
    if before < clause.first or words[before] in _SPEAKERS or words[before] in _STOPS:
        return 0
    for index in range(at + 1, min(at + _REACH, clause.last)):
        if words[index] in _STOPS:
            return 0
        if words[index] in ("you", "your"):
            return _ENOUGH
    return 0


def _proper_names(clause: Clause) -> int:
    """Weigh the names in a sentence that is not about the writer: of a firm, a product, a place, a person."""
    capitals = clause.document.capitals()
    first = bisect_right(capitals, clause.first)  # what begins the sentence has its capital from there
    if (first == len(capitals) or capitals[first] >= clause.last) and "st" not in clause.document.distinct():
        return 0
    found, start, words = 0, clause.first, clause.words
    for index in range(clause.first, clause.last + 1):
        if index == clause.last or (words[index] in _PARTING and _parts(words, index)):
            found += _names_in(clause, start, index)
            start = index + 1
    return found


def _parts(words: list[str], index: int) -> bool:
    """Tell where a part of a sentence ends; not at the full stop of "St. Olave"."""
    if words[index] == ".":
        return words[index - 1] not in ("st", "mr", "mrs", "ms", "dr", "prof")
    return words[index] in _STOPS or words[index] in (",", "and", "but")


def _speaks_of_writer(part: list[str]) -> bool:
    """Tell "I live in Leeds" and "As a nurse in Leeds I…" from "The choir of Leeds that I…"."""
    return "i" in part[:3] or ("i" in part and part[0] in ("as", "after", "since", "before", "at", "in"))


def _names_in(clause: Clause, start: int, end: int) -> int:
    part = clause.words[start:end]
    if len(part) < _SHORTEST or "would" in part:
        return 0
    own = "my" in part or not _OWN.isdisjoint(part) or (_speaks_of_writer(part) and not _SELF.isdisjoint(part))
    if own and _ENGAGED.isdisjoint(part):
        return 0
    for index in range(start + 1, end):
        word = clause.words[index]
        if clause.tells(index) and word not in clause.known.tools and is_capitalised(clause.document, index):
            return _ENOUGH
    return 0

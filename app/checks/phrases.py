"""Fit a match to the phrases around it, so that the words a finding shows begin and end where a phrase may.

Small words tell where: no phrase ends on "your", and none begins right after "are you". The ends move by single steps,
a few at most, over whole units and never out of the clause.
"""

from dataclasses import dataclass

from app.checks.document import Document
from app.checks.lines import Line
from app.checks.wordlists import word_set

CLAUSE_ENDS = frozenset(',;:—–-.?!…()[]"“”')
REACH = 8
_ARTICLES = word_set("a an the my your our his her their its every no whose")
_OF_OBJECTS = word_set("a an the my your any")  # what follows a full word with one of these is mostly its object
_POINTING = word_set("this that these those any some each another")
_DETERMINERS = _ARTICLES | _POINTING
_TURNS = word_set("and or but nor")
_OPENERS = word_set(
    "if whether how what which when where why who whom because since while unless until once whenever although though"
)
_PREPOSITIONS = word_set(
    """
    of to for with at in on by from about into onto as like than per via within under among between during through over
    such before after
    """
)
_AFTER_VERBS = _PREPOSITIONS - {"like"}
_BEFORE_NOUNS = _AFTER_VERBS - {"to"}
_UNENDING = word_set("of to as than into onto from via per such before after")
_PARTICLES = word_set("up out off down forward along aboard back away around")
_BE = word_set("am is are was were be been being")
_AUXILIARIES = _BE | word_set("do does did have has had will would can could may might shall should must")
_SUBJECTS = word_set("i we they he she")
_EITHER = word_set("you it there")
_OBJECTS = word_set("me us him them myself yourself himself herself ourselves themselves")
_DEGREES = word_set("very really so too quite just rather fairly not never ever also always still even only pretty")
_PLEASE = word_set("please kindly")
_ADVERBS = word_set("today tomorrow tonight now soon here there again yet too instead later ever then sometime anytime")
_FUNCTION = frozenset().union(
    *(_DETERMINERS, _TURNS, _OPENERS, _PREPOSITIONS, _PARTICLES, _AUXILIARIES, _SUBJECTS, _EITHER, _OBJECTS),
    *(_DEGREES, _PLEASE),
)
_MODIFIERS = word_set(
    """
    new next good great old young big small full part first second third last other same own free spare open current
    junior senior future vacant paid unpaid summer winter early late long short proper similar entry extra few many
    several one two three four five six seven eight nine ten
    """
)
_OF_ADJECTIVES = ("al", "ive", "ous", "able", "ible", "ful", "ic", "ary", "less")
_RUN = 3  # how many words may stand between an article and its noun


@dataclass(frozen=True, slots=True)
class _Units:
    """The units of a sentence by the words they begin with and end on; a name of the context is an x."""

    document: Document
    line: Line

    def head(self, unit: int) -> str:
        """Return the first word of a unit."""
        return self._word(unit, self.line.firsts[unit])

    def tail(self, unit: int) -> str:
        """Return the last word of a unit."""
        return self._word(unit, self.line.lasts[unit] - 1)

    def _word(self, unit: int, token: int) -> str:
        return "x" if self.line.firsts[unit] in self.document.names else self.document.tokens.words[token]

    def open(self, unit: int) -> bool:
        """Tell whether nothing parts a unit from the one before it in its clause."""
        return 0 < unit < len(self.line.firsts) and not {self.tail(unit - 1), self.head(unit)} & CLAUSE_ENDS

    def glued(self, unit: int) -> bool:
        """Tell whether a unit is written in one with the one before it: 're, e-commerce, R & D."""
        tokens, first = self.document.tokens, self.line.firsts[unit]
        between = self.document.shown[tokens.ends[first - 1] : tokens.starts[first]]
        joint = not between or not (between.isspace() or between[0].isspace())
        return joint or "&" in (self.document.shown[tokens.starts[at]] for at in (first - 1, first))

    def capital(self, unit: int) -> bool:
        """Tell whether a unit that does not open the sentence is written with a capital."""
        return unit > 0 and self.document.shown[self.document.tokens.starts[self.line.firsts[unit]]].isupper()

    def in_noun_phrase(self, unit: int) -> bool:
        """Tell whether an article stands shortly before a unit, with nothing but full words between."""
        for before in range(unit - 1, max(-1, unit - 2 - _RUN), -1):
            word = self.tail(before)
            if word in _FUNCTION or word in CLAUSE_ENDS:
                return word in _DETERMINERS
        return False


def fitted(document: Document, line: Line, match: tuple[int, int]) -> tuple[int, int]:
    """Return the units of a match, fitted to the phrases around it."""
    units = _Units(document, line)
    first, last = match
    while last - 1 > first and not units.tail(last - 1)[0].isalnum():
        last -= 1
    while first < last - 1 and not units.head(first)[0].isalnum():
        first += 1
    begin = _begin(units, first, last)
    return begin, _end(units, begin, last)


def _begin(units: _Units, first: int, last: int) -> int:
    """Return where the phrase begins: at the match, or before it, or where that would be far, after it."""
    begin = first
    while first - begin < REACH and not _may_begin(units, begin):
        begin -= 1
    if not _may_begin(units, begin):
        begin = next((unit for unit in range(first, last - 1) if _may_begin(units, unit)), first)
    while begin < last - 2 and _merely_leads(units, begin):
        begin += 1
    return begin


def _merely_leads(units: _Units, unit: int) -> bool:
    """Tell the "and" and "so" before a request from what belongs to it."""
    word, after = units.head(unit), units.head(unit + 1)
    return word in _TURNS or (word == "so" and after in _FUNCTION and after not in _DEGREES and after != "that")


def _end(units: _Units, begin: int, last: int) -> int:
    """Return where the phrase ends: at the match, or after it, or where that would be far, before it."""
    end = last
    while end - last < REACH and units.open(end) and not _may_end(units, end):
        end += 1
    if not _may_end(units, end):
        end = next((unit for unit in range(last, begin + 1, -1) if _may_end(units, unit)), last)
    return end


def _may_begin(units: _Units, unit: int) -> bool:
    if not units.open(unit):
        return True
    before, word = units.tail(unit - 1), units.head(unit)
    if units.glued(unit) or word in _OBJECTS or word in _PARTICLES or word in ("of", "not"):
        return False
    if before in _SUBJECTS or before in _PLEASE or before == "not":
        return False
    if before in _EITHER:
        return not (word in _AUXILIARIES or word in _DEGREES or _is_subject(units, unit - 1))
    if before in _AUXILIARIES:
        return word in _OPENERS or word in _TURNS or (word in _AFTER_VERBS and before not in _BE)
    if before in _DEGREES:
        return word in _FUNCTION and word not in _AUXILIARIES
    if before in _DETERMINERS:
        return word in _FUNCTION and not (word in _AUXILIARIES and before in _POINTING)
    if word in _FUNCTION:
        return True
    if before in _FUNCTION:
        return before not in _BEFORE_NOUNS or word.endswith("ing")
    return not _is_compound(units, unit)


def _may_end(units: _Units, end: int) -> bool:
    word = units.tail(end - 1)
    if not units.open(end):
        return word not in _ARTICLES and word not in _TURNS and word not in _OPENERS
    after = units.head(end)
    if units.glued(end) or word in _TURNS or word in _OPENERS or word in _ARTICLES or word in _SUBJECTS:
        return False
    if after == "of" or after in _PARTICLES or (after in _AUXILIARIES and not _asks_anew(units, end)):
        return False
    if after in _PREPOSITIONS and not units.open(end + 1):  # stranded: "the post I put in for"
        return False
    parted = after in _TURNS or after in _OPENERS
    if word in _POINTING:
        return parted or after in _PREPOSITIONS
    if word in _PREPOSITIONS:
        return word not in _UNENDING and (parted or after in _PREPOSITIONS or after in _SUBJECTS)
    if word in _AUXILIARIES:
        return parted or (after in _AFTER_VERBS and word not in _BE)
    if word in _EITHER:
        return not _is_subject(units, end - 1)
    if word in _DEGREES or word in _PLEASE:
        return after in _FUNCTION and word != "not"
    if word in _FUNCTION:
        return True
    return after not in _OF_OBJECTS if after in _FUNCTION else not _is_compound(units, end)


def _is_subject(units: _Units, unit: int) -> bool:
    """Tell the you of "are you hiring" and "if you hire" from that of "hear from you"."""
    if not units.open(unit):
        return True
    before = units.tail(unit - 1)
    return before in _AUXILIARIES or before in _OPENERS or before in _TURNS or before == "that"


def _asks_anew(units: _Units, unit: int) -> bool:
    """Tell whether an auxiliary begins a question of its own: "could you", not "would be"."""
    return unit + 1 < len(units.line.firsts) and units.head(unit + 1) in _SUBJECTS | _EITHER


def _is_compound(units: _Units, unit: int) -> bool:
    """Tell whether two full words belong together: an adjective and its noun, the parts of a name, a noun phrase."""
    before, word = units.tail(unit - 1), units.head(unit)
    if word in _ADVERBS or word.endswith("ly"):
        return False
    if before in _MODIFIERS or before == "'s" or before[0].isdigit() or before.endswith(_OF_ADJECTIVES):
        return True
    return (units.capital(unit - 1) and units.capital(unit)) or units.in_noun_phrase(unit)

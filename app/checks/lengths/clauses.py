"""Cut a sentence into clauses, so that each length of time is judged by its own verb."""

from dataclasses import dataclass
from itertools import pairwise

from app.checks.lengths.quantities import Length
from app.checks.lengths.words import time_words
from app.checks.numerals import number_at
from app.checks.wordlists import word_set

_HARD = frozenset('.?!…;:—–"“”')
_CONJUNCTION = time_words("clauses", "conjunction")
_SUBORDINATE = time_words("clauses", "subordinate")
_STARTER = time_words("clauses", "starter")
_INVERTED = time_words("clauses", "inverted")
_PRONOUN = time_words("clauses", "pronoun")
_ADVERB = time_words("clauses", "adverb")
# Before "so" when it begins no clause: "an hour or so", "I am so glad", "if so".
_BEFORE_SO = word_set("or if and even am is are be was were not ever think hope do")
# No clause begins but at a word of the first or after one of the second.
_BEGINNING = _CONJUNCTION | _SUBORDINATE | {"so"}
_ENDING = _HARD | {"-", ",", "and", "or"}
REACH = 40


@dataclass(frozen=True, slots=True)
class Clause:
    """The clause around a length: its words are `line.words[begin:end]`, the length stands at first to last."""

    words: list[str]
    begin: int
    first: int
    last: int
    end: int

    def before(self, reach: int = REACH) -> list[str]:
        """Return the words of the clause before the length, those within reach."""
        return self.words[max(self.begin, self.first - reach) : self.first]

    def after(self, reach: int = REACH) -> list[str]:
        """Return the words of the clause after the length, those within reach."""
        return self.words[self.last : min(self.end, self.last + reach)]

    def following(self) -> str:
        """Return the word after the length, in whatever clause; "." at the end of the sentence."""
        return self.words[self.last] if self.last < len(self.words) else "."

    def asks(self) -> bool:
        """Tell whether the clause is a question: by its mark, or by a verb before its subject."""
        if self.words[self.end : self.end + 1] == ["?"]:
            return True
        inverted = self.words[self.begin] in _INVERTED and self.words[self.begin + 1 : self.begin + 2] != ["not"]
        return inverted and "?" in self.words[self.end : self.end + REACH]


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence: its words, what joins each to the one before, and where clauses begin."""

    words: list[str]
    joints: list[str]
    starts: list[bool]

    def clause(self, length: Length) -> Clause:
        """Return the clause around a length, within reach."""
        begin, floor = length.first, max(0, length.first - REACH)
        while begin > floor and not self.starts[begin]:
            begin -= 1
        end, ceiling = length.last, min(len(self.words), length.last + REACH)
        while end < ceiling and not self.starts[end] and self.words[end] not in _HARD:
            end += 1
        return Clause(self.words, begin, length.first, length.last, end)


def line_of(words: list[str], joints: list[str]) -> Line:
    """Return a sentence with its clause starts marked."""
    starts = [
        (word in _BEGINNING or before in _ENDING) and _starts_clause(words, joints, index)
        for index, (before, word) in enumerate(pairwise(words), 1)
    ]
    return Line(words, joints, [True, *starts])


def _starts_clause(words: list[str], joints: list[str], index: int) -> bool:
    word, before = words[index], words[index - 1]
    if before in _HARD or (before == "-" and joints[index] == " ") or word in _CONJUNCTION:
        return True
    if word == "so":
        return before == "," or (before not in _BEFORE_SO and _opens(words, index + 1))
    if word in _SUBORDINATE:
        return index + 1 < len(words) and words[index + 1] in _PRONOUN
    if before in (",", "and", "or"):
        return _opens(words, index + (word in _ADVERB))
    return False


def _opens(words: list[str], index: int) -> bool:
    """Tell whether a clause with a subject, or with a verb before its subject, begins here."""
    if index >= len(words):
        return False
    if words[index] in _INVERTED:
        return index + 1 < len(words) and _is_subject(words, index + 1)
    return words[index] in _STARTER


def _is_subject(words: list[str], index: int) -> bool:
    return words[index] in _PRONOUN or words[index] in ("a", "an") or number_at(words, index) is not None

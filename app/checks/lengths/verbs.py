"""Find the verb that governs a length of time, and what it says: the length is asked for, or told of."""

from enum import Enum
from itertools import pairwise

from app.checks.lengths.clauses import Clause
from app.checks.lengths.words import time_words
from app.checks.wordlists import word_set

_MODAL = time_words("verbs", "modal")
_WANTING = time_words("verbs", "wanting")
_GERUND = time_words("verbs", "gerund")
_GIVING = time_words("verbs", "giving")
_GLAD = time_words("verbs", "glad")
_PAST = time_words("verbs", "past")
_SAME_FORM = time_words("verbs", "same_form")
_NOT_PAST = time_words("verbs", "not_past")
_POLITE_PAST = time_words("verbs", "polite_past")
_HABIT = time_words("verbs", "habit")
_HABITS = time_words("verbs", "habits")
_OWN_TIME = time_words("verbs", "own_time")
_OF_THE_TALK = time_words("verbs", "of_the_talk")
_FIT = time_words("verbs", "fit")
_THANKING = time_words("verbs", "thanking")
_FREE = time_words("verbs", "free")
_NOUN = time_words("verbs", "request_noun")
_NORM = time_words("verbs", "norm")
_SUFFICING = time_words("verbs", "sufficing") | word_set("would will could might should can may")
_OF_TIME = time_words("nouns", "of_time") - {"your"}
_SUBJECTS = word_set("i you we they people who that he she it one students patients")
_OTHERS = word_set("you they people one students patients")
_READER = word_set("you anyone anybody any1 someone somebody")
_IF = word_set("if whether wish wonder wondering")
_WH = word_set("how what why where which who")
_BE = word_set("is are am be been being was were get just only not really")
_BEFORE_IMPERATIVE = word_set(", please just so then kindly do simply perhaps")
_NO_IMPERATIVE = word_set("forgive excuse tell remind believe trust to with for from of")
_MEASURED = word_set("call chat conversation questions list this all")
_ARTICLES = word_set("a an the my your our his her their this that every be would is are get being")
_TURNS = word_set("who what how why which that where i you we they whose as because")
_WHENEVER = word_set("whatever whichever however if when whenever while unless once after before until")
_ASKING_OF_YOU = word_set("do if whether would could might may when should once")
_WILLING = word_set("have think fancy mind feel suppose want prefer happen like offer know see")
_AMID = frozenset(("in", "over", "during", "for"))
_ASKING = _MODAL | _WANTING | _FREE
_PERSONS = word_set("i you we he she they")
_IF_EVER = frozenset(("if", "when", "whenever", "unless"))
# What the search to the right of a length stops at; every other word can only be a verb in the past.
_HEEDED = _WHENEVER | _SUFFICING | _TURNS | _HABITS | word_set("and or all , is are seems sounds feels possible ok")
_HEEDED |= word_set("okay enough plenty do does")
_AROUND = word_set("just even only about a perhaps maybe around")
_BEFORE_SUBJECT = word_set("and , that if whether think know so or sure")
_READERS = frozenset((("of", "your"), ("with", "you"), ("from", "you"), ("of", "you"), ("of", "yours")))
_FAR = 14


class Verdict(Enum):
    """What the governing verb says of a length."""

    ASKED = "asked"
    TOLD = "told"


def governing(clause: Clause, *, talk: bool = False) -> Verdict | None:
    """Return what the verb that governs a length says of it, None without one; `talk` before "call" and the like."""
    if talk and _AMID.intersection(clause.before(2)) and not _ASKING.isdisjoint(clause.before()):
        return Verdict.ASKED  # "I would like to hear how you started, in a 20-minute call"
    left, right = from_left(clause), from_right(clause)
    if left is None or (right is Verdict.ASKED and _begins_clause(clause)):
        return right
    return Verdict.ASKED if _is_aside(clause) else left


def _is_aside(clause: Clause) -> bool:
    """Tell "I would love to hear how you started, 15 minutes by phone, whenever it suits"."""
    if clause.first == clause.begin or clause.words[clause.first - 1] not in (",", "("):
        return False
    held = clause.following() in ("by", "on", "over", "via", "or", "max", "tops")
    return held and not _ASKING.isdisjoint(clause.before())


def _begins_clause(clause: Clause) -> bool:
    """Tell whether a length is a subject after all: "…, and just 20 minutes would help"."""
    words, at = clause.words, clause.first - 1
    while at > clause.begin and words[at] in _AROUND:
        at -= 1
    return at >= clause.begin and words[at] in _BEFORE_SUBJECT


def from_left(clause: Clause) -> Verdict | None:
    """Return what the nearest telling verb before a length says, or None without one in the clause."""
    words, own_time, softly = clause.words, False, None
    for index in range(clause.first - 1, clause.begin - 1, -1):
        word = words[index]
        if word in _MODAL and (word != "let" or _lets(clause, index)):
            return _modal(clause, index, own_time)
        if word in _GERUND and (index == clause.begin or words[index - 1] not in _BE):
            softly = Verdict.ASKED
            continue
        verdict = _cue(clause, index)
        if verdict is not None:
            return verdict
        own_time = own_time or word in _OWN_TIME
    return softly


def _lets(clause: Clause, index: int) -> bool:
    """Tell "let us talk" and "please let me have" from "she let me watch"."""
    words = clause.words
    begins = index == clause.begin or words[index - 1] in ("please", ",", "and", "so")
    return begins or words[index + 1 : index + 2] == ["us"]


def _modal(clause: Clause, index: int, own_time: bool) -> Verdict:
    """Tell "could I call you" from "I could leave my desk", "I would drive" and "how would you fill"."""
    words = clause.words
    before = words[index - 1] if index > clause.begin else ""
    if before in _WH and words[index + 1 : index + 2] == ["you"]:
        return Verdict.ASKED if {"feel", "say", "like"}.intersection(words[index + 2 : index + 4]) else Verdict.TOLD
    if own_time and "i" in words[max(clause.begin, index - 1) : index + 2]:
        return Verdict.ASKED if of_reader(clause) else Verdict.TOLD
    if before == "i" and words[index] in ("can", "could", "will") and not _IF.intersection(clause.before()):
        row = words[index : clause.end]
        yours = "your" in row and not _OF_TIME.isdisjoint(row)
        return Verdict.ASKED if yours or not _OF_THE_TALK.isdisjoint(row) or of_reader(clause) else Verdict.TOLD
    return Verdict.ASKED


def of_reader(clause: Clause) -> bool:
    """Tell "of your opinion" and "with you" soon after a length from other company."""
    near = clause.after(10)
    return any(pair in _READERS for pair in pairwise(near))


def _cue(clause: Clause, index: int) -> Verdict | None:
    """Return what one word says of a length after it, None where it says nothing."""
    words, word = clause.words, clause.words[index]
    begins = index == clause.begin
    before = "" if begins else words[index - 1]
    if word in ("have", "has"):
        return _having(clause, index)
    if word in _GLAD:
        return Verdict.TOLD if before in ("was", "were") else Verdict.ASKED
    if word == "after" and before in ("am", "are", "be", "just", "not", "only"):
        return Verdict.ASKED
    if word in _WANTING:
        return _wanting(clause, index)
    if word in _THANKING:
        return Verdict.ASKED if "advance" in words[index : index + 5] else Verdict.TOLD
    if _is_imperative(clause, index) or (word in _FIT and words[index + 1 : index + 2] in (["in"], ["into"])):
        return Verdict.ASKED
    if word == "about" and before in ("how", "what") and index == clause.first - 1:
        return Verdict.ASKED
    if word in _HABITS:
        return Verdict.ASKED if word in ("takes", "needs") and before in _MEASURED else Verdict.TOLD
    if word in _HABIT and before in _SUBJECTS:
        return None if _MODAL.intersection(words[max(clause.begin, index - 2) : index]) else Verdict.TOLD
    if is_past(words, index):
        return _past(clause, index)
    if word in _FREE:
        return Verdict.ASKED if before == "you" else None
    return _being(clause, index) if word in ("is", "are", "am", "do", "does") else None


def _is_imperative(clause: Clause, index: int) -> bool:
    """Tell "lend me ten minutes" and "please set aside half an hour"."""
    words = clause.words
    if index > clause.begin and words[index - 1] not in _BEFORE_IMPERATIVE:
        return False
    if words[index + 1] != "me":
        return words[index] in _GIVING
    return not (words[index] in _NO_IMPERATIVE or is_past(words, index))


def _having(clause: Clause, index: int) -> Verdict | None:
    """Read "I have an hour" as the writer's own time, "do you have an hour" and "if you have" as an ask."""
    words = clause.words
    before = words[index - 1] if index > clause.begin else ""
    earlier = words[max(clause.begin, index - 4) : index]
    if before == "you":
        asks = not _ASKING_OF_YOU.isdisjoint(earlier) or "?" in words[index : index + _FAR]
        return Verdict.ASKED if asks else Verdict.TOLD
    if before in _SUBJECTS or words[index] == "has":
        asks = not _MODAL.isdisjoint(earlier[:-1]) or words[index + 1 : index + 3] == ["in", "mind"]
        return Verdict.ASKED if asks else Verdict.TOLD
    return Verdict.ASKED if not before and words[index + 1] == "you" else None


def _wanting(clause: Clause, index: int) -> Verdict | None:
    """Read wanting as an ask, except other people's: "you need 200 hours"."""
    words = clause.words
    before = words[index - 1] if index > clause.begin else ""
    if before in _OTHERS:
        asks = not _MODAL.isdisjoint(words[max(clause.begin, index - 3) : index])
        return None if asks or not {"do", "if"}.isdisjoint(clause.before()) else Verdict.TOLD
    if words[index] == "like" and before not in ("would", "i", "also", "really", "just"):
        return None
    return Verdict.ASKED


def is_past(words: list[str], index: int) -> bool:
    """Tell a finite past verb or a participle."""
    word, before = words[index], words[index - 1] if index else ""
    if word in _SAME_FORM:
        return before in _SUBJECTS and _MODAL.isdisjoint(words[max(0, index - 2) : index])
    if word in _PAST:
        return not (word == "kept" and words[index + 1 : index + 2] == ["to"])
    return len(word) > 4 and word.endswith("ed") and word not in _NOT_PAST and before not in _ARTICLES


def _past(clause: Clause, index: int) -> Verdict | None:
    """Read "if you had an hour", "got 15 min?" and "I was hoping" as asking, other pasts as telling."""
    words, earlier = clause.words, clause.words[max(clause.begin, index - 20) : index]
    if words[index] in ("had", "were", "got") and words[index + 1] == "you" and index == clause.begin:
        return Verdict.ASKED
    if words[index] == "got" and (not earlier or _READER.intersection(earlier[-3:])):
        return Verdict.ASKED
    if words[index + 1 : index + 3] == ["me", "to"] and "you" in words[index : clause.first]:
        return Verdict.ASKED  # "she told me to try you for 15 minutes"
    polite = words[index] in _POLITE_PAST and earlier[-1:] != ["had"]
    return Verdict.ASKED if polite or _IF.intersection(earlier) else Verdict.TOLD


def _being(clause: Clause, index: int) -> Verdict | None:
    """Read "is there", "are you free for" and "my request is" as asking, "the film is" and "I am" as telling."""
    words, subject = clause.words, clause.words[max(clause.begin, index - 20) : index]
    if words[index] in ("do", "does"):
        if words[index + 1] != "you" or not _WH.isdisjoint(subject):
            return None
        return Verdict.TOLD if _WILLING.isdisjoint(words[index + 2 : clause.first]) else Verdict.ASKED
    if not subject or subject[-1] in (",", "and", "or"):
        return Verdict.ASKED
    if subject[-1] == "there" and words[index] in ("is", "are"):
        return Verdict.ASKED if not _IF.isdisjoint(subject) or "hope" in subject or clause.asks() else None
    if subject[-1] == "you" and {"if", "whether", "when"}.intersection(subject):
        return Verdict.ASKED
    asks = not _NOUN.isdisjoint(subject) or (_WH.isdisjoint(subject) and not _MODAL.isdisjoint(subject))
    return Verdict.ASKED if asks else Verdict.TOLD


def from_right(clause: Clause) -> Verdict | None:
    """Return what the verb after a length says of it: "20 minutes would be enough", "the hour flew by"."""
    words, after = clause.words, clause.after(_FAR)
    subject = not _PERSONS.isdisjoint(clause.before())
    aside = nested = False
    if after[:1] == ["last"] or (clause.before(2) == ["for"] and _tells(clause)):
        return Verdict.TOLD
    for place, word in enumerate(after):
        if word not in _HEEDED:
            if not (aside or nested) and is_past(words, clause.last + place):
                return Verdict.TOLD
            continue
        following = after[place + 1 : place + 2]
        if subject and word in ("and", "or") and following and following[0] in _SUFFICING:
            return None  # "I hold my breath for two minutes and would love to know"
        if aside or (word in _WHENEVER and (place or word in _IF_EVER)):
            aside = word != ","  # "20 minutes, whenever the harvest allows, is all I ask"
        elif word in _SUFFICING or (word in ("all", "what") and following in (["i"], ["it"], ["we"], ["that"])):
            return Verdict.ASKED
        elif nested or (word in _TURNS and place and after[place - 1] not in ("with", "from", "for", "to", "of")):
            nested = True  # "half an hour with somebody who knew him"
        elif word in ("is", "are", "seems", "sounds", "feels"):
            return Verdict.ASKED if _NORM.isdisjoint(after[place + 1 : place + 4]) else Verdict.TOLD
        elif word in ("possible", "ok", "okay", "enough", "plenty", "do", "does") and place < 3:
            return Verdict.ASKED
        elif word in _HABITS or is_past(words, clause.last + place):
            return Verdict.TOLD
    return None


def _tells(clause: Clause) -> bool:
    """Tell "for half an hour you made it sound easy", where the sentence goes on in the past."""
    words = clause.words
    for index in range(clause.last, min(clause.end, clause.last + _FAR) - 1):
        if words[index] in _PERSONS:
            return is_past(words, index + 1)
    return False

"""Tell a length of time that is asked of the reader from one that is refused, spoken of again, or of something else."""

from enum import Enum

from app.checks.lengths.clauses import REACH, Clause, Line
from app.checks.lengths.exclusions import is_elsewhere, is_frequent, is_refused
from app.checks.lengths.nouns import Head, Reference, head_of, reference_of
from app.checks.lengths.quantities import Length
from app.checks.lengths.verbs import Verdict, from_left, from_right, governing, of_reader
from app.checks.lengths.words import time_words
from app.checks.wordlists import word_set

_TALK = time_words("nouns", "talk")
_OF_TIME = time_words("nouns", "of_time")
_PAST_TIME = time_words("places", "past_time")
_SUMMING = time_words("verbs", "enough") | time_words("verbs", "request_noun") | {"most"}
_SMALL = time_words("rows", "small") | time_words("refusals", "comparison") | time_words("refusals", "negation")
_ASKING = time_words("verbs", "giving") | time_words("verbs", "wanting")
_ABOUT = word_set("how what why about hear learn see during your")
_PREPOSITION = word_set("about of in at from on during")
_JOINING = frozenset(("and", "plus", "then", "or"))


class Role(Enum):
    """What a length is to the request; one spoken of again may be asked for in so many words, that is repeated."""

    ASKED = "asked"
    REFUSED = "refused"
    AGAIN = "again"
    REPEATED = "repeated"
    OTHER = "other"


def roles_of(line: Line, found: list[Length]) -> list[Role]:
    """Return what each length of a sentence is to the request, in their order."""
    roles: list[Role] = []
    for place, length in enumerate(found):
        before = found[place - 1] if place else None
        after_ask = before if roles and roles[-1] is Role.ASKED else None
        roles.append(_role_of(line, length, after_ask))
    return roles


def _role_of(line: Line, length: Length, ask: Length | None) -> Role:
    """Return the role of a length; `ask` is the length just before it in the sentence, if that is asked for."""
    clause, head = line.clause(length), head_of(line, length)
    in_row = ask is not None and ask.first >= clause.begin
    if head is Head.OTHER or is_elsewhere(clause, head, in_row=in_row):
        return Role.OTHER
    if is_refused(clause):
        return Role.REFUSED
    verdict = governing(clause, talk=head is Head.TALK)
    reference = reference_of(clause, head)
    if reference is not None:
        if Verdict.TOLD in (verdict, from_right(clause)) or reference is Reference.OTHER:
            return Role.OTHER
        if reference is Reference.REQUEST:
            return Role.ASKED
        return Role.REPEATED if from_left(clause) is Verdict.ASKED else Role.AGAIN
    if _is_asked(clause, head, verdict, in_row=in_row):
        return Role.ASKED
    joined = ask is not None and length.first > 0 and line.words[length.first - 1] in _JOINING
    joined = joined and head is not Head.UNKNOWN and from_right(clause) is not Verdict.TOLD
    return Role.ASKED if joined else Role.OTHER


def _is_asked(clause: Clause, head: Head, verdict: Verdict | None, *, in_row: bool) -> bool:
    if verdict is not Verdict.ASKED and _is_summed_up(clause, verdict):
        return head is not Head.UNKNOWN
    if verdict is None:
        return head is not Head.UNKNOWN and not is_frequent(clause) and _is_alone(clause, head, in_row=in_row)
    return verdict is Verdict.ASKED and (head is not Head.UNKNOWN or _is_given(clause))


def _is_alone(clause: Clause, head: Head, *, in_row: bool) -> bool:
    """Tell whether a length without a verb is asked for: "just 20 minutes", "a 20-minute call", "and 45 of talk"."""
    before, after = clause.before(), clause.after()
    asks_else = before[:1] in (["why"], ["how"], ["what"], ["where"]) and before[1:2] in (
        ["do"],
        ["does"],
        ["did"],
        ["is"],
    )
    if asks_else or _PAST_TIME.intersection(after) or _how_long(clause):
        return False
    if clause.following() == "of" and _OF_TIME.isdisjoint(after[1:6]):
        return in_row
    if before[-1:] in (["just"], ["only"], ["merely"]) and before[-2:-1] in ([], [","]):
        return True
    if in_row or head is Head.TALK or of_reader(clause) or _TALK.intersection(before[-3:]):
        return True
    return len(before) < 8 and all(word in _SMALL or not word[0].isalnum() for word in before)


def _how_long(clause: Clause) -> bool:
    near = clause.words[max(0, clause.first - REACH) : clause.first]
    return "how" in near and not {"long", "many", "much"}.isdisjoint(near)


def _is_summed_up(clause: Clause, verdict: Verdict | None) -> bool:
    """Tell what is followed by "that is all I ask", or by "that is what I am asking for" even where it was told."""
    words = clause.words
    for index in range(clause.end, min(len(words) - 2, clause.end + 4)):
        if words[index] in ("that", "this", "which", "it") and words[index + 1] in ("is", "would"):
            near = words[index + 2 : index + 8]
            if verdict is None:
                return not _SUMMING.isdisjoint(near)
            return "what" in near and not {"asking", "ask", "want"}.isdisjoint(near)
    return False


def _is_given(clause: Clause) -> bool:
    """Tell "could you spare a 20-minute ramble" from "I would love to hear how a 15-minute city is planned"."""
    before = clause.before(7)
    if before[-1:] and before[-1] in _PREPOSITION:
        return False
    for word in reversed(before):
        if word in _ABOUT or word in _ASKING:
            return word in _ASKING
    return clause.first - clause.begin < 3

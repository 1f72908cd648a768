"""Turn a question that a yes or no answers into an open one, where that can be done safely."""

from collections.abc import Iterator

from app.checks.document import Document, parse
from app.checks.question_forms import asks_whether, inverted, without_tag
from app.checks.questions import Question, questions_in
from app.checks.wordlists import word_set

_LIKING = word_set("enjoy like love dislike miss hate fear regret")
_EFFECTS = word_set(
    """
    change changed affect affected influence influenced shape shaped help helped prepare prepared support supported
    cope handle manage decide choose use treat teach taught train deal benefit benefited differ evolve evolved compare
    """
)
_GRADABLE = word_set(
    """
    hard difficult easy stressful lonely useful helpful important necessary long happy glad proud satisfied satisfying
    rewarding demanding competitive creative dangerous risky boring exciting interesting challenging nervous common rare
    realistic flexible formal strict friendly supportive open welcome different similar confident comfortable scary
    tiring exhausting physical technical valuable relevant essential secure stable independent predictable repetitive
    wise
    """
)
_DEGREES = word_set("very really too so quite pretty extremely terribly awfully that rather fairly particularly ever")
_AFTER_ADJECTIVE = word_set(
    """
    for in to at on when as if of with during from these after before about over there here now among between without
    up down the
    """
)
_OPINIONS = word_set(
    """
    think feel believe find recommend suggest need prefer want would should must ought worth value matter
    is are was were
    """
)
_VAGUE_ENDS = (["in", "any", "way"], ["at", "all"], ["in", "some", "way"])
_MOST_SUBJECT = 6
_WHY, _IF_SO = ", and why", ", and if so, how"
_CAME_ABOUT, _CAME_OF = ", and how did that come about", ", and what came of that"
_LIKE, _IN_PRACTICE = ", and what is that like", ", and what does that look like in practice"


def open_form(document: Document, first: int, question: Question) -> str | None:
    """Return an open question to put in place of tokens `first` to the question's last, or None."""
    tokens = document.tokens
    end = question.main
    while end < question.last and tokens.words[end] not in (".", "?", "!"):
        end += 1
    if end - question.main < 2:
        return None
    before = document.text[tokens.starts[first] : tokens.starts[question.main]]
    after = document.text[tokens.ends[end - 1] : tokens.ends[question.last - 1]]
    for lead in _leads(_Clause(document, question.main, end)):
        rewritten = before + (lead if before.strip() else lead[:1].upper() + lead[1:]) + (after or "?")
        if _reads_open(rewritten):
            return rewritten
    return None


def _reads_open(text: str) -> bool:
    return not any(each.closed for each in questions_in([parse("/questions/0", text, lines=True)], listed=True))


class _Clause:
    """The words of a clause and the text as sent behind them."""

    def __init__(self, document: Document, first: int, last: int) -> None:
        self.document, self.first = document, first
        self.words = document.tokens.words[first:last]

    def text(self, low: int, high: int | None = None) -> str:
        """Return the text as sent of words low to high."""
        high = len(self.words) if high is None else high
        if high <= low:
            return ""
        tokens = self.document.tokens
        return self.document.text[tokens.starts[self.first + low] : tokens.ends[self.first + high - 1]]


def _leads(clause: _Clause) -> Iterator[str]:
    """Yield ways to ask openly, the best first, without the mark at the end."""
    words = clause.words
    if inverted(words, 0):
        subject = 2 if words[1] == "not" else 1
        yield from _what_about(clause, subject)
        yield from _what_makes(clause, subject)
        yield from _how_much(clause, subject)
        yield from _how(clause, subject)
        yield clause.text(0) + _tail(words, subject)
    elif words[0] in ("ever", "still"):
        yield clause.text(0) + (_CAME_OF if words[0] == "ever" else _WHY)
    elif not asks_whether(words, 0):
        yield clause.text(0, without_tag(words)) + ": could you tell me more about that"
    yield clause.text(0) + _WHY


def _what_about(clause: _Clause, subject: int) -> Iterator[str]:
    """Make "what do you enjoy about your work" of "do you enjoy your work"."""
    words = clause.words
    if words[0] in ("do", "does", "did"):
        for verb in range(subject + 1, min(len(words) - 1, subject + _MOST_SUBJECT)):
            if words[verb] in _LIKING:
                yield f"what {words[0]} {clause.text(subject, verb + 1)} about {clause.text(verb + 1)}"
                return


def _what_makes(clause: _Clause, subject: int) -> Iterator[str]:
    """Make "what makes certification worth it, or not" of "is certification worth it"."""
    words = clause.words
    if words[0] in ("is", "are", "was", "were") and "worth" in words[subject + 1 :]:
        makes = "made" if words[0] in ("was", "were") else "makes"
        if words[subject] not in ("they", "he", "she", "we", "i", "there"):
            yield f"what {makes} {clause.text(subject)}, or not"


def _how_much(clause: _Clause, subject: int) -> Iterator[str]:
    """Make "how stressful is it" of "is it stressful", and "how satisfying do you find it" of "do you find it so"."""
    words = clause.words
    for place in range(subject + 1, min(len(words), subject + 2 * _MOST_SUBJECT)):
        following = words[place + 1 : place + 2]
        if words[place] in _GRADABLE and (not following or following[0] in _AFTER_ADJECTIVE):
            high = place - 1 if words[place - 1] in _DEGREES else place
            rest = clause.text(place + 1)
            if words[0] in ("is", "are", "was", "were") or words[subject + 1] == "find":
                yield f"how {clause.text(place, place + 1)} {words[0]} {clause.text(subject, high)} {rest}".rstrip()
            return


def _how(clause: _Clause, subject: int) -> Iterator[str]:
    """Make "how has remote work changed the job" of "has remote work changed the job"."""
    words = clause.words
    if words[0] in ("do", "does", "did", "has", "have", "will", "can", "could"):
        for verb in range(subject + 1, min(len(words), subject + _MOST_SUBJECT)):
            if words[verb] in _EFFECTS:
                vague = next((len(end) for end in _VAGUE_ENDS if words[-len(end) :] == end), 0)
                yield f"how {words[0]} {clause.text(subject, len(words) - vague)}"
                return


def _tail(words: list[str], subject: int) -> str:
    """Return what to ask on top: why for an opinion, how for what can be done, else how it came about or goes."""
    if words[subject] == "there":
        return _IN_PRACTICE
    if asks_whether(words, 0) or not _OPINIONS.isdisjoint([words[0], *words[subject : subject + 4]]):
        return _WHY
    if words[0] in ("can", "could", "may", "might"):
        return _IF_SO
    if words[0] in ("did", "have", "has", "had"):
        return _CAME_OF if "ever" in words[: subject + 4] else _CAME_ABOUT
    return _LIKE if words[0] in ("do", "does") else _WHY

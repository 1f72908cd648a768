"""Turn a question that a yes or no answers into an open one, where that can be done safely."""

from app.checks.document import Document
from app.checks.questions import Question, form
from app.checks.tokens import tokenize

_LIKING = {
    "enjoy": "enjoy about",
    "like": "like about",
    "love": "love about",
    "dislike": "dislike about",
    "miss": "miss about",
}
_SUBJECTS = frozenset(("you", "they", "people"))


def open_form(sent: str, document: Document, question: Question) -> str | None:
    """Return an open question to put in place of a closed one, or None when no safe rewrite is known."""
    words = document.tokens.words[question.main : question.last]
    tokens = document.tokens
    if words[-1:] != ["?"] or question.last - question.main < 3:
        return None
    head = document.text[tokens.starts[question.main] : tokens.ends[question.last - 2]]
    before = sent[: len(sent) - (tokens.ends[question.last - 1] - tokens.starts[question.main])]
    if len(words) > 4 and words[0] in ("do", "did") and words[1] in _SUBJECTS and words[2] in _LIKING:
        rest = document.text[tokens.starts[question.main + 3] : tokens.ends[question.last - 2]]
        lead = f"what {words[0]} {words[1]} {_LIKING[words[2]]} {rest}?"
    else:
        lead = f"{head}, and why?"
    rewritten = before + (lead[:1].upper() + lead[1:] if not before.strip() else lead)
    return rewritten if not form_of(rewritten) else None


def form_of(text: str) -> bool:
    """Tell whether a text still reads as a closed question."""
    return form(tokenize(text).words)[0]

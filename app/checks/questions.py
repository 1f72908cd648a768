"""Cut a text into questions, each open or one that a yes or no answers."""

from dataclasses import dataclass

from app.checks.document import Document
from app.checks.question_forms import form, inverted, start_of
from app.checks.question_openers import WH
from app.checks.zones import Sentence, Zone


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its document, tokens first (inclusive) to last (exclusive), and whether a yes or no answers it."""

    document: Document
    first: int
    last: int
    closed: bool
    main: int
    reserve: bool = False


def questions_in(documents: list[Document], *, listed: bool, reserve: frozenset[int] = frozenset()) -> list[Question]:
    """Return the questions of a set: one a field, or one a sentence of a pasted list."""
    found: list[Question] = []
    for document in documents:
        sentences = [s for s in document.sentences if s.zone is not Zone.QUOTED and s.last > s.first]
        asking = [s for s in sentences if _asks(document, s)]
        if listed and sentences:
            number = _index(document.pointer)
            chosen = asking or sentences[-1:]
            closed, main = _form_of_many(document, chosen)
            found.append(Question(document, chosen[0].first, chosen[-1].last, closed, main, number in reserve))
        else:
            for group in _grouped(document, asking):
                closed, main = _form_of_many(document, group)
                found.append(Question(document, group[0].first, group[-1].last, closed, main))
    return found


def _grouped(document: Document, asking: list[Sentence]) -> list[list[Sentence]]:
    """Take two questions that share a line as one with its follow-up: "What is it like? Is it formal?"."""
    lines: list[list[Sentence]] = []
    end = 0
    for sentence in asking:
        if lines and "\n" not in document.text[end : document.tokens.starts[sentence.first]]:
            lines[-1].append(sentence)
        else:
            lines.append([sentence])
        end = document.tokens.ends[sentence.last - 1]
    return [group for line in lines for group in ([line] if len(line) == 2 else [[one] for one in line])]


def _index(pointer: str) -> int:
    parts = [part for part in pointer.split("/") if part.isdigit()]
    return int(parts[0]) if parts else -1


def _asks(document: Document, sentence: Sentence) -> bool:
    words = document.words(sentence)
    if words[-1] == "?" or "?" in words[-3:]:
        return True
    start = start_of(words)
    if start >= len(words) or sentence.zone is not Zone.BODY:
        return False
    return words[start] in WH or words[start] in ("tell", "describe", "explain") or inverted(words, start)


def _form_of_many(document: Document, sentences: list[Sentence]) -> tuple[bool, int]:
    """One field with several sentences is closed when none of its questions is open."""
    closed_at = -1
    for sentence in sentences:
        closed, main = form(document.words(sentence))
        if not closed:
            return False, sentence.first + main
        if closed_at < 0:
            closed_at = sentence.first + main
    return True, closed_at

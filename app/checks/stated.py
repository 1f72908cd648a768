"""Read the number of questions that a letter announces."""

from bisect import bisect_left

from app.checks.document import Document
from app.checks.numerals import number_at
from app.checks.zones import BODY

_QUESTIONS = frozenset(("question", "questions"))
_COUNTED_ELSE = frozenset(("minute", "minutes", "min", "mins", "hour", "hours", "years", "year", "of"))


def stated_question_count(documents: list[Document]) -> int | None:
    """Return the (largest) number of questions announced, as in "five or six quick questions"."""
    for document in documents:
        at = [index for index, word in enumerate(document.tokens.words) if word in _QUESTIONS]
        for sentence in document.sentences if at else ():
            if sentence.zone is BODY and bisect_left(at, sentence.first) < bisect_left(at, sentence.last):
                count = _count_in(document.words(sentence))
                if count is not None:
                    return count
    return None


def _count_in(words: list[str]) -> int | None:
    for index, word in enumerate(words):
        if word in _QUESTIONS:
            for back in range(max(0, index - 6), index):
                number = number_at(words, back)
                if number is not None and number[1] > back and not _own_noun(words, number[1], index):
                    return _upper(words, back, number)
    return None


def _upper(words: list[str], index: int, number: tuple[float, int]) -> int:
    value, end = number
    if words[end : end + 1] and words[end] in ("to", "or"):
        end += 1
    second = number_at(words, end)
    return round(second[0] if second is not None and second[0] > value else value)


def _own_noun(words: list[str], start: int, stop: int) -> bool:
    """Tell "15 minutes and a few questions", where the number counts something else."""
    return not _COUNTED_ELSE.isdisjoint(words[start:stop])

"""Tell whether a text is English, since most rules read no other language."""

from app.checks.document import Document
from app.checks.wordlists import word_set

LANGUAGE_FREE = frozenset(
    ("custom.placeholder", "custom.wrong-name", "custom.no-name", "length.too-long", "overview.too-long")
)
_FEWEST_WORDS = 10
_SMALLEST_SHARE = 0.12
_COMMON = word_set(
    """
    i you your my me a an the to of in at on for with from by about is are am be was were do does did have has had can
    could would
    would will may might should if it this that there they we any some and or so as what how who when where which not
    like know thank thanks please hi dear hello
    """
)


def reads_english(documents: list[Document]) -> bool:
    """Return whether the common English words are there; a text of a few words gets the benefit of the doubt."""
    words = [word for document in documents for word in document.tokens.words]
    common = len([word for word in words if word in _COMMON])
    if len(words) < _FEWEST_WORDS or common / len(words) >= _SMALLEST_SHARE:
        return True  # as nearly always: numbers and punctuation, counted here as words, only make the share smaller
    total = len([word for word in words if word[0].isalpha()])
    return total < _FEWEST_WORDS or common / total >= _SMALLEST_SHARE

"""Tell whether a text is English, since most rules read no other language."""

from app.checks.document import Document
from app.checks.wordlists import word_set
from app.checks.zones import QUOTED

LANGUAGE_FREE = frozenset(
    ("custom.placeholder", "custom.wrong-name", "custom.no-name", "length.too-long", "overview.too-long")
)
_FEWEST_WORDS = 10
_SMALLEST_SHARE = 0.12
_COMMON = word_set(
    """
    i you your my me a an the to of in at on for with from by about is are am be was were do does did have has had can
    could would will may might should if it this that there they we any some and or so as what how who when where which
    not like know thank thanks please hi dear hello
    """
)
# Small words of the languages that are most likely to be sent by mistake, which English texts hardly have.
_FOREIGN = word_set(
    """
    bonjour vous votre je suis une pour avec est merci hallo ich sie ihre ihr du hast haben und der das nicht wie hola
    usted su para por que una gracias ciao lei vorrei per grazie ola voce obrigado hej jag och ik een het uw
    """
)


def reads_english(documents: list[Document]) -> bool:
    """Return whether the common English words are there; a text of a few words gets the benefit of the doubt.

    It loses it when most of its words are in another script, or when it has more small words of other languages.
    """
    words = [word for document in documents for word in _own_words(document)]
    common = len([word for word in words if word in _COMMON])
    if len(words) >= _FEWEST_WORDS and common / len(words) >= _SMALLEST_SHARE:
        return True  # as nearly always: numbers and punctuation, counted here as words, only make the share smaller
    letters = [word for word in words if word[0].isalpha()]
    if 2 * len([word for word in letters if not word.isascii()]) > len(letters):
        return False
    if len(letters) < _FEWEST_WORDS:
        return len([word for word in letters if word in _FOREIGN]) <= common
    return common / len(letters) >= _SMALLEST_SHARE


def _own_words(document: Document) -> list[str]:
    """Return the words outside a mail that is quoted, whatever its language."""
    words = document.tokens.words
    if not any(sentence.zone is QUOTED for sentence in document.sentences):
        return words
    own = [sentence for sentence in document.sentences if sentence.zone is not QUOTED]
    return [word for sentence in own for word in words[sentence.first : sentence.last]]

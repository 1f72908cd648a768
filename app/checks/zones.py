"""Tell the zones of a letter: greeting, body, quoted reply, signature."""

from enum import StrEnum
from typing import NamedTuple

from app.checks.threads import quoted_stretch
from app.checks.tokens import Tokens
from app.checks.wordlists import word_set


class Zone(StrEnum):
    """The part of a letter a sentence stands in."""

    GREETING = "greeting"
    BODY = "body"
    QUOTED = "quoted"
    SIGNATURE = "signature"


# Asked of every sentence, and a member of an enum is slow to look up.
GREETING, BODY, QUOTED, SIGNATURE = Zone.GREETING, Zone.BODY, Zone.QUOTED, Zone.SIGNATURE


class Sentence(NamedTuple):
    """A run of tokens, first inclusive, last exclusive."""

    first: int
    last: int
    zone: Zone
    list_item: bool = False


_BULLETS = frozenset("-*•–—·‣▪◦●○➢✓>")
_ITEMS = _BULLETS | frozenset("0123456789")
_GREETINGS = word_set("hi hello hey dear greetings good hiya morning afternoon evening to attn attention yo")
_CLOSINGS = word_set(
    """
    best regards sincerely yours cheers cordially respectfully warmly thanks thank many kind warm with
    gratefully faithfully all take talk looking br kindest warmest bests love very
    """
)
_CLOSING_WORDS = _CLOSINGS | word_set(
    """
    you again so much in advance wishes truly and for your time consideration my the to forward care soon
    gratitude appreciation of a lot from thanks regards best help kind
    """
)
FORMULAE = _GREETINGS | _CLOSINGS


def starts_item(text: str, start: int) -> bool:
    """Tell whether a line begins with a bullet or a number of a list."""
    if text[start] in _BULLETS:
        return True
    head = text[start : start + 4]
    digits = len(head) - len(head.lstrip("0123456789"))
    return 0 < digits < 3 and head[digits : digits + 1] in (".", ")")


def in_zones(text: str, tokens: Tokens, spans: list[tuple[int, int]]) -> list[Sentence]:
    """Return the sentences with the zone of the letter that each stands in."""
    spans = _split_greeting(tokens, spans)
    (quoted_from, quoted_to), marked = quoted_stretch(text, tokens, spans), ">" in text
    sentences: list[Sentence] = []
    for number, (first, last) in enumerate(spans):
        start = tokens.starts[first]
        zone = BODY
        if quoted_from <= start < quoted_to or (marked and _line_is_quoted(text, start)):
            zone = QUOTED
        elif number < 2 and _is_greeting(tokens, first, last):
            zone = GREETING
        item = text[start] in _ITEMS and _begins_line(text, start) and starts_item(text, start)
        sentences.append(Sentence(first, last, zone, item))
    return _mark_signature(text, tokens, sentences)


def _begins_line(text: str, start: int) -> bool:
    return start == 0 or text[start - 1] == "\n" or not text[max(0, start - 3) : start].strip(" \t")


def _split_greeting(tokens: Tokens, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Cut "Hi Ana, I am…" after the comma."""
    if not spans or tokens.words[spans[0][0]] not in _GREETINGS:
        return spans
    first, last = spans[0]
    for index in range(first + 1, min(last, first + 9)):
        if tokens.words[index] in (",", ":", "-", "–", "—") and index + 1 < last:
            head = tokens.words[first : index + 1]
            if tokens.words[first] == "good" and head[1:2] not in (["morning"], ["afternoon"], ["evening"], ["day"]):
                return spans
            return [(first, index + 1), (index + 1, last), *spans[1:]]
    return spans


def _is_greeting(tokens: Tokens, first: int, last: int) -> bool:
    if tokens.words[first] not in _GREETINGS or last - first > 9:
        return False
    words = tokens.words[first:last]
    if words[0] == "good":
        return words[1:2] in (["morning"], ["afternoon"], ["evening"], ["day"])
    if words[0] == "to":
        return words[1:4] == ["whom", "it", "may"] or words[-1] in (",", ":")
    return words[-1] not in ("?",) and ("you" not in words or words[-1] == ",")


def _line_is_quoted(text: str, start: int) -> bool:
    return text.startswith(">", text.rfind("\n", 0, start) + 1)


def _mark_signature(text: str, tokens: Tokens, sentences: list[Sentence]) -> list[Sentence]:
    """Mark a closing formula on a line of its own as signature, and what follows it unless it says something."""
    live = [i for i, s in enumerate(sentences) if s.zone is BODY]
    for number in live[-8:]:
        sentence = sentences[number]
        if tokens.words[sentence.first] not in _CLOSINGS:
            continue
        start = tokens.starts[sentence.first]
        own_line = (
            start > 0 and text[:start].rstrip(" \t")[-1:] == "\n" if start < 400 else "\n" in text[start - 3 : start]
        )
        if own_line and number > 0 and _is_closing(tokens, sentence):
            return [*sentences[:number], *_signed(text, tokens, sentences[number:])]
    return sentences


def _is_closing(tokens: Tokens, sentence: Sentence) -> bool:
    words = tokens.words[sentence.first : sentence.last]
    rest = words[_formula(words) :]
    if not rest:
        return True
    return rest[0] in (",", "!", ".", "\n", "-", "–", "—") and len(rest) < 12


def _formula(words: list[str]) -> int:
    """Return how many words of a closing formula a row of words begins with."""
    return next((index for index, word in enumerate(words) if word not in _CLOSING_WORDS), len(words))


def _signed(text: str, tokens: Tokens, sentences: list[Sentence]) -> list[Sentence]:
    """Zone a closing formula and what stands below it: a sentence there, or a postscript, is still the letter."""
    zoned: list[Sentence] = []
    postscript = False
    for number, sentence in enumerate(sentences):
        words = tokens.words[sentence.first : sentence.last]
        head = _formula(words) if number == 0 else 0
        postscript = postscript or words[0] in _POSTSCRIPTS or words[:3] == ["p", ".", "s"]
        if sentence.zone is BODY and not (postscript or _says(text, tokens, sentence, head)):
            sentence = sentence._replace(zone=SIGNATURE)
        zoned.append(sentence)
    return zoned


def _says(text: str, tokens: Tokens, sentence: Sentence, skipped: int) -> bool:
    """Tell a sentence from a name, a title, an address or a number."""
    words, first = tokens.words[sentence.first : sentence.last], sentence.first
    indices = [index for index in range(skipped, len(words)) if words[index][0].isalpha()]
    if words[-1] == "?" and indices:
        return True
    if len(indices) < _FEWEST_WORDS:
        return False
    lower = sum(text[tokens.starts[first + index]].islower() for index in indices)
    return lower * 5 >= len(indices) * 3 or not _SPEAKING.isdisjoint(words[indices[0] :])


_FEWEST_WORDS = 3
_POSTSCRIPTS = frozenset(("ps", "p.s", "pps", "p.p.s", "nb", "n.b"))
_SPEAKING = word_set("i you your me my please would could should do are have if let")

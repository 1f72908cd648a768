"""Cut a text into questions and tell an open form from one that a yes or no answers."""

from dataclasses import dataclass

from app.checks.document import Document
from app.checks.wordlists import word_set
from app.checks.zones import Sentence, Zone

_AUXILIARIES = word_set(
    "do does did is are was were am can could would will should shall might may must have has had ought"
)
_WH = word_set("what how why which who whom whose where when whats hows")
_SUBJECTS = word_set(
    """
    you your i we it they he she there this that these those people someone somebody anyone anybody everyone
    most many the a an my our their his her its any some all each every one
    """
)
_DISCOURSE = word_set(
    """
    so and but also or well then now finally lastly first second third next ok okay oh alternatively moreover
    plus generally overall personally honestly basically additionally furthermore further besides again
    """
)
_TELLING = word_set(
    """
    tell describe explain share walk talk elaborate expand give outline discuss say speak name recommend
    suggest summarize summarise list take shed show point help compare identify paint define offer comment
    reflect provide highlight run break introduce think remember recall unpack clarify characterize
    characterise
    """
)
_INVITED = word_set(
    """
    advice word warning
    encouragement tip tips suggestion suggestions recommendation recommendations thoughts thought insight insights
    ideas idea opinion opinions example examples wisdom words guidance pointers favorite favourite anything
    anyone anybody something someone other others else resources books book podcasts podcast people person
    colleagues contacts ways things skills skill steps mistakes challenges views view perspective
    organizations associations publications questions concerns regrets lessons certifications courses blogs
    websites newsletters groups communities events
    """
)
_LEADING = word_set(
    """
    if when while since as given considering looking in for with from before after during having based on at
    thinking because although though once until to over outside aside apart beyond knowing of by
    """
)
_TAGS = word_set("right correct yes no eh true")
_PERMISSION = word_set(
    "contact reach stay keep follow connect email write call send ask get come meet talk touch check"
)


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
    start = _start(words)
    if start >= len(words) or sentence.zone is not Zone.BODY:
        return False
    return words[start] in _WH or words[start] in ("tell", "describe", "explain") or _inverted(words, start)


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


def _start(words: list[str]) -> int:
    """Skip list numbers, bullets, "So," and "And"."""
    index = 0
    while index < len(words) and (
        (not words[index][0].isalpha() and not words[index][0].isdigit())
        or words[index] in _DISCOURSE
        or words[index][0].isdigit()
    ):
        index += 1
    return index if index < len(words) else 0


def _inverted(words: list[str], index: int) -> bool:
    """Tell whether a clause begins with an auxiliary and its subject: do you, is the work, has remote work."""
    if index + 1 >= len(words) or words[index] not in _AUXILIARIES:
        return False
    following = words[index + 1]
    if following == "not":
        following = words[index + 2] if index + 2 < len(words) else "."
    return following[0].isalnum()


def form(words: list[str]) -> tuple[bool, int]:
    """Return whether a yes or no answers the question, and the word its main clause begins with."""
    start = _start(words)
    heads = [start] + [
        i + 1 for i in range(start, len(words) - 1) if words[i] in (",", ";", ":", "-", "–", "—", ".", "?")
    ]
    heads += [i + 1 for i in range(start, len(words) - 1) if words[i] in ("and", "or", "but") and i + 1 not in heads]
    heads.sort()
    closed_at = -1
    for head in heads:
        head = _skip_discourse(words, head)
        if head >= len(words):
            continue
        if _opens(words, head, start):
            return False, head
        if closed_at < 0 and _inverted(words, head) and (head == start or _after_preamble(words, start, head)):
            closed_at = head
    if closed_at < 0 and _has_tag(words):
        return True, start
    return closed_at >= 0, max(closed_at, start)


def _skip_discourse(words: list[str], index: int) -> int:
    while index < len(words) and words[index] in _DISCOURSE:
        index += 1
    return index


def _opens(words: list[str], head: int, start: int) -> bool:
    """Tell whether a clause asks openly: a wh-word that asks, "tell me", an indirect or inviting opener."""
    word = words[head]
    if word in _WH:
        return head == start or _asks_wh(words, head)
    if word in ("in", "to", "for", "at", "from", "with", "on", "by", "of") and words[head + 1 : head + 2]:
        return words[head + 1] in _WH
    if word in ("tell", "describe", "explain", "share", "walk", "talk"):
        return head == start
    if word in ("i", "please"):
        rest = words[head : head + 8]
        return word == "please" or bool(
            {"wonder", "curious", "wondering", "love", "like", "interested"}.intersection(rest)
        )
    if word in ("any", "anything", "anyone") and head == start:
        return True
    return word in _AUXILIARIES and _invites(words, head)


def _asks_wh(words: list[str], head: int) -> bool:
    """Tell ", and why?" and "if so, how" from a relative clause such as ", which you lead,"."""
    word = words[head]
    if word in ("who", "which", "when", "where", "whose", "whom"):
        following = words[head + 1 : head + 2]
        return bool(following) and (following[0] in _AUXILIARIES or following[0] == "?")
    return True


def _invites(words: list[str], head: int) -> bool:
    """Tell "Could you tell me…" and "Do you have any advice…" from a question that a yes answers."""
    rest = words[head + 1 : head + 16]
    if rest[:1] == ["not"]:
        rest = rest[1:]
    if not rest:
        return False
    first = words[head]
    if first in ("could", "can", "would", "will", "may", "might") and rest[0] in ("you", "i", "we"):
        if rest[0] == "you" and _tells(rest[1:]):
            return True
        if rest[0] != "you":
            return bool(_PERMISSION.intersection(rest[1:4]) or {"ask", "hear"}.intersection(rest[1:4]))
    if first in ("do", "does", "have", "are", "is", "were", "was") and _INVITED.intersection(rest[:9]):
        return _invites_content(first, rest)
    if (
        first in ("do", "would", "can", "could")
        and rest[0] == "you"
        and {"know", "mind", "remember"}.intersection(rest[1:3])
    ):
        return bool(_WH.intersection(rest[2:5])) or _tells(rest[1:])
    return False


def _tells(rest: list[str]) -> bool:
    near = rest[:7]
    for index, word in enumerate(near):
        if word in _TELLING or (word.endswith("ing") and _stem(word) in _TELLING):
            return not (
                word in ("recommend", "suggest", "say", "recommending") and _is_closed_recommend(rest[index + 1 :])
            )
    return False


def _is_closed_recommend(rest: list[str]) -> bool:
    """Tell "Would you recommend that I take…" and "Would you say it is…" from "recommend a book"."""
    if not rest:
        return True
    if _WH.intersection(rest[:6]):
        return False
    return not _INVITED.intersection(rest[:6])


def _stem(word: str) -> str:
    bare = word[:-3]
    return bare if bare in _TELLING else bare + "e"


def _invites_content(first: str, rest: list[str]) -> bool:
    if rest[0] == "there":
        return bool(
            {
                "any",
                "anything",
                "anyone",
                "anybody",
                "something",
                "someone",
                "other",
                "a",
                "specific",
                "certain",
                "particular",
                "things",
                "skills",
                "resources",
                "one",
                "some",
                "people",
                "ways",
            }.intersection(rest[1:4])
        )
    if (
        first == "do"
        and rest[0] == "you"
        and {"have", "see", "know", "recommend", "offer", "suggest"}.intersection(rest[1:3])
    ):
        return True
    return first == "have" and rest[0] == "you" and "any" in rest


def _after_preamble(words: list[str], start: int, head: int) -> bool:
    """Tell a main clause after "In your view," or "If you could start over," from one inside the sentence."""
    before = words[start:head]
    return bool(before) and (before[-1] in (",", ":", "-", "–", "—", ".", ";"))


def _has_tag(words: list[str]) -> bool:
    """Tell ", right?" and ", isn't it?"."""
    tail = [word for word in words[-6:] if word != "?"]
    if "?" not in words[-2:] or "," not in words:
        return False
    after = words[len(words) - 1 - words[::-1].index(",") + 1 : -1]
    return bool(after) and len(after) < 4 and (after[0] in _TAGS or after[0] in _AUXILIARIES) and bool(tail)

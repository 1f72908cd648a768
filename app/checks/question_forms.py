"""Tell an open question from one that a yes or no answers."""

from app.checks.question_openers import CONTENT, WH, invites
from app.checks.wordlists import word_set

AUXILIARIES = word_set(
    "do does did is are was were am can could would will should shall might may must have has had ought"
)
DISCOURSE = word_set(
    """
    so and but also or well then now finally lastly first second third next ok okay oh alternatively moreover
    plus generally overall personally honestly basically additionally furthermore further besides again
    """
)
_MOST_DISCOURSE = 4
_BREAKS = frozenset((",", ";", ":", "-", "–", "—", ".", "?", "!", "…"))
_PRONOUNS = word_set("you i we they he she it one there this that")
_DETERMINERS = word_set("the a an your my our their his her its this that these those")
_PREPOSITIONS = word_set("in to for at from with on by of under about between through")
_IMPERATIVES = word_set("tell describe explain share walk talk give show name list outline compare sketch please let")
_KNOWING = word_set(
    """
    know tell telling say saying ask asking asked inquire wonder wondering wondered curious see seeing remember sure
    learn hear understand confirm
    """
)
_OPENERS = word_set("any anything anyone thoughts advice tips suggestions favorite favourite")
_FRAGMENTS = word_set(
    """
    ever still worth happy glad satisfied pleased content proud tired bored enjoying enjoyed tempted hard difficult
    stressful lonely easy scared certain sure
    """
)
_TAGS = word_set("right correct yes no eh true then huh surely though innit")
_WISHES = word_set("like love want wanted hope happy glad grateful keen eager interested curious intrigued fascinated")
_PREFACES = (
    *(("what", "about"), ("how", "about"), ("what", "with"), ("what", "do", "you", "think", ","), ("guess", "what")),
    *(("how", "shall", "i"), ("how", "can", "i", "put"), ("how", "do", "i", "put"), ("how", "should", "i", "put")),
    *(("who", "knows"), ("what", "would", "you", "say", ",")),
)


def start_of(words: list[str]) -> int:
    """Skip list numbers, bullets, "So," and "And"."""
    index = 0
    while index < len(words) and (
        not words[index][0].isalnum() or words[index] in DISCOURSE or words[index][0].isdigit()
    ):
        index += 1
    return index if index < len(words) else 0


def inverted(words: list[str], index: int) -> bool:
    """Tell whether a clause begins with an auxiliary and its subject: do you, is the work, has remote work."""
    if index + 1 >= len(words) or words[index] not in AUXILIARIES:
        return False
    following = words[index + 1]
    if following == "not":
        following = words[index + 2] if index + 2 < len(words) else "."
    return following[0].isalnum()


def form(words: list[str]) -> tuple[bool, int]:
    """Return whether a yes or no answers the question, and the word its main clause begins with."""
    start = _past_announcement(words, start_of(words))
    closed_at = doubtful_at = -1
    for boundary in _boundaries(words, start):
        head = _skip_discourse(words, boundary)
        if head >= len(words):
            continue
        if _prefaces(words, head, start):
            doubtful_at = head
        elif _opens(words, head, start):
            return False, head
        elif closed_at < 0 and (boundary == start or words[boundary - 1] in _BREAKS) and _closes(words, head):
            closed_at = head
    if closed_at < 0 and doubtful_at < 0:
        return _is_closed_fragment(words, start), start
    if closed_at >= 0:
        return True, start if _is_tag(words, closed_at) else closed_at
    return False, doubtful_at


def _is_tag(words: list[str], head: int) -> bool:
    """Tell ", isn't it?" from a clause of its own."""
    return len(words) - head <= 4 and words[-1] == "?" and words[-2] in _PRONOUNS


def _past_announcement(words: list[str], start: int) -> int:
    """Return where the question begins after "One last thing:" or "How you got in:"."""
    for index in range(len(words) - 2, start, -1):
        if words[index] == ":":
            head = _skip_discourse(words, index + 1)
            if head < len(words) and (words[head] in WH or inverted(words, head)):
                return head
    return start


def _boundaries(words: list[str], start: int) -> list[int]:
    """Return where clauses begin: at the start, after a break, after "and", "or" and "but"."""
    found = [start]
    for index in range(start, len(words) - 1):
        if words[index] in _BREAKS or (words[index] in ("and", "or", "but") and words[index - 1] not in _BREAKS):
            found.append(index + 1)
    return found


def _skip_discourse(words: list[str], index: int) -> int:
    for word in words[index : index + _MOST_DISCOURSE]:
        if word not in DISCOURSE:
            break
        index += 1
    if words[index : index + 2] in (["if", "so"], ["if", "not"], ["if", "yes"]):
        index += 3 if words[index + 2 : index + 3] == [","] else 2
    return index


def _prefaces(words: list[str], head: int, start: int) -> bool:
    """Tell a clause that asks nothing yet: "What about weekends,", "Where you live now,", "Tell me,"."""
    if head != start:
        return False
    if any(tuple(words[head : head + len(preface)]) == preface for preface in _PREFACES):
        return True
    word, following = words[head], words[head + 1 : head + 2]
    if word in ("when", "where") and following:
        return following[0] not in AUXILIARIES
    if word in ("what", "how", "why") and following:
        return following[0] in _PRONOUNS or following[0] in _DETERMINERS
    return word in _IMPERATIVES and "," in words[head + 1 : head + 4]


def _closes(words: list[str], head: int) -> bool:
    return inverted(words, head) or asks_whether(words, head)


def _opens(words: list[str], head: int, start: int) -> bool:
    """Tell whether a clause asks openly: a wh-word that asks, "tell me", an indirect or inviting opener."""
    word, following = words[head], words[head + 1 : head + 2]
    if word in WH:
        return head == start or _asks_wh(words, head)
    if word in _PREPOSITIONS and following:
        return following[0] in WH
    if asks_whether(words, head):
        return False
    if word in _IMPERATIVES or (word == "do" and following and following[0] in _IMPERATIVES):
        return head == start or word == "please"
    if word in ("i", "we"):
        return _wishes_to_know(words[head : head + 10])
    if word in _OPENERS and head == start:
        return True
    return word in AUXILIARIES and invites(word, words[head + 1 : head + 17])


def _asks_wh(words: list[str], head: int) -> bool:
    """Tell ", and why?" and "if so, how" from a relative clause such as ", which you lead,"."""
    if words[head] in ("who", "which", "when", "where", "whose", "whom"):
        following = words[head + 1 : head + 2]
        return bool(following) and (following[0] in AUXILIARIES or following[0] == "?")
    return True


def _wishes_to_know(rest: list[str]) -> bool:
    """Tell "I wonder what…" and "I'd love to know how…" from "I like the sea"."""
    asking = not {"wonder", "wondering", "wondered", "curious", "interested", "intrigued"}.isdisjoint(rest)
    return asking or not (_WISHES.isdisjoint(rest) or _KNOWING.isdisjoint(rest))


def asks_whether(words: list[str], head: int) -> bool:
    """Tell "Can you tell me if…" and "I wonder whether…", which ask for a yes, from "…if you could tell me how…"."""
    near = words[head : head + 16]
    for index, word in enumerate(near):
        if word in ("whether", "if") and (
            word == "whether" or not _KNOWING.isdisjoint(near[max(0, index - 4) : index])
        ):
            rest = words[head + index + 1 : head + index + 14]
            asks = "ask" in near[:index] and not CONTENT.isdisjoint(rest[:4])
            return not (asks or _asks_in_turn(rest))
        if word in CONTENT and index:
            return False
    return False


def _asks_in_turn(rest: list[str]) -> bool:
    """Tell "(if) you could tell me how…", "(if) I may ask why…" and "(if) you have any advice" from a plain clause."""
    if len(rest) < 3:
        return False
    if rest[1] in AUXILIARIES and rest[0] in ("you", "i"):
        return invites(rest[1], [rest[0], *rest[2:]])
    if rest[0] == "there":
        return invites("is", ["there", *rest[2:]])
    return rest[0] == "you" and invites("do", rest)


def _is_closed_fragment(words: list[str], start: int) -> bool:
    """Tell ", right?", "Ever tempted to quit?" and "You like it there?" from "And the hardest part?"."""
    if "?" not in words[-2:] or not WH.isdisjoint(words[-3:]):
        return False
    if without_tag(words[:-1]) < len(words) - 1 or words[start] in _FRAGMENTS:
        return True
    return words[start] in _PRONOUNS and len(words) - start > 3 and WH.isdisjoint(words[start:])


def without_tag(words: list[str]) -> int:
    """Return how many words stand before ", right" or ", isn't it", all of them when there is no tag."""
    for index in range(len(words) - 2, max(0, len(words) - 5), -1):
        if words[index] == ",":
            return index if words[index + 1] in _TAGS or words[index + 1] in AUXILIARIES else len(words)
    return len(words)

"""Tell what an auxiliary opens: "Could you tell me…" and "Do you have any advice…" from what a yes answers."""

from app.checks.wordlists import word_set

WH = word_set("what how why which who whom whose where when whats hows wat")
CONTENT = word_set("what how why which who whom whose where when")
_TELLING = word_set(
    """
    tell describe explain share talk elaborate expand outline discuss speak name recommend suggest summarize
    summarise list compare identify define comment reflect highlight remember recall unpack clarify characterize
    characterise sketch illustrate say paint trace recount narrate think
    """
)
_TELLING_ME = word_set("give offer take walk show help point run break introduce provide guide lead shed")
_RECEIVERS = word_set("me us a an any some your through down light one two three")
_CONTENT_NOUNS = word_set(
    """
    advice word words warning encouragement tip tips suggestion suggestions recommendation recommendations thought
    thoughts insight insights idea ideas opinion opinions example examples wisdom guidance pointers favorite favourite
    view views perspective regrets story stories anecdote anecdotes memory anything something lessons concerns
    reservations preference
    """
)
_OTHERS = word_set(
    """
    anyone anybody someone somebody others other else resources resource books book podcasts podcast people person
    colleagues contacts organizations associations publications questions courses certifications blogs websites
    newsletters groups group communities events ways things skills skill steps mistakes challenges article articles
    """
)
_INDEFINITES = word_set(
    """
    any anything anyone anybody something someone other a specific certain particular things skills resources one
    some people ways
    """
)
_SPEAKERS = word_set("you i else me")
_EVENTS = word_set("first last time moment day best worst night year hardest story")
_PERMISSION = word_set(
    "contact reach stay keep follow connect email write call send get come meet talk touch check hear"
)
_LIBERTIES = word_set("do change repeat live choose work like eat wear pick select control influence predict")


def invites(first: str, rest: list[str]) -> bool:
    """Tell "Could you tell me…" and "Do you have any advice…" from a question that a yes answers."""
    if rest[:1] == ["not"]:
        rest = rest[1:]
    if not rest:
        return False
    if _asks_leave(rest):
        return True
    if first in ("could", "can", "would", "will", "may", "might"):
        if rest[0] == "you" and (_tells(rest[1:]) or _asks_content(rest[1:9])):
            return True
        if rest[0] in ("i", "we"):
            return not _PERMISSION.isdisjoint(rest[1:4]) or rest[1:4] == ["trouble", "you", "for"]
    if rest[0] == "you" and not {"know", "mind", "remember"}.isdisjoint(rest[1:3]):
        return not WH.isdisjoint(rest[2:5]) or _tells(rest[1:])
    return _invites_content(first, rest)


def _asks_leave(rest: list[str]) -> bool:
    """Tell "Is it fair to ask why…" and "May I ask how…": leave to ask is asked, and the question follows."""
    for index, word in enumerate(rest[:10]):
        if word in ("ask", "asked", "asking", "inquire", "hear", "know") and (word != "know" or index > 3):
            asks = word == "hear" and not {"i", "we", "possible", "okay", "ok"}.isdisjoint(rest[:3])
            return asks or not CONTENT.isdisjoint(rest[index + 1 : index + 6])
    return False


def _asks_content(rest: list[str]) -> bool:
    """Tell "Could you put into words what…" from "Can you do what you like"."""
    for index, word in enumerate(rest):
        if word in ("what", "how", "why", "which") and index:
            return rest[index - 1] not in _LIBERTIES
    return False


def _tells(rest: list[str]) -> bool:
    """Tell whether the reader is asked to tell: "walk me through", "say a little about", "think of a moment"."""
    near = rest[:7]
    for index, word in enumerate(near):
        after = rest[index + 1 :]
        root = _root(word)
        if root in _TELLING_ME and after and after[0] in _RECEIVERS:
            return True
        if root in _TELLING:
            return _tells_openly(root, after)
    return False


def _root(word: str) -> str:
    if not word.endswith("ing"):
        return word
    bare = word[:-3]
    return bare if bare in _TELLING or bare in _TELLING_ME else bare + "e"


def _tells_openly(verb: str, after: list[str]) -> bool:
    """Tell "say a little", "recommend a book" and "describe your day" from "say it is", "describe yourself as"."""
    if verb in ("recommend", "suggest", "say"):
        wanted = (
            CONTENT.isdisjoint(after[:6]) and _CONTENT_NOUNS.isdisjoint(after[:6]) and _OTHERS.isdisjoint(after[:6])
        )
        return not wanted or (verb == "say" and not {"little", "bit", "more", "few"}.isdisjoint(after[:2]))
    if verb in ("remember", "recall"):
        return not (CONTENT.isdisjoint(after[:8]) and _EVENTS.isdisjoint(after[:6]))
    if verb == "think":
        return after[:1] in (["of"], ["back"], ["about"])
    return not (verb in ("describe", "characterize", "characterise", "define") and "as" in after[1:5])


def _invites_content(first: str, rest: list[str]) -> bool:
    """Tell "Is there anything you would change" and "Do you have any advice" from "Is there a canteen"."""
    if rest[0] == "there" and first in ("is", "are", "was", "were"):
        content = not (_CONTENT_NOUNS.isdisjoint(rest[:9]) and _OTHERS.isdisjoint(rest[:9]))
        return not _INDEFINITES.isdisjoint(rest[1:4]) and (
            (content and not _SPEAKERS.isdisjoint(rest[2:])) or ("you" in rest[2:] and _wished(rest))
        )
    if first == "do" and rest[0] == "you":
        if not {"have", "see", "offer", "got"}.isdisjoint(rest[1:3]):
            return not _CONTENT_NOUNS.isdisjoint(rest[2:9]) or (
                "any" in rest[2:4] and not _OTHERS.isdisjoint(rest[3:9])
            )
        if not {"know", "recommend", "suggest"}.isdisjoint(rest[1:3]):
            return not (_CONTENT_NOUNS.isdisjoint(rest[2:9]) and _OTHERS.isdisjoint(rest[2:9]))
    return first == "have" and rest[0] == "you" and "any" in rest and not _CONTENT_NOUNS.isdisjoint(rest[:9])


def _wished(rest: list[str]) -> bool:
    """Tell "(a habit) you would pass on" and "you wish you had" from "(a canteen) you eat in"."""
    after = rest[rest.index("you") + 1 :]
    return after[:1] in (["would"], ["wish"], ["could"], ["might"])

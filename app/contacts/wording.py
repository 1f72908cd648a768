"""How words of the seeker's own fit into a letter that is written for them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from app.checks.engine import check
from app.checks.report import Context, Field, Kind
from app.policy.presets import Values

LONGEST_WORDS = 24
LONGEST_CHARACTERS = 160

_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame", "rev"})
_ABBREVIATIONS = frozenset({"mr", "mrs", "ms", "dr", "prof", "st", "e.g", "i.e", "etc", "vs", "no", "inc", "ltd", "co"})
_SPEAKING = frozenset(["i", "i'm", "i've", "i'd", "i'll", "we", "we're", "we've", "my"])
_ASKING = frozenset(["how", "what", "why", "which", "who", "whom", "whose", "where", "when", "whether", "if"])
_LEADING = frozenset(["the", "a", "an", "more", "about", "whether", "becoming", "being"])
_ACTING = frozenset(
    [
        "learn",
        "understand",
        "explore",
        "discover",
        "find",
        "see",
        "hear",
        "know",
        "compare",
        "decide",
        "figure",
        "gain",
        "discuss",
        "clarify",
        "validate",
        "sharpen",
        "become",
        "enter",
        "choose",
        "prepare",
        "identify",
        "get",
    ]
)
_FINITE = frozenset(
    [
        "i",
        "me",
        "my",
        "we",
        "is",
        "are",
        "was",
        "were",
        "am",
        "has",
        "have",
        "had",
        "do",
        "does",
        "did",
        "can",
        "could",
        "will",
        "would",
        "want",
        "should",
        "fascinates",
        "interests",
        "i'm",
        "i've",
        "i'd",
        "i'll",
    ]
)


class Draft(NamedTuple):
    """A composed text; the subject is None where the channel has none."""

    subject: str | None
    message: str


@dataclass(frozen=True, slots=True)
class Seeker:
    """Who writes."""

    name: str
    headline: str | None = None
    background: str | None = None
    situation: str | None = None
    interests: str | None = None


@dataclass(frozen=True, slots=True)
class Addressee:
    """Who is written to."""

    name: str
    organisation: str | None = None
    role_title: str | None = None
    industry: str | None = None
    warmth: str = "cold"


def best(drafts: Iterable[Draft], findings: Callable[[Draft], int]) -> Draft:
    """Choose the draft with the fewest findings, the earlier of equals; one without any ends the search."""
    chosen, fewest = Draft(None, ""), -1
    for draft in drafts:
        count = findings(draft)
        if fewest < 0 or count < fewest:
            chosen, fewest = draft, count
        if count == 0:
            break
    return chosen


def sound(text: str | None, kind: Kind, policy: Values) -> str | None:
    """Give a text back unless the checker finds fault with the words of its first sentence."""
    line = first_sentence(text)
    if not line:
        return None
    report = check(kind, [Field("/text", line)], Context(), policy)
    return text if all(finding.span is None for finding in report.findings) else None


def one_line(text: str | None) -> str:
    """Put a text on one line."""
    return " ".join((text or "").split())


def place(text: str | None) -> str:
    """Give the name of an organisation as it stands within a sentence, where its own full stop would end it."""
    return one_line(text).rstrip(" .")


def phrase(text: str | None, words: int = 8, characters: int = 60) -> str:
    """Give a name or title that is short enough to stand within a sentence, else nothing."""
    line = one_line(text).strip(" .,;:")
    return line if len(line) <= characters and len(line.split()) <= words else ""


def first_name(name: str) -> str:
    """Give the name one calls a friend by, or the whole name where it is not plain which part that is."""
    whole = one_line(name)
    parts = [part for part in whole.split() if part.strip(".").casefold() not in _TITLES]
    plain = len(parts) > 1 and len(parts[0]) > 2 and parts[0].replace("-", "").isalpha() and not parts[0].isupper()
    return parts[0] if plain else whole


def first_sentence(text: str | None) -> str:
    """Give the first sentence without its full stop, or nothing where it is too long to stand in a letter."""
    lines = (text or "").strip().splitlines()
    line = _until_stop(one_line(lines[0])) if lines else ""
    line = line.strip("\"'“”‘’«»*•-–— ").rstrip(" .,;:…")
    fits = len(line) <= LONGEST_CHARACTERS and len(line.split()) <= LONGEST_WORDS
    return line if fits and any(letter.isalpha() for letter in line) else ""


def stopped(text: str) -> str:
    """End with a stop, as after a colon."""
    return text if text.endswith(("?", "!", ".", "…")) else f"{text}."


def sentence(text: str) -> str:
    """Begin with a capital and end with a stop."""
    return text[:1].upper() + stopped(text)[1:]


def wish(text: str | None) -> str:
    """Make a sentence of what the seeker hopes to learn, be it given as a sentence, a verb or a noun."""
    aim = first_sentence(text)
    if not aim:
        return ""
    words = [word.replace("’", "'").strip(",;:()") for word in aim.casefold().split()]
    if words[0] in _SPEAKING:
        return sentence(aim)
    if words[0] == "to" and len(words) > 1:
        return sentence(f"I would like {_lowered(aim)}")
    if words[0] in _ACTING:
        return sentence(f"I would like to {_lowered(aim)}")
    if aim.endswith("?"):
        return f"My main question: {stopped(aim)}"
    if words[0] in _ASKING:
        return sentence(f"I would like to understand {_lowered(aim)}")
    if len(words) <= 12 and not _FINITE.intersection(words):
        return sentence(f"I would like to learn more about {_lowered(aim) if words[0] in _LEADING else aim}")
    return sentence(aim) if _FINITE.intersection(words) else f"What I have in mind: {stopped(aim)}"


def about(text: str | None, frame: str) -> str:
    """Set a sentence of the seeker's own as it is, anything shorter into a frame with one `{}`."""
    line = first_sentence(text)
    if not line:
        return ""
    first = line.split()[0].casefold().replace("’", "'")
    return sentence(line) if first in _SPEAKING else sentence(frame.format(line))


def paragraphs(*parts: Iterable[str]) -> str:
    """Set sentences into paragraphs, leaving out what is empty."""
    texts = (" ".join(filter(None, part)) for part in parts)
    return "\n\n".join(filter(None, texts))


def _until_stop(line: str) -> str:
    words = line.split()
    for index, word in enumerate(words):
        bare = word.rstrip("\"'”’)")
        if bare.endswith((".", "!", "?")) and not _goes_on(bare):
            return " ".join([*words[:index], bare])
    return line


def _goes_on(word: str) -> bool:
    """Tell the point of an abbreviation or an initial from the end of a sentence."""
    stem = word[:-1].casefold()
    return word.endswith(".") and (stem in _ABBREVIATIONS or len(stem) == 1)


def _lowered(text: str) -> str:
    """Take the capital off a first word that is no name."""
    first = text.split()[0]
    return text if len(first) > 1 and first.isupper() else text[:1].lower() + text[1:]

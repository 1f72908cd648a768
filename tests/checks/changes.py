"""Change a text so that it still says the same: other names, other marks, another way of sending it.

A change takes a text and a source of chance, and returns None where there is nothing to change.
"""

import re
import textwrap
import unicodedata
from collections.abc import Callable
from random import Random

Change = Callable[[str, Random], str | None]

NAMES = (
    *("Nguyễn Thị Hoa", "Þóra Jónsdóttir", "Siobhán O'Brien", "Oluwaseun Adeyemi", "Xiùyīng Wáng", "João Conceição"),
    *("Zsófia Szabó", "Aïsha N'Diaye", "Krzysztof Wiśniewski", "Mbali Nkosi", "Jean-Luc D'Angelo", "Søren Kjær"),
    *("Владимир Петров", "田中 さくら", "محمد علي", "Priya Venkataraman", "Ng", "Li Wu", "Hope Grant", "Will Marsh"),
    *("Anne-Marie van der Berg", "Kwame Boateng", "Itzel Hernández", "Leilani Kahananui", "דנה כהן", "Ólafur"),
)
_CONTRACTED = """
I am=I'm, I would=I'd, I have=I've, I will=I'll, you are=you're, you have=you've, do not=don't, does not=doesn't,
is not=isn't, are not=aren't, would not=wouldn't, could not=couldn't, did not=didn't, was not=wasn't, have not=haven't,
it is=it's, that is=that's, there is=there's, what is=what's, we are=we're, cannot=can't
"""
_BRITISH = """
organization=organisation, program=programme, center=centre, favor=favour, inquire=enquire, inquiring=enquiring,
inquiry=enquiry, labor=labour, honor=honour, recognize=recognise, realize=realise, license=licence, behavior=behaviour,
specialize=specialise, organized=organised
"""
_KEY_WORD = re.compile(
    r"\b(internships?|positions?|opportunit(?:y|ies)|applications?|recommend\w*|openings?|vacanc(?:y|ies)|recruit\w*"
    r"|placements?|apprentice\w*|candidates?|employment|referral|considering|available|interviews?|introduce)\b",
    re.IGNORECASE,
)
_GREETED = re.compile(r"(dear|hi|hello|hey|good|yo|sir|morning|hiya)\b", re.IGNORECASE)


def addressed_to_another(text: str, chance: Random) -> str | None:
    return None if _GREETED.match(text) else f"Dear {chance.choice(NAMES)},\n\n{text}"


def signed_by_another(text: str, chance: Random) -> str:
    return f"{text}\n\nKind regards,\n{chance.choice(NAMES)}"


def _replaced(pairs: str, more: str = "", *, backwards: bool = False) -> Change:
    written = [pair.split("=")[:: -1 if backwards else 1] for pair in " ".join(pairs.split()).split(", ")]
    whole = {start(old): start(new) for old, new in written for start in (str, _capitalised)}
    pattern = re.compile(rf"\b({'|'.join(map(re.escape, whole))})\b{more}")
    return lambda text, _: pattern.sub(lambda found: whole[found[1]], text)


def _capitalised(words: str) -> str:
    return words[0].upper() + words[1:]


def with_curly_quotes(text: str, _: Random) -> str:
    return re.sub(r'"([^"]*)"', r"“\1”", text).replace("'", "’")


def with_a_politeness_before(text: str, chance: Random) -> str:
    said = ("I hope this message finds you well.", "I hope you are well.", "Please excuse my writing out of the blue.")
    return f"{chance.choice(said)} {text}"


def with_thanks_behind(text: str, chance: Random) -> str | None:
    thanks = ("Thank you so much for your time.", "Many thanks.", "Thanks in advance for any thoughts.")
    return f"{text} {chance.choice(thanks)}" if text[-1] in ".?!" else None


def _with_another_blank(blank: str) -> Change:
    def change(text: str, chance: Random) -> str | None:
        places = [found.start() for found in re.finditer(r"(?<=[a-z,]) (?=[a-z])", text)]
        if not places:
            return None
        at = chance.choice(places)
        return text[:at] + blank + text[at + 1 :]

    return change


def _wrapped(width: int, line_end: str = "\n") -> Change:
    def change(text: str, _: Random) -> str:
        lines = [
            line
            for paragraph in text.split("\n")
            for line in textwrap.wrap(paragraph, width, break_on_hyphens=False) or [""]
        ]
        return line_end.join(lines)

    return change


def _misspelt(slip: Callable[[str, int, Random], str]) -> Change:
    def change(text: str, chance: Random) -> str | None:
        found = list(_KEY_WORD.finditer(text))
        if not found:
            return None
        word = chance.choice(found)
        written = slip(word[0], chance.randrange(1, len(word[0]) - 1), chance)
        return text[: word.start()] + written + text[word.end() :]

    return change


def _another_letter(word: str, at: int, chance: Random) -> str:
    return word[:at] + chance.choice("aeiorstnlcdm".replace(word[at].lower(), "")) + word[at + 1 :]


def with_a_picture(text: str, chance: Random) -> str:
    places = [found.start() for found in re.finditer(" ", text)] or [len(text)]
    at = chance.choice(places)
    return f"{text[:at]} {chance.choice(('😀', '🙏', '👍🏽', '✨', '❤️', '👩‍🚀'))}{text[at:]}"


def _with_a_mark(mark: str) -> Change:
    def change(text: str, chance: Random) -> str | None:
        places = [found.end() for found in re.finditer(r"[a-z](?=[a-z])", text)]
        if not places:
            return None
        at = chance.choice(places)
        return text[:at] + mark + text[at:]

    return change


def _in_paragraphs(opening: str, between: str = "") -> Change:
    return lambda text, _: between.join(f"{opening}{each}</p>" for each in re.split(r"\n\n+", text))


def in_bold(text: str, chance: Random) -> str:
    words = text.split(" ")
    at = chance.randrange(len(words))
    words[at] = f"<b>{words[at]}</b>"
    return " ".join(words)


def with_entities(text: str, _: Random) -> str:
    text = text.replace("&", "&amp;").replace("'", "&#39;")
    return re.sub(r'"([^"]*)"', r"&ldquo;\1&rdquo;", text).replace(". ", ".&nbsp; ")


CHANGES: dict[str, Change] = {
    "the reader has another name": addressed_to_another,
    "the writer has another name": signed_by_another,
    "contractions are written out": _replaced(_CONTRACTED, backwards=True),
    "words are contracted": _replaced(_CONTRACTED, r"(?= \w)"),
    "quotes are curly": with_curly_quotes,
    "all is in small letters": lambda text, _: text.lower(),
    "all is in capitals": lambda text, _: text.upper(),
    "a politeness opens it": with_a_politeness_before,
    "thanks close it": with_thanks_behind,
    "blanks are doubled": lambda text, _: text.replace(" ", "  "),
    "blanks are tabs": lambda text, _: text.replace(" ", "\t"),
    "blanks do not break": lambda text, _: text.replace(" ", "\u00a0"),
    "a line break replaces a blank": _with_another_blank("\n"),
    "lines are 72 wide": _wrapped(72),
    "lines are 40 wide": _wrapped(40),
    "lines end as on Windows": _wrapped(60, "\r\n"),
    "lines end as on an old Mac": _wrapped(60, "\r"),
    "a letter is dropped": _misspelt(lambda word, at, _: word[:at] + word[at + 1 :]),
    "a letter is doubled": _misspelt(lambda word, at, _: word[:at] + word[at] + word[at:]),
    "two letters are exchanged": _misspelt(lambda word, at, _: word[:at] + word[at + 1] + word[at] + word[at + 2 :]),
    "a letter is wrong": _misspelt(_another_letter),
    "the spelling is British": _replaced(_BRITISH),
    "the spelling is American": _replaced(_BRITISH, backwards=True),
    "an emoji stands in it": with_a_picture,
    "an emoji stands before it": lambda text, _: f"😀 {text}",
    "an emoji is glued to its end": lambda text, _: f"{text}🙏",
    "accents stand by themselves": lambda text, _: unicodedata.normalize("NFD", text),
    "a letter has an accent": _with_a_mark("\u0301"),
    "a soft hyphen stands in a word": _with_a_mark("\u00ad"),
    "a blank without width stands in a word": _with_a_mark("\u200b"),
    "it begins with a byte order mark": lambda text, _: f"\ufeff{text}",
    "it is in paragraphs of HTML": _in_paragraphs("<p>"),
    "its paragraphs have attributes": _in_paragraphs('<p class="MsoNormal" style="margin: 0">', "\r\n"),
    "it is an HTML mail": lambda text, _: "<html><body><div>" + text.replace("\n", "<br/>") + "</div></body></html>",
    "a word is bold": in_bold,
    "it has entities": with_entities,
    "blank lines stand around it": lambda text, _: f"\r\n\r\n  {text}  \n\n",
}

# What changes no word, only how the text is typed, marked or sent.
SENT = (
    *("quotes are curly", "blanks are doubled", "blanks are tabs", "blanks do not break", "lines are 72 wide"),
    *("lines end as on Windows", "lines end as on an old Mac", "an emoji stands before it"),
    *("an emoji is glued to its end", "accents stand by themselves", "it begins with a byte order mark"),
    *("it is in paragraphs of HTML", "its paragraphs have attributes", "it is an HTML mail", "a word is bold"),
    *("it has entities", "blank lines stand around it"),
)


def changed(name: str, text: str) -> str | None:
    """Return the text after a change, the same for the same text, or None where it changes nothing."""
    after = CHANGES[name](text, Random(text))
    return None if after == text else after

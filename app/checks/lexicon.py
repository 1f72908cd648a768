"""Turn words into concepts: every token of a sentence becomes `word|CONCEPTS` in one annotated line."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.checks.document import Document
from app.checks.spelling import Speller
from app.checks.zones import Sentence

CONCEPT_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+=_~%&@<>{}"
NUMBER, PROPER = "NUM", "PROPER"
RARE = 1
_IRREGULAR = {
    "be": "be is are was were been being am",
    "take": "take takes took taken taking",
    "give": "give gives gave given giving",
    "bring": "bring brings brought bringing",
    "find": "find finds found finding",
    "get": "get gets got gotten getting",
    "know": "know knows knew known knowing",
    "think": "think thinks thought thinking",
    "hear": "hear hears heard hearing",
    "send": "send sends sent sending",
    "put": "put puts putting",
    "keep": "keep keeps kept keeping",
    "let": "let lets letting",
    "see": "see sees saw seen seeing",
    "tell": "tell tells told telling",
    "speak": "speak speaks spoke spoken speaking",
    "have": "have has had having",
    "do": "do does did done doing",
    "go": "go goes went gone going",
    "come": "come comes came coming",
    "make": "make makes made making",
    "leave": "leave leaves left leaving",
    "spend": "spend spends spent spending",
    "begin": "begin begins began begun beginning",
    "grow": "grow grows grew grown growing",
    "meet": "meet meets met meeting",
    "pay": "pay pays paid paying",
    "seek": "seek seeks sought seeking",
    "say": "say says said saying",
    "slip": "slip slips slipped slipping",
    "refer": "refer refers referred referring",
    "submit": "submit submits submitted submitting",
    "drop": "drop drops dropped dropping",
    "join": "join joins joined joining",
    "read": "read reads reading",
    "write": "write writes wrote written writing",
    "run": "run runs ran running",
    "sit": "sit sits sat sitting",
    "bear": "bear bears bore bearing",
    "lead": "lead leads led leading",
    "become": "become becomes became becoming",
    "plan": "plan plans planned planning",
    "learn": "learn learns learned learnt learning",
    "set": "set sets setting",
    "earn": "earn earns earned earning",
    "slot": "slot slots slotted slotting",
    "fit": "fit fits fitted fitting",
    "hand": "hand hands handed handing",
    "staff": "staff staffs staffed staffing",
    "show": "show shows showed shown showing",
    "ask": "ask asks asked asking",
    "step": "step steps stepped stepping",
    "stop": "stop stops stopped stopping",
    "chat": "chat chats chatted chatting",
    "swing": "swing swings swung swinging",
    "cut": "cut cuts cutting",
}
_VOWELS = "aeiou"


def inflect_verb(phrase: str) -> list[str]:
    """Return the forms of a verb; in a phrasal verb the first word changes."""
    head, _, rest = phrase.partition(" ")
    if head in _IRREGULAR:
        forms = _IRREGULAR[head].split()
    elif head.endswith("e"):
        forms = [head, head + "s", head + "d", head[:-1] + "ing"]
    elif head.endswith("y") and head[-2] not in _VOWELS:
        forms = [head, head[:-1] + "ies", head[:-1] + "ied", head + "ing"]
    elif head.endswith(("s", "sh", "ch", "x", "z")):
        forms = [head, head + "es", head + "ed", head + "ing"]
    else:
        forms = [head, head + "s", head + "ed", head + "ing"]
    return [f"{form} {rest}".strip() for form in forms]


def inflect_noun(phrase: str) -> list[str]:
    """Return singular and plural; in a compound the last word changes."""
    if phrase.endswith(("s", "sh", "ch", "x")):
        return [phrase, phrase + "es"]
    if phrase.endswith("y") and phrase[-2] not in _VOWELS:
        return [phrase, phrase[:-1] + "ies"]
    return [phrase, phrase + "s"]


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of one word or set phrase: its annotated piece, and the bits that patterns ask for.

    `telling` are the places of those bits by which patterns are found.
    """

    piece: str
    mask: int
    telling: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One annotated sentence: units are single tokens or set phrases merged into one."""

    text: bytes
    starts: tuple[int, ...]
    firsts: tuple[int, ...]
    lasts: tuple[int, ...]
    mask: int
    telling: frozenset[int]

    def unit_at(self, offset: int) -> int:
        """Return the unit that covers an offset of the annotated text."""
        return bisect_right(self.starts, offset) - 1


class Lexicon:
    """The concepts of a language pack, and the annotation of sentences with them."""

    def __init__(
        self,
        sections: Mapping[str, Mapping[str, str]],
        spelling: Mapping[str, str] | None = None,
        frequency: Mapping[str, int] | None = None,
    ) -> None:
        self.letters = {name: CONCEPT_LETTERS[i] for i, name in enumerate([*sections, NUMBER, PROPER])}
        self._concepts: dict[tuple[str, ...], set[str]] = {}
        for name, section in sections.items():
            for phrase in _phrases(section):
                self._concepts.setdefault(tuple(phrase.split()), set()).add(name)
        self.items: dict[str, tuple[str, list[str], list[str]]] = {}
        self._bits: dict[str, int] = {}
        self._frequency = frequency or {}
        self._commonness: dict[int, int] = {}
        self._words_with_bits: dict[str, int] = {}
        self._shared: dict[int, tuple[int, tuple[int, ...]]] = {}
        self._single: dict[str, Entry] = {}
        self._multi: dict[str, dict[str, list[tuple[tuple[str, ...], Entry]]]] = {}
        self._speller = self._reads(spelling or {})

    def _reads(self, spelling: Mapping[str, str]) -> Speller:
        """Return what recognises misspelt words: those of some concepts, and some others."""
        concepts = set(_split(spelling.get("concepts", "")))
        words = [phrase[0] for phrase, names in self._concepts.items() if len(phrase) == 1 and names & concepts]
        return Speller([*words, *_split(spelling.get("words", ""))], _split(spelling.get("real", "")))

    def concept_bit(self, names: Iterable[str], words: Iterable[str]) -> int:
        """Return the bit that a line has when any of these concepts or words stands in it."""
        names, words = sorted(names), sorted(words)
        key = "/".join([*(f"<{name}>" for name in names), *words])
        if key in self._bits:
            return self._bits[key]
        bit = 1 << len(self._bits)
        self._bits[key] = bit
        self._commonness[bit] = self.commonness(names, words)
        for word in words:
            self._words_with_bits[word] = self._words_with_bits.get(word, 0) | bit
        for name in names:
            key_of_name = f"\0{name}"
            self._words_with_bits[key_of_name] = self._words_with_bits.get(key_of_name, 0) | bit
        return bit

    def commonness(self, names: Iterable[str], words: Iterable[str]) -> int:
        """Return about how many of a thousand sentences have any of these concepts or words."""
        frequency = self._frequency
        return sum(frequency.get(f"<{name}>", RARE) for name in names) + sum(
            frequency.get(word, RARE) for word in words
        )

    def most_telling(self, needs: int) -> int:
        """Return the one of several bits that the fewest sentences will have."""
        bits = [1 << place - 1 for place in _places(needs)]
        return min(bits, key=lambda bit: (self._commonness.get(bit, 0), bit))

    def freeze(self, telling: int) -> None:
        """Build the tables for annotation; `telling` are the bits by which patterns are found."""
        self._telling = telling
        for phrase, names in self._concepts.items():
            entry = self._entry("_".join(phrase), names)
            if len(phrase) == 1:
                self._single[phrase[0]] = entry
            else:
                self._multi.setdefault(phrase[0], {}).setdefault(phrase[1], []).append((phrase, entry))
        for seconds in self._multi.values():
            for phrases in seconds.values():
                phrases.sort(key=lambda item: -len(item[0]))
        for word in self._words_with_bits:
            if word not in self._single and not word.startswith("\0"):
                self._single[word] = self._entry(word, ())
        self._number = self._entry("", (NUMBER,))
        self._proper = self._entry("", (PROPER,))
        self._name = self._entry("x", (PROPER,))
        self._concepts.clear()  # the tables hold it all from here on
        self.items.clear()
        self._shared.clear()

    def _entry(self, word: str, names: Iterable[str]) -> Entry:
        mask = self._words_with_bits.get(word, 0)
        for name in names:
            mask |= self._words_with_bits.get(f"\0{name}", 0)
        letters = "".join(sorted(self.letters[name] for name in names))
        # thousands of words carry the same concepts: they share what is known of them
        mask, telling = self._shared.setdefault(mask, (mask, tuple(_places(mask & self._telling))))
        return Entry(f" {word}|{letters}", mask, telling)

    def annotate(self, document: Document, sentence: Sentence) -> Line:
        """Return one sentence as an annotated line."""
        first, last = sentence.first, sentence.last
        single, multi, names = self._single, self._multi, document.names
        words = document.tokens.words[first:last]
        words = [word if word in single or word in multi else self._spelt(word) for word in words]
        pieces: list[str] = []
        firsts: list[int] = []
        starts: list[int] = []
        lasts: list[int] = []
        telling: set[int] = set()
        mask, offset, index = 0, 0, first
        shouted = document.text_of(sentence).isupper()
        while index < last:
            at = index - first
            word = words[at]
            entry, size = single.get(word), 1
            if index in names:
                entry, size = self._name, min(names[index], last) - index
            elif word in multi and index + 1 < last:
                for phrase, candidate in multi[word].get(words[at + 1], ()):
                    length = len(phrase)
                    if index + length <= last and (length == 2 or tuple(words[at : at + length]) == phrase):
                        entry, size = candidate, length
                        break
            if entry is not None:
                piece = entry.piece
            else:
                piece, entry = self._unknown(document, word, index, shouted or index == first)
            mask |= entry.mask
            if entry.telling:
                telling.update(entry.telling)
            firsts.append(index)
            starts.append(offset)
            pieces.append(piece)
            offset += len(piece) if piece.isascii() else len(piece.encode())
            index += size
            lasts.append(index)
        return Line("".join(pieces).encode(), tuple(starts), tuple(firsts), tuple(lasts), mask, frozenset(telling))

    def _spelt(self, word: str) -> str:
        """Return a word that is not known as the one that was meant."""
        return self._speller.meant(word) or word

    def _unknown(self, document: Document, word: str, index: int, plain: bool) -> tuple[str, Entry]:
        if not word.isascii() or "|" in word:
            word = "x" if word[0].isalnum() else "."
        entry = _NOTHING
        if word[0].isdigit():
            entry = self._number
        elif not plain and document.text[document.tokens.starts[index]].isupper():
            entry = self._proper
        return f" {word}{entry.piece[1:]}", entry


_NOTHING = Entry(" |", 0, ())


def _places(bits: int) -> Iterator[int]:
    while bits:
        yield (bits & -bits).bit_length()
        bits &= bits - 1


def _phrases(section: Mapping[str, str]) -> Iterable[str]:
    yield from _split(section.get("words", ""))
    for noun in _split(section.get("nouns", "")):
        yield from inflect_noun(noun)
    for verb in _split(section.get("verbs", "")):
        yield from inflect_verb(verb)


def _split(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.replace("\n", ",").split(",") if part.strip()]

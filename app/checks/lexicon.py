"""Turn words into concepts: every token of a sentence becomes `word|CONCEPTS` in one annotated line."""

from collections.abc import Iterable, Mapping

from app.checks.document import Document
from app.checks.lines import Line, Places
from app.checks.spelling import Speller
from app.checks.zones import Sentence

CONCEPT_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+=_~%&@<>{}αβγδεζηθικλμνξπρστυφχψω"
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


class Lexicon:
    """The concepts of a language pack, and the annotation of sentences with them."""

    def __init__(
        self,
        sections: Mapping[str, Mapping[str, str]],
        spelling: Mapping[str, str] | None = None,
        frequency: Mapping[str, int] | None = None,
    ) -> None:
        self.letters = {name: CONCEPT_LETTERS[i] for i, name in enumerate([*sections, NUMBER, PROPER])}
        concepts: dict[tuple[str, ...], set[str]] = {}
        for name, section in sections.items():
            for text in _phrases(section):
                concepts.setdefault(tuple(text.split()), set()).add(name)
        self._frequency = {self.key_of(name): count for name, count in (frequency or {}).items()}
        self._single: dict[str, str] = {}
        self._multi: dict[str, dict[str, list[tuple[tuple[str, ...], str]]]] = {}
        self._speller = _speller(concepts, spelling or {})
        for phrase, names in concepts.items():
            unit = self._unit("_".join(phrase), names)
            if len(phrase) == 1:
                self._single[phrase[0]] = unit
            else:
                self._multi.setdefault(phrase[0], {}).setdefault(phrase[1], []).append((phrase, unit))
        for seconds in self._multi.values():
            for known in seconds.values():
                known.sort(key=_longest_first)
        self._number, self._proper = self._unit("", (NUMBER,)), self._unit("", (PROPER,))
        self._name = self._unit("x", (PROPER,))

    def key_of(self, choice: str) -> str:
        """Return a word as it is, and `<CONCEPT>` with its letter, as lines know it."""
        letter = self.letters.get(choice[1:-1]) if choice.startswith("<") else None
        return f"<{letter}" if letter else choice

    def learn(self, words: Iterable[str]) -> None:
        """Take words that patterns ask for as known: they are spelt right, and no names."""
        for word in words:
            self._single.setdefault(word, f"{word}|")

    def commonness(self, choices: frozenset[str]) -> int:
        """Return about how many of a thousand sentences have any of these words and concepts."""
        return sum([self._frequency.get(choice, RARE) for choice in choices])

    def _unit(self, word: str, names: Iterable[str]) -> str:
        return f"{word}|{''.join(sorted(self.letters[name] for name in names))}"

    def rarest(self, needs: Iterable[frozenset[str]]) -> frozenset[str]:
        """Return the need that the fewest sentences meet, or an empty one of none."""
        return min(needs, key=self.commonness, default=frozenset())

    def annotate(self, document: Document, sentence: Sentence) -> Line:
        """Return one sentence as an annotated line."""
        first, last = sentence.first, sentence.last
        single, multi, names = self._single, self._multi, document.names
        words = document.tokens.words[first:last]
        words = [word if word in single or word in multi else self._spelt(word) for word in words]
        units: list[str] = []
        firsts: list[int] = []
        shouted = document.text_of(sentence).isupper()
        index = first
        for at, word in enumerate(words, first):
            if at < index:
                continue  # a part of the set phrase or name before it
            unit, index = single.get(word), at + 1
            if at in names:
                unit, index = self._name, min(names[at], last)
            elif word in multi and index < last:
                for phrase, candidate in multi[word].get(words[index - first], ()):
                    end = at + len(phrase)
                    if end <= last and (end == at + 2 or tuple(words[at - first : end - first]) == phrase):
                        unit, index = candidate, end
                        break
            if unit is None:
                unit = self._unknown(document, word, at, shouted or at == first)
            firsts.append(at)
            units.append(unit)
        return Line(units, firsts, [*firsts[1:], last], Places(units))

    def _spelt(self, word: str) -> str:
        """Return a word that is not known as the one that was meant."""
        return self._speller.meant(word) or word

    def _unknown(self, document: Document, word: str, index: int, plain: bool) -> str:
        if not word.isascii() or "|" in word:
            word = "x" if word[0].isalnum() else "."
        if word[0].isdigit():
            return word + self._number
        if not plain and document.text[document.tokens.starts[index]].isupper():
            return word + self._proper
        return f"{word}|"


def _speller(concepts: Mapping[tuple[str, ...], set[str]], spelling: Mapping[str, str]) -> Speller:
    """Return what recognises misspelt words: those of some concepts, and some others."""
    wanted = set(_split(spelling.get("concepts", "")))
    words = [phrase[0] for phrase, names in concepts.items() if len(phrase) == 1 and names & wanted]
    return Speller([*words, *_split(spelling.get("words", ""))], _split(spelling.get("real", "")))


def _longest_first(phrase: tuple[tuple[str, ...], str]) -> int:
    return -len(phrase[0])


def _phrases(section: Mapping[str, str]) -> Iterable[str]:
    yield from _split(section.get("words", ""))
    for noun in _split(section.get("nouns", "")):
        yield from inflect_noun(noun)
    for verb in _split(section.get("verbs", "")):
        yield from inflect_verb(verb)


def _split(text: str) -> list[str]:
    return [" ".join(part.split()) for part in text.replace("\n", ",").split(",") if part.strip()]

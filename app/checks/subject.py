"""What a message rule may look at: the texts, their annotated sentences, the context, the policy and the facts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.checks.contexts import Reading
from app.checks.document import Document
from app.checks.durations import TimeAsks
from app.checks.hits import Hit
from app.checks.questions import Question
from app.checks.report import Context, Kind
from app.checks.ruleset import Ruleset
from app.checks.wordlists import word_set
from app.checks.zones import GREETING


@dataclass(slots=True)
class Subject:
    """One check in progress."""

    kind: Kind
    documents: list[Document]
    readings: list[Reading]
    context: Context
    policy: Mapping[str, Any]
    ruleset: Ruleset
    time: TimeAsks
    questions: list[Question]
    stated_questions: int | None
    off: frozenset[str] = frozenset()
    found: list[Hit] = field(default_factory=list)  # what the sentence rules found, before the message rules
    anywhere: frozenset[str] = frozenset()
    greetings: dict[int, Any] = field(default_factory=dict)  # by document, for the rules that ask for the same
    _letter: list[Document] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Work out what nearly every rule asks for: the letter, and what any of its sentences has."""
        self._letter = [document for document in self.documents if document.pointer != "/subject"]
        self.anywhere = frozenset[str]().union(*[reading.line.places.present for reading in self.readings])

    def letter(self) -> list[Document]:
        """Return the texts that make up the letter: all but a subject line."""
        return self._letter

    def pointer(self) -> str:
        """Return the field that a finding about the whole is about."""
        documents = self.letter() or self.documents
        if self.kind is Kind.QUESTION_SET and documents and documents[0].pointer.startswith("/questions"):
            return "/questions"
        return documents[0].pointer if documents else ""

    def has_cue(self, name: str) -> bool:
        """Tell whether any sentence outside quotes and signature has one of the pack's cues."""
        return self.cue(name) is not None

    def cue(self, name: str) -> tuple[Reading, int, int] | None:
        """Return the first sentence with a cue, and the token range of the cue."""
        patterns = [pattern for pattern in self.ruleset.cues[name] if not pattern.needs[0].isdisjoint(self.anywhere)]
        for reading in self.readings if patterns else ():
            line = reading.line
            present = line.places.present
            for pattern in patterns:
                found = None if pattern.needs[0].isdisjoint(present) else pattern.search(line)
                if found is not None:
                    return reading, line.firsts[found[0]], line.lasts[found[1] - 1]
        return None

    def mentions(self, name: str) -> bool:
        """Tell whether a name, or a telling part of it, stands in any of the texts."""
        parts = [part.strip(".,") for part in name.casefold().split()]
        telling = [part for part in parts if len(part) > 2 and part not in _COMMON] or parts
        for document in self.documents:
            low = document.folded()
            if name.casefold() in low or any(part in low for part in telling):
                return True
        return False

    def greeting(self) -> tuple[Document, int, int] | None:
        """Return the greeting's document and token range, or None."""
        for document in self.letter():
            for sentence in document.sentences[:2]:
                if sentence.zone is GREETING:
                    return document, sentence.first, sentence.last
        return None


_COMMON = word_set("the and of inc ltd llc corp company group co gmbh plc university college mrs dr prof")

"""What a message rule may look at: the texts, their annotated sentences, the context, the policy and the facts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.checks.contexts import Reading
from app.checks.document import Document
from app.checks.durations import TimeAsks
from app.checks.questions import Question
from app.checks.report import Context, Kind
from app.checks.ruleset import Ruleset
from app.checks.wordlists import word_set
from app.checks.zones import Zone


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
    mask: int = -1

    def letter(self) -> list[Document]:
        """Return the texts that make up the letter: all but a subject line."""
        return [document for document in self.documents if document.pointer != "/subject"]

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
        if self.mask < 0:
            self.mask = 0
            for reading in self.readings:
                self.mask |= reading.line.mask
        patterns = [p for p in self.ruleset.cues[name] if p.needs & self.mask == p.needs]
        for reading in self.readings if patterns else ():
            for pattern in patterns:
                found = pattern.search(reading.line)
                if found is not None:
                    return reading, reading.line.firsts[found[0]], reading.line.lasts[found[1] - 1]
        return None

    def mentions(self, name: str) -> bool:
        """Tell whether a name, or a telling part of it, stands in any of the texts."""
        parts = [part.strip(".,") for part in name.casefold().split()]
        telling = [part for part in parts if len(part) > 2 and part not in _COMMON] or parts
        for document in self.documents:
            low = document.text.casefold()
            if name.casefold() in low or any(part in low for part in telling):
                return True
        return False

    def greeting(self) -> tuple[Document, int, int] | None:
        """Return the greeting's document and token range, or None."""
        for document in self.letter():
            for sentence in document.sentences[:2]:
                if sentence.zone is Zone.GREETING:
                    return document, sentence.first, sentence.last
        return None


_COMMON = word_set("the and of inc ltd llc corp company group co gmbh plc university college mrs dr prof")

"""The built-in questions, and a set of them that fits a conversation."""

import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, islice, zip_longest
from pathlib import Path
from typing import Any

from app.policy.citations import Citation, cite
from app.policy.presets import Values

REFERRAL = "referral"
# How a conversation unfolds where the seeker asked for nothing in particular.
USUAL_ORDER = (
    "career_path",
    "typical_day",
    "enjoyment",
    "culture",
    "industry_trends",
    "advice",
    "skills",
    "qualifications",
    "future",
    "management",
    "work_life",
    "other",
)


@dataclass(frozen=True, slots=True)
class LibraryQuestion:
    """One built-in question and where the idea for it comes from."""

    text: str
    topic: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class SuggestedQuestion:
    """One question of a suggested set; a reserve is kept back, not shared and not counted."""

    text: str
    topic: str
    reserve: bool


def questions(topic: str | None = None) -> tuple[LibraryQuestion, ...]:
    """List the built-in questions, of one topic or of all."""
    by_topic = _by_topic()
    return tuple(chain.from_iterable(by_topic.values())) if topic is None else by_topic.get(topic, ())


def suggest(
    minutes_available: int | None,
    policy: Values,
    goals: Sequence[str] = (),
    topics: Sequence[str] = (),
    already_asked: Collection[str] = (),
) -> list[SuggestedQuestion]:
    """Choose as many questions as fit, some in reserve, and end with whom else to talk to.

    The topics named are kept to; without any, those that the goals mention come first.
    """
    count = question_count(minutes_available, policy)
    closing = next(_fresh(questions(REFERRAL), already_asked), questions(REFERRAL)[0])
    wanted = _in_turn(tuple(dict.fromkeys(topics)) or _by_goals(goals), {*already_asked, closing.text})
    main = list(islice(wanted, count - 1))
    spare = wanted if topics else chain(wanted, _in_turn(USUAL_ORDER, {*already_asked, closing.text}))
    reserve = list(islice(_fresh(spare, {item.text for item in main}), int(policy["questions.reserve"])))
    return [
        *(SuggestedQuestion(item.text, item.topic, reserve=False) for item in main),
        *(SuggestedQuestion(item.text, item.topic, reserve=True) for item in reserve),
        SuggestedQuestion(closing.text, closing.topic, reserve=False),
    ]


def question_count(minutes: int | None, policy: Values) -> int:
    """Say how many questions fit into so many minutes."""
    at_least, at_most = int(policy["questions.at_least"]), int(policy["questions.suggest_at_most"])
    fitting = int((minutes or 0) / float(policy["questions.minutes_each"]))
    return max(at_least, min(fitting, at_most))


@cache
def _by_topic() -> Mapping[str, tuple[LibraryQuestion, ...]]:
    return {row["name"]: tuple(_question(row, entry) for entry in row["questions"]) for row in _library()}


@cache
def _library() -> Sequence[Mapping[str, Any]]:
    text = Path(__file__).with_name("library.toml").read_text(encoding="utf-8")
    rows: Sequence[Mapping[str, Any]] = tomllib.loads(text)["topic"]
    return rows


def _question(topic: Mapping[str, Any], entry: str | Mapping[str, Any]) -> LibraryQuestion:
    own: Mapping[str, Any] = {"text": entry} if isinstance(entry, str) else entry
    return LibraryQuestion(own["text"], topic["name"], cite(**own.get("cite", topic["cite"])))


def _by_goals(goals: Iterable[str]) -> tuple[str, ...]:
    """Put the topics that the goals mention first, the rest in the usual order."""
    mentioned = {word.strip(".,;:!?()\"'") for goal in goals for word in goal.casefold().split()}
    named = {row["name"] for row in _library() if mentioned.intersection(row["words"])}
    return tuple(sorted(USUAL_ORDER, key=lambda topic: topic not in named))


def _in_turn(topics: Iterable[str], without: Collection[str]) -> Iterator[LibraryQuestion]:
    """Give one question of each topic, then the next of each, so that topics vary."""
    rounds = zip_longest(*(questions(topic) for topic in topics))
    return _fresh((item for turn in rounds for item in turn if item is not None), without)


def _fresh(items: Iterable[LibraryQuestion], without: Collection[str]) -> Iterator[LibraryQuestion]:
    seen = set(without)
    for item in items:
        if item.text not in seen:
            seen.add(item.text)
            yield item

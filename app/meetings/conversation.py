"""What to have ready for a meeting, and in which order to talk."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from app.policy.citations import Citation, cite
from app.policy.presets import Values

Part = Literal["thanks", "who_i_am", "goals", "questions", "close"]


@dataclass(frozen=True, slots=True)
class ChecklistItem:
    """One thing to have ready."""

    item: str
    why: str
    done: bool
    citation: Citation


@dataclass(frozen=True, slots=True)
class UsualQuestion:
    """A question that the contact may ask the seeker."""

    question: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the conversation, and the part of it that the step belongs to."""

    part: Part
    step: str
    why: str
    citation: Citation


def checklist(meeting_format: str, policy: Values) -> list[ChecklistItem]:
    """List what to have ready for a meeting in this format, nothing of it done yet."""
    numbers = _numbers(policy)
    return [
        ChecklistItem(row["item"].format(**numbers), row["why"], False, cite(**row["cite"]))
        for row in _rows("checklist", meeting_format)
        if row.get("resume") in (None, policy["resume.offer"])
    ]


def running_order(meeting_format: str, policy: Values) -> list[Step]:
    """List the steps of a conversation in this format, in their order."""
    numbers = _numbers(policy)
    return [
        Step(row["part"], row["step"].format(**numbers), row["why"], cite(**row["cite"]))
        for row in _rows("running_order", meeting_format)
    ]


@cache
def preparation() -> tuple[UsualQuestion, ...]:
    """List the usual questions to be ready for."""
    return tuple(UsualQuestion(row["question"], cite(**row["cite"])) for row in _conversation()["preparation"])


@cache
def _conversation() -> Mapping[str, Any]:
    return tomllib.loads(Path(__file__).with_name("conversation.toml").read_text(encoding="utf-8"))


def _rows(section: str, meeting_format: str) -> Iterator[Mapping[str, Any]]:
    return (row for row in _conversation()[section] if meeting_format in row.get("formats", (meeting_format,)))


def _numbers(policy: Values) -> dict[str, str]:
    return {
        "early": f"{policy['meeting.arrive_early_minutes']:g}",
        "minutes": f"{policy['overview.minutes']:g}",
        "wrap_up": f"{policy['meeting.wrap_up_minutes']:g}",
    }

"""The meeting clock on the wire, with the running order of the conversation."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from app.core.findings import CitationOut
from app.core.wire import Instant, Output


class ClockPhase(StrEnum):
    """Where a meeting stands in the time that was asked for."""

    BEFORE = "before"
    ON_TIME = "on_time"
    WRAP_UP = "wrap_up"
    OVER = "over"


class ConversationPart(StrEnum):
    """One part of the conversation, in their order."""

    THANKS = "thanks"
    WHO_I_AM = "who_i_am"
    GOALS = "goals"
    QUESTIONS = "questions"
    CLOSE = "close"


class StepOut(Output):
    """One step of the conversation."""

    part: ConversationPart
    step: Annotated[str, Field(examples=["Say what you hope to learn"])]
    why: Annotated[str, Field(examples=["They know at once what the conversation is for."])]
    at: Annotated[Instant, Field(description="When its part begins.")]
    points: Annotated[
        list[str], Field(description="Your goals, or what is left of your questions.", examples=[["How she began"]])
    ]
    citation: CitationOut


class ClockOut(Output):
    """What the meeting clock shows now."""

    phase: ClockPhase
    elapsed_seconds: Annotated[int, Field(description="Since the start.", examples=[600])]
    remaining_seconds: Annotated[int, Field(description="Of the time asked for and added.", examples=[600])]
    say: Annotated[str, Field(description="What to say or do now, and what comes next.")]
    arrive_at: Annotated[Instant | None, Field(description="When to be there; null where nobody travels.")]
    wrap_up_at: Annotated[Instant, Field(description="When to say that the end is near.")]
    ends_at: Annotated[Instant, Field(description="When the time asked for, and added by the contact, is over.")]
    running_order: Annotated[list[StepOut], Field(description="In which order to talk, by format and policy.")]

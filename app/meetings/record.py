"""What the seeker writes down of a meeting, on the wire: preparation, notes, evaluation, action plan."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from app.core.wire import Day, Flag, Id, Input, Line, Note, Output, Paragraph

Remark = Annotated[Note | None, Field(examples=["She came to exhibitions through volunteering."])]


class Interest(StrEnum):
    """Whether this is something for the seeker; without interest, thanks are the last word."""

    YES = "yes"
    MAYBE = "maybe"
    NO = "no"


class PreparedAnswer(Input):
    """A question that the contact may ask, and what the seeker would say."""

    question: Annotated[Line, Field(examples=["Why do you want to be in this line of work?"])]
    answer: Annotated[Paragraph | None, Field(examples=["I like explaining things to people."])] = None


class PreparedAnswerOut(Output):
    """A question that the contact may ask, and what the seeker would say."""

    question: Annotated[str, Field(examples=["Why do you want to be in this line of work?"])]
    answer: str | None


class Notes(Input):
    """What was said."""

    learned: Remark = None
    business_issues: Remark = None
    advice: Remark = None
    quotes: Remark = None


class NotesOut(Output):
    """What was said."""

    learned: str | None
    business_issues: str | None
    advice: str | None
    quotes: str | None


class Evaluation(Input):
    """How the meeting went, in seven answers, and whether this is something for the seeker."""

    went_well: Remark = None
    do_differently: Remark = None
    learned: Remark = None
    fit: Remark = None
    still_to_know: Remark = None
    plan: Remark = None
    worth_it: Remark = None
    interest: Annotated[Interest | None, Field(examples=["yes"])] = None


class EvaluationOut(Output):
    """How the meeting went."""

    went_well: str | None
    do_differently: str | None
    learned: str | None
    fit: str | None
    still_to_know: str | None
    plan: str | None
    worth_it: str | None
    interest: Interest | None


class Action(Input):
    """One thing to do after the meeting."""

    id: Annotated[Id | None, Field(description="Of an item that is there already; new ones get theirs.")] = None
    text: Annotated[Line, Field(examples=["Write to Lee Moreno, whom Dana named"])]
    due_on: Annotated[Day | None, Field(description="A date.")] = None
    done: Flag = False


class ActionOut(Output):
    """One thing to do after the meeting."""

    id: Id
    text: str
    due_on: Annotated[str | None, Field(description="A date.", examples=["2026-12-01"])]
    done: bool

"""Question sets on the wire."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from app.core.findings import Acknowledge, CitationOut, FindingOut, PolicyRevision, RulesetName, Verdict
from app.core.paging import ListQuery
from app.core.wire import Flag, Id, Input, Instant, Line, Minutes, Name, Note, Output


class Topic(StrEnum):
    """What a question is about."""

    TYPICAL_DAY = "typical_day"
    CULTURE = "culture"
    MANAGEMENT = "management"
    INDUSTRY_TRENDS = "industry_trends"
    FUTURE = "future"
    QUALIFICATIONS = "qualifications"
    CAREER_PATH = "career_path"
    ENJOYMENT = "enjoyment"
    ADVICE = "advice"
    SKILLS = "skills"
    WORK_LIFE = "work_life"
    REFERRAL = "referral"
    OTHER = "other"


_MINUTES = "How long the conversation may take; decides how many questions fit."
_RESERVE = "Kept back: neither shared nor counted."
_UNPLANNED = "Came up in the conversation: neither checked, counted nor shared."


class Question(Input):
    """One question of a set."""

    id: Annotated[Id | None, Field(description="Of a question that the set has already; else the server makes it.")] = (
        None
    )
    text: Annotated[Line, Field(examples=["How did you get into exhibit design?"])]
    topic: Topic = Topic.OTHER
    reserve: Annotated[Flag, Field(description=_RESERVE)] = False
    unplanned: Annotated[Flag, Field(description=_UNPLANNED)] = False
    asked: Annotated[Flag, Field(description="It was asked.")] = False
    answer: Annotated[Note | None, Field(examples=["By way of a summer at the planetarium."])] = None


class QuestionOut(Output):
    """One question of a set."""

    id: Id
    text: Annotated[str, Field(examples=["How did you get into exhibit design?"])]
    topic: Topic
    reserve: Annotated[bool, Field(description=_RESERVE)]
    unplanned: Annotated[bool, Field(description=_UNPLANNED)]
    asked: bool
    answer: str | None


Questions = Annotated[list[Question], Field(max_length=100, description="In the order of asking.")]


class QuestionSetCreate(Input):
    """A new set of questions; only the title is needed."""

    title: Annotated[Name, Field(examples=["Questions for Dana Whitfield"])]
    contact_id: Annotated[Id | None, Field(description="Whom the questions are for.")] = None
    minutes_available: Annotated[Minutes | None, Field(examples=[20], description=_MINUTES)] = None
    questions: Questions = []


class QuestionSetPatch(Input):
    """Changes to a set: what is not named stays, null clears, and `questions` replaces the whole list."""

    title: Name = ""
    contact_id: Id | None = None
    minutes_available: Minutes | None = None
    questions: Questions = []


class QuestionSetOut(Output):
    """A set of questions, with what the check says of it."""

    id: Id
    created_at: Instant
    updated_at: Instant
    title: Annotated[str, Field(examples=["Questions for Dana Whitfield"])]
    contact_id: Id | None
    minutes_available: Annotated[int | None, Field(examples=[20], description=_MINUTES)]
    questions: list[QuestionOut]
    shared_at: Annotated[Instant | None, Field(description="When it was last shared with the contact.")]
    interview_request_id: Annotated[Id | None, Field(description="The newest interview request that names this set.")]
    findings: Annotated[list[FindingOut], Field(description="Pointers are `/questions/N/text`, or `/questions`.")]
    verdict: Verdict
    ruleset: RulesetName
    policy_revision: PolicyRevision


class QuestionSetPage(Output):
    """One page of question sets."""

    items: list[QuestionSetOut]
    next_cursor: Annotated[str | None, Field(description="Null on the last page.")]


class QuestionSetQuery(ListQuery):
    """Filters of the list of question sets; a repeated one means any of them."""

    contact_id: Annotated[list[Id], Field(max_length=20)] = []
    sort: Literal["created_at", "-created_at", "updated_at", "-updated_at"] = "-created_at"


class Share(Input):
    """What the seeker keeps although the check found it."""

    acknowledge: Annotated[
        list[Acknowledge], Field(max_length=100, description="Each error that stays, with the reason.")
    ] = []


class SuggestRequest(Input):
    """What the conversation is about, as far as it is known."""

    minutes_available: Annotated[Minutes | None, Field(examples=[20], description=_MINUTES)] = None
    goals: Annotated[
        list[Line],
        Field(max_length=20, examples=[["Find out how people grow in this role"]], description="In your own words."),
    ] = []
    topics: Annotated[
        list[Topic],
        Field(
            max_length=20, examples=[["culture"]], description="Ask about these only; whom else to ask always ends it."
        ),
    ] = []
    contact_id: Annotated[Id | None, Field(description="Whom it is for: what they were asked is left out.")] = None


class SuggestedQuestionOut(Output):
    """One suggested question."""

    text: Annotated[str, Field(examples=["What did your last working day look like, from the first hour to the last?"])]
    topic: Topic
    reserve: Annotated[bool, Field(description=_RESERVE)]
    unplanned: bool
    asked: bool
    answer: str | None


class SuggestionOut(Output):
    """A set that can be stored as it is, by sending all but findings and verdict."""

    title: Annotated[str, Field(examples=["Questions for Dana Whitfield"])]
    contact_id: Id | None
    minutes_available: int | None
    questions: list[SuggestedQuestionOut]
    findings: list[FindingOut]
    verdict: Verdict


class LibraryQuestionOut(Output):
    """One built-in question, and where the idea for it comes from."""

    text: Annotated[str, Field(examples=["What surprised you about the way people work together when you joined?"])]
    topic: Topic
    citation: CitationOut


class LibraryPage(Output):
    """The built-in questions."""

    items: list[LibraryQuestionOut]
    next_cursor: Annotated[str | None, Field(description="Always null: all come at once.")]


class LibraryQuery(Input):
    """Filter of the library; repeated, it means any of the topics."""

    topic: Annotated[list[Topic], Field(max_length=20)] = []


class OutlineFormat(StrEnum):
    """How the outline is written."""

    MARKDOWN = "markdown"
    HTML = "html"

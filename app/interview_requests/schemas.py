"""Interview requests on the wire."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from app.contacts.schemas import Channel
from app.core.findings import Acknowledge, FindingOut, PolicyRevision, RulesetName, Verdict
from app.core.paging import ListQuery
from app.core.sending import Via
from app.core.wire import Id, Input, Instant, Line, Message, Minutes, Output, Paragraph


class Purpose(StrEnum):
    """What the conversation is for."""

    EXPLORE_FIELD = "explore_field"
    LEARN_ROLE = "learn_role"
    LEARN_COMPANY = "learn_company"
    VALIDATE_UNDERSTANDING = "validate_understanding"
    SHARPEN_FOCUS = "sharpen_focus"
    PRACTISE = "practise"


class Format(StrEnum):
    """A way to meet."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    VIDEO = "video"
    COFFEE = "coffee"
    LUNCH = "lunch"


class RequestStatus(StrEnum):
    """Where a request stands."""

    DRAFT = "draft"
    SENT = "sent"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    NO_RESPONSE = "no_response"
    WITHDRAWN = "withdrawn"


def _distinct(values: list[Format]) -> list[Format]:
    return list(dict.fromkeys(values))


Formats = Annotated[
    list[Format],
    Field(max_length=10, examples=[["in_person", "phone"]], description="The ways to meet that they may choose from."),
    AfterValidator(_distinct),
]
QuestionCount = Annotated[int, Field(strict=True, ge=1, le=100, examples=[5], description="How many questions.")]
Objective = Annotated[
    Paragraph, Field(examples=["How exhibit developers spend their days"], description="What you hope to learn.")
]
RequestMessage = Annotated[
    Message,
    Field(
        examples=[
            "Dear Dana Whitfield,\n\nMy name is Sam Rivera, a biology graduate moving into science writing. I am "
            "writing because of your work at the City Science Museum. I would like to learn how you spend your days. "
            "Could I have 15 minutes of your time for five questions? In person would be great, by phone is fine too. "
            "I would gladly send you the questions in advance.\n\nKind regards,\nSam Rivera"
        ],
        description="The text, exactly as it is sent, or what is said on the phone or in person.",
    ),
]
Acknowledged = Annotated[
    list[Acknowledge], Field(max_length=50, description="Errors that you disagree with, each with a reason.")
]


class InterviewRequestCreate(Input):
    """A new request, as a draft; only the contact is needed."""

    contact_id: Annotated[Id, Field(description="Whom you ask.")]
    referred_by_id: Annotated[
        Id | None, Field(description="The contact who sent you; else the one who introduced you to the contact.")
    ] = None
    channel: Channel = Channel.EMAIL
    purpose: Purpose | None = None
    objective: Objective | None = None
    minutes_requested: Annotated[Minutes | None, Field(examples=[15])] = None
    question_count: QuestionCount | None = None
    formats_offered: Formats = []
    question_set_id: Annotated[Id | None, Field(description="The questions that go with it.")] = None
    subject: Annotated[Line | None, Field(examples=["Five questions about your work"])] = None
    message: RequestMessage | None = None


class InterviewRequestPatch(Input):
    """Changes to a draft: what is not named stays, null clears."""

    contact_id: Id = ""
    referred_by_id: Id | None = None
    channel: Channel = Channel.EMAIL
    purpose: Purpose | None = None
    objective: Objective | None = None
    minutes_requested: Minutes | None = None
    question_count: QuestionCount | None = None
    formats_offered: Formats = []
    question_set_id: Id | None = None
    subject: Line | None = None
    message: RequestMessage | None = None


class InterviewRequestCompose(Input):
    """What a request is to ask for; nothing is stored."""

    contact_id: Annotated[Id, Field(description="Whom you ask.")]
    channel: Channel = Channel.EMAIL
    objective: Objective | None = None
    purpose: Purpose | None = None
    minutes_requested: Annotated[
        Minutes | None, Field(examples=[15], description="Whole minutes; at most what the policy allows is written.")
    ] = None
    question_count: QuestionCount | None = None
    formats_offered: Formats = []
    referred_by_id: Annotated[Id | None, Field(description="The contact who sent you.")] = None


class Send(Input):
    """How a text goes out, and which errors in it the seeker stands by."""

    via: Annotated[Via, Field(description="Self: you sent it yourself and note it here.")] = Via.SELF
    acknowledge: Acknowledged = []


class FollowUp(Input):
    """The one reminder of a request without an answer."""

    via: Annotated[Via, Field(description="Self: you sent it yourself and note it here.")] = Via.SELF
    message: Annotated[Message, Field(min_length=1, examples=["Dear Dana,\n\nI wrote to you last week about …"])]
    acknowledge: Acknowledged = []


class FollowUpOut(Output):
    """A reminder that was sent; what the check said of it is among the findings, under `/follow_ups/N/message`."""

    sent_at: Instant
    via: Via
    message: str
    ruleset: RulesetName
    policy_revision: PolicyRevision


class InterviewRequestOut(Output):
    """A request to one contact, with what the check says of it and what can be done with it now."""

    id: Id
    created_at: Instant
    updated_at: Instant
    contact_id: Id
    referred_by_id: Id | None
    channel: Channel
    purpose: Purpose | None
    objective: str | None
    minutes_requested: Annotated[int | None, Field(examples=[15])]
    question_count: Annotated[int | None, Field(examples=[5])]
    formats_offered: list[Format]
    question_set_id: Id | None
    subject: str | None
    message: str | None
    status: RequestStatus
    available_actions: Annotated[
        list[str], Field(description="What can be done now: the last part of the path.", examples=[["send"]])
    ]
    sent_at: Annotated[Instant | None, Field(description="Null while it is a draft.")]
    answered_at: Annotated[Instant | None, Field(description="When it was accepted or declined.")]
    follow_ups: Annotated[list[FollowUpOut], Field(description="The one reminder, once it was sent.")]
    findings: Annotated[list[FindingOut], Field(description="What the check said when it was written or sent.")]
    verdict: Verdict
    ruleset: RulesetName
    policy_revision: PolicyRevision


class InterviewRequestPage(Output):
    """One page of requests."""

    items: list[InterviewRequestOut]
    next_cursor: Annotated[str | None, Field(description="Null on the last page.")]


class InterviewRequestQuery(ListQuery):
    """Filters of the list of requests; a repeated one means any of them."""

    status: Annotated[list[RequestStatus], Field(max_length=20)] = []
    contact_id: Annotated[list[Id], Field(max_length=20)] = []
    channel: Annotated[list[Channel], Field(max_length=20)] = []
    verdict: Annotated[list[Verdict], Field(max_length=20)] = []
    sort: Annotated[
        Literal["created_at", "-created_at", "updated_at", "-updated_at", "sent_at", "-sent_at"],
        Field(description="By `sent_at`, drafts count as later than all that was sent."),
    ] = "-created_at"


class ComposedOut(Output):
    """A text that was written for the seeker; `findings` holds nothing about the text itself."""

    subject: Annotated[str | None, Field(description="Null where the channel has none.")]
    message: str
    findings: Annotated[list[FindingOut], Field(description="What speaks against the plan: whom, how long.")]

"""What spans the features, on the wire."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from app.contacts.schemas import Channel, Warmth
from app.core.findings import FindingOut
from app.core.wire import Id, Input, Instant, Name, Output


class TimelineKind(StrEnum):
    """What happened, or is planned: a touchpoint by its own kind, all else by what it happened to."""

    CONTACT_CREATED = "contact_created"
    MESSAGE = "message"
    CALL = "call"
    MEETING = "meeting"
    UPDATE = "update"
    LEAD = "lead"
    OTHER = "other"
    INTERVIEW_REQUEST_SENT = "interview_request_sent"
    INTERVIEW_REQUEST_FOLLOWED_UP = "interview_request_followed_up"
    INTERVIEW_REQUEST_ACCEPTED = "interview_request_accepted"
    INTERVIEW_REQUEST_DECLINED = "interview_request_declined"
    INTERVIEW_REQUEST_NO_RESPONSE = "interview_request_no_response"
    INTERVIEW_REQUEST_WITHDRAWN = "interview_request_withdrawn"
    MEETING_SCHEDULED = "meeting_scheduled"
    MEETING_CONFIRMED = "meeting_confirmed"
    MEETING_IN_PROGRESS = "meeting_in_progress"
    MEETING_HELD = "meeting_held"
    MEETING_CANCELLED = "meeting_cancelled"
    MEETING_NO_SHOW = "meeting_no_show"
    THANK_YOU_NOTE_SENT = "thank_you_note_sent"


class SubjectType(StrEnum):
    """What kind of resource a line of the timeline is about."""

    CONTACT = "contact"
    TOUCHPOINT = "touchpoint"
    INTERVIEW_REQUEST = "interview_request"
    MEETING = "meeting"
    THANK_YOU_NOTE = "thank_you_note"


class TimelineSubjectOut(Output):
    """The resource that a line of the timeline is about."""

    type: Annotated[SubjectType, Field(examples=["meeting"])]
    id: Id


class TimelineItemOut(Output):
    """One line of the timeline."""

    at: Annotated[
        Instant, Field(description="When it happened; of a meeting its end once held, before that its planned start.")
    ]
    kind: Annotated[TimelineKind, Field(examples=["meeting_held"])]
    title: Annotated[str, Field(examples=["Met by video"])]
    subject: TimelineSubjectOut


class TimelineOut(Output):
    """One page of a contact's timeline, newest first."""

    items: list[TimelineItemOut]
    next_cursor: Annotated[str | None, Field(description="Null on the last page.")]


class TimelineQuery(BaseModel):
    """Which part of a timeline."""

    model_config = ConfigDict(extra="forbid")

    limit: Annotated[int, Field(ge=1, le=200, description="How many items at most.")] = 50
    cursor: Annotated[str | None, Field(max_length=1000, description="`next_cursor` of the page before.")] = None


class ContactSummaryOut(Output):
    """Who somebody is, in short."""

    id: Id
    name: Annotated[str, Field(examples=["Dana Whitfield"])]
    organisation: Annotated[str | None, Field(examples=["City Science Museum"])]
    role_title: Annotated[str | None, Field(examples=["Exhibition developer"])]


class PathOut(Output):
    """A chain of introductions."""

    items: Annotated[list[ContactSummaryOut], Field(description="From the first introducer to this contact.")]


class NetworkQuery(BaseModel):
    """Which part of the network."""

    model_config = ConfigDict(extra="forbid")

    to_organisation: Annotated[
        Name | None,
        Field(
            examples=["City Science Museum"],
            description="Only the shortest introductions to somebody there. Case and accents do not count; where no "
            "organisation has this very name, those with these words in it count.",
        ),
    ] = None


class PersonOut(Output):
    """A contact as a node of the network."""

    id: Id
    name: Annotated[str, Field(examples=["Dana Whitfield"])]
    organisation: Annotated[str | None, Field(examples=["City Science Museum"])]
    warmth: Warmth


class IntroductionOut(Output):
    """Who introduced whom."""

    model_config = ConfigDict(extra="forbid", defer_build=True, populate_by_name=True)

    from_: Annotated[Id, Field(alias="from", description="The contact who introduced, or sent you.")]
    to: Annotated[Id, Field(description="The contact who was introduced.")]


class NetworkOut(Output):
    """People, and who introduced whom."""

    nodes: Annotated[
        list[PersonOut], Field(description="Everybody; with `to_organisation` those on the way, in order.")
    ]
    edges: Annotated[list[IntroductionOut], Field(description="Each pair once.")]
    paths: Annotated[
        list[list[Id]] | None,
        Field(description="With `to_organisation` each shortest chain of introductions, else null."),
    ]


class ComposeKind(StrEnum):
    """Touch base: just to say hello; update: what came of their advice; search started: that the search has begun."""

    TOUCH_BASE = "touch_base"
    UPDATE = "update"
    SEARCH_STARTED = "search_started"


class ComposeMessage(Input):
    """Which message to write."""

    kind: Annotated[ComposeKind, Field(examples=["touch_base"])]


class ComposedMessageOut(Output):
    """A message to stay in touch, to change as you like; nothing is stored or sent."""

    channel: Annotated[Channel, Field(description="The way they prefer, else one that you know of.")]
    subject: Annotated[str | None, Field(description="For e-mail only.", examples=["Keeping in touch"])]
    message: str
    findings: Annotated[list[FindingOut], Field(description="What the practice says of sending it now.")]

"""Contacts on the wire."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints

from app.core.findings import FindingOut
from app.core.paging import ListQuery
from app.core.wire import Email, Flag, Id, Input, Instant, Name, Note, Output, Paragraph, Tag, TimeZone, Url


class Source(StrEnum):
    """How the seeker came to know of the contact."""

    FRIEND = "friend"
    FAMILY = "family"
    COLLEAGUE = "colleague"
    ALUMNI = "alumni"
    LINKEDIN = "linkedin"
    ASSOCIATION = "association"
    EVENT = "event"
    REFERRAL = "referral"
    COLD = "cold"
    OTHER = "other"


class Warmth(StrEnum):
    """Warm: a close friend or somebody met; lukewarm: introduced, same school; cold: a stranger."""

    COLD = "cold"
    LUKEWARM = "lukewarm"
    WARM = "warm"


class Position(StrEnum):
    """Where the contact stands relative to what the seeker wants to do."""

    SAME_ROLE = "same_role"
    ONE_STEP_ABOVE = "one_step_above"
    EXECUTIVE = "executive"
    HUMAN_RESOURCES = "human_resources"
    OTHER = "other"


class Channel(StrEnum):
    """A way to reach somebody."""

    EMAIL = "email"
    PHONE = "phone"
    LETTER = "letter"
    LINKEDIN = "linkedin"
    MESSAGE = "message"
    IN_PERSON = "in_person"


class ResearchKind(StrEnum):
    """What a piece of homework is about."""

    PERSON = "person"
    COMPANY = "company"
    FIELD = "field"
    ROLE = "role"


class TouchKind(StrEnum):
    """What kind of touch it was; a lead is something they told of."""

    MESSAGE = "message"
    CALL = "call"
    MEETING = "meeting"
    UPDATE = "update"
    LEAD = "lead"
    OTHER = "other"


Phone = Annotated[
    str,
    StringConstraints(strict=True, max_length=50, pattern=r"^[0-9+(][0-9 ()/.+\-]{2,48}$"),
    Field(examples=["+49 30 901820"], description="A telephone number."),
]


class Research(Input):
    """A piece of homework done on the person, company, field or role."""

    kind: ResearchKind
    title: Annotated[Name, Field(examples=["Talk on exhibit design"])]
    url: Annotated[Url | None, Field(examples=["https://example.org/talk"])] = None
    note: Annotated[Paragraph | None, Field(examples=["Opened a new hall in Leeds in 2024."])] = None


class ResearchOut(Output):
    """A piece of homework."""

    kind: ResearchKind
    title: str
    url: str | None
    note: str | None


def _distinct(values: list[str]) -> list[str]:
    return list(dict.fromkeys(values))


Tags = Annotated[
    list[Tag], Field(max_length=100, examples=[["museums"]], description="Free labels."), AfterValidator(_distinct)
]
Homework = Annotated[list[Research], Field(max_length=100, description="What you found out beforehand.")]


class ContactCreate(Input):
    """A new contact; only the name is needed."""

    name: Annotated[Name, Field(examples=["Dana Whitfield"])]
    email: Email | None = None
    phone: Phone | None = None
    linkedin_url: Annotated[Url | None, Field(examples=["https://www.linkedin.com/in/dana"])] = None
    organisation: Annotated[Name | None, Field(examples=["City Science Museum"])] = None
    role_title: Annotated[Name | None, Field(examples=["Exhibition developer"])] = None
    industry: Annotated[Name | None, Field(examples=["Museums"])] = None
    location: Annotated[Name | None, Field(examples=["Leeds"])] = None
    time_zone: TimeZone | None = None
    source: Source | None = None
    warmth: Warmth = Warmth.COLD
    position: Position = Position.OTHER
    introduced_by_id: Annotated[Id | None, Field(description="The contact who introduced this one.")] = None
    preferred_channel: Channel | None = None
    tags: Tags = []
    notes: Annotated[Note | None, Field(examples=["Met at the open day."])] = None
    research: Homework = []
    may_contact_again: Annotated[Flag | None, Field(description="Did they say so? Null: not asked yet.")] = None
    do_not_contact: Annotated[Flag, Field(description="Never approach this person.")] = False
    resume_invited: Annotated[Flag, Field(description="They asked for the resume.")] = False


class ContactPatch(Input):
    """Changes to a contact: what is not named stays, null clears."""

    name: Name = ""
    email: Email | None = None
    phone: Phone | None = None
    linkedin_url: Url | None = None
    organisation: Name | None = None
    role_title: Name | None = None
    industry: Name | None = None
    location: Name | None = None
    time_zone: TimeZone | None = None
    source: Source | None = None
    warmth: Warmth = Warmth.COLD
    position: Position = Position.OTHER
    introduced_by_id: Id | None = None
    preferred_channel: Channel | None = None
    tags: Tags = []
    notes: Note | None = None
    research: Homework = []
    may_contact_again: Flag | None = None
    do_not_contact: Flag = False
    resume_invited: Flag = False


class ContactOut(Output):
    """A contact, with what is derived from what happened."""

    id: Id
    created_at: Instant
    updated_at: Instant
    name: Annotated[str, Field(examples=["Dana Whitfield"])]
    email: str | None
    phone: str | None
    linkedin_url: str | None
    organisation: str | None
    role_title: str | None
    industry: str | None
    location: str | None
    time_zone: str | None
    source: Source | None
    warmth: Warmth
    position: Position
    introduced_by_id: Id | None
    preferred_channel: Channel | None
    tags: list[str]
    notes: str | None
    research: list[ResearchOut]
    may_contact_again: bool | None
    do_not_contact: bool
    resume_invited: bool
    last_touch_at: Annotated[Instant | None, Field(description="The last time you were in touch.")]
    next_touch_at: Annotated[Instant | None, Field(description="When to be in touch next; null when you should not.")]
    findings: Annotated[list[FindingOut], Field(description="What the practice says of approaching this person.")]


class ContactPage(Output):
    """One page of contacts."""

    items: list[ContactOut]
    next_cursor: Annotated[str | None, Field(description="Null on the last page.")]


class ContactQuery(ListQuery):
    """Filters of the list of contacts; a repeated one means any of them."""

    warmth: Annotated[list[Warmth], Field(max_length=20)] = []
    source: Annotated[list[Source], Field(max_length=20)] = []
    position: Annotated[list[Position], Field(max_length=20)] = []
    organisation: Annotated[list[Name], Field(max_length=20)] = []
    industry: Annotated[list[Name], Field(max_length=20)] = []
    tag: Annotated[list[Tag], Field(max_length=20)] = []
    introduced_by_id: Annotated[list[Id], Field(max_length=20)] = []
    do_not_contact: Annotated[list[bool], Field(max_length=2)] = []
    q: Annotated[
        Name | None, Field(description="Looks in name, organisation, role, industry, location, notes and tags.")
    ] = None
    sort: Literal["created_at", "-created_at", "updated_at", "-updated_at", "name", "-name"] = "-created_at"


class TouchpointCreate(Input):
    """A time that you were in touch, or a date to come back to."""

    kind: Annotated[TouchKind, Field(examples=["call"])]
    at: Annotated[Instant | None, Field(description="When; now without it. It may lie ahead, as of a lead.")] = None
    note: Annotated[Note | None, Field(examples=["She will ask a colleague about the archive."])] = None


class TouchpointOut(Output):
    """A time that you were in touch, or a date to come back to."""

    id: Id
    created_at: Instant
    updated_at: Instant
    contact_id: Id
    kind: TouchKind
    at: Instant
    note: str | None
    findings: Annotated[list[FindingOut], Field(description="What the practice said of it when it was noted.")]


class TouchpointPage(Output):
    """One page of touchpoints."""

    items: list[TouchpointOut]
    next_cursor: Annotated[str | None, Field(description="Null on the last page.")]


class TouchpointQuery(ListQuery):
    """How to list a contact's touchpoints."""

    sort: Literal["at", "-at", "created_at", "-created_at", "updated_at", "-updated_at"] = "-at"

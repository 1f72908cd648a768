"""Meetings on the wire."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from app.contacts.schemas import ContactCreate, Phone, Source, Warmth
from app.core.findings import CitationOut, FindingOut
from app.core.paging import ListQuery
from app.core.wire import Flag, Id, Input, Instant, Line, Minutes, Name, Output, TimeZone, Url
from app.meetings.record import (
    Action,
    ActionOut,
    Evaluation,
    EvaluationOut,
    Notes,
    NotesOut,
    PreparedAnswer,
    PreparedAnswerOut,
)


class MeetingFormat(StrEnum):
    """How the two meet."""

    IN_PERSON = "in_person"
    PHONE = "phone"
    VIDEO = "video"
    COFFEE = "coffee"
    LUNCH = "lunch"


class MeetingStatus(StrEnum):
    """How far a meeting has come."""

    SCHEDULED = "scheduled"
    CONFIRMED = "confirmed"
    IN_PROGRESS = "in_progress"
    HELD = "held"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"


class MoveReason(StrEnum):
    """Why a meeting is moved; once it has begun, only because the contact is busy."""

    CONTACT_BUSY = "contact_busy"
    SEEKER = "seeker"
    OTHER = "other"


class Side(StrEnum):
    """One of the two who meet."""

    SEEKER = "seeker"
    CONTACT = "contact"


Place = Annotated[
    Line | None, Field(description="Where to meet.", examples=["Café Léon, 2 Mill Lane, Leeds; ask for Dana"])
]
MeetingUrl = Annotated[Url | None, Field(description="Where to join.", examples=["https://meet.example.org/abc"])]
Goals = Annotated[
    list[Line],
    Field(max_length=100, description="What to find out.", examples=[["How people come into exhibition work"]]),
]
Overview = Annotated[
    Annotated[str, StringConstraints(strict=True, max_length=10_000)] | None,
    Field(
        description="What you say about yourself in two minutes: background, situation, interests, goals for the talk.",
        examples=["I studied biology, and I am interested in exhibitions. I would like to learn how you began."],
    ),
]
Preparation = Annotated[
    list[PreparedAnswer], Field(max_length=100, description="Questions they may ask you, and your answers.")
]
ActionPlan = Annotated[list[Action], Field(max_length=100, description="What you agreed on or mean to do.")]
People = Annotated[list[Name], Field(max_length=100, description="Whom you met there.", examples=[["Lee, front desk"]])]
Cards = Annotated[Flag | None, Field(description="Were cards exchanged? Null: not noted.")]


class Ticked(Input):
    """One item of the checklist, done or not."""

    item: Annotated[Line, Field(description="Exactly as the checklist names it.", examples=["Have a notebook ready"])]
    done: Flag


Ticks = Annotated[
    list[Ticked], Field(max_length=100, description="The items to tick or untick; the others stay as they are.")
]


class MeetingCreate(Input):
    """A new meeting; it may lie in the past, to record one that took place."""

    contact_id: Annotated[Id, Field(description="Whom you meet.")]
    interview_request_id: Annotated[Id | None, Field(description="The request that led to it.")] = None
    question_set_id: Annotated[Id | None, Field(description="The questions to take along.")] = None
    starts_at: Annotated[Instant, Field(description="The planned start.")]
    minutes: Annotated[Minutes, Field(description="How long you asked for.", examples=[20])]
    time_zone: TimeZone
    format: Annotated[MeetingFormat, Field(description="How you meet.", examples=["video"])]
    location: Place = None
    phone: Phone | None = None
    video_url: MeetingUrl = None
    goals: Goals = []
    overview: Overview = None
    preparation: Annotated[
        Preparation | None, Field(description="Without it, the usual questions without answers.")
    ] = None
    checklist: Ticks = []
    notes: Notes | None = None
    evaluation: Evaluation | None = None
    action_plan: ActionPlan = []
    people_met: People = []
    cards_exchanged: Cards = None


class MeetingPatch(Input):
    """Changes to a meeting: what is not named stays, null clears; `notes` and `evaluation` are merged field by field.

    Before the start everything can be changed; during and after the meeting notes, evaluation, action_plan, people_met
    and cards_exchanged. The start is moved with `reschedule`.
    """

    interview_request_id: Id | None = None
    question_set_id: Id | None = None
    minutes: Minutes = 1
    time_zone: TimeZone = "UTC"
    format: MeetingFormat = MeetingFormat.VIDEO
    location: Place = None
    phone: Phone | None = None
    video_url: MeetingUrl = None
    goals: Goals = []
    overview: Overview = None
    preparation: Annotated[Preparation, Field(description="Replaces the list.")] = []
    checklist: Ticks = []
    notes: Notes | None = None
    evaluation: Evaluation | None = None
    action_plan: Annotated[ActionPlan, Field(description="Replaces the list; an item keeps its `id` when sent.")] = []
    people_met: People = []
    cards_exchanged: Cards = None


class Reschedule(Input):
    """To when a meeting is moved, and why."""

    starts_at: Annotated[Instant, Field(description="The new start.")]
    minutes: Annotated[Minutes | None, Field(description="The new length; as before without it.")] = None
    reason: Annotated[MoveReason, Field(examples=["contact_busy"])] = MoveReason.OTHER
    asked_by: Annotated[Side, Field(description="Who asked for it.", examples=["contact"])] = Side.SEEKER


class Extend(Input):
    """How much longer the contact offered to talk."""

    minutes: Annotated[Minutes, Field(description="Minutes on top of those agreed.", examples=[10])]
    offered_by: Annotated[Side, Field(description="Only the contact can offer more time.", examples=["contact"])]


class Finish(Input):
    """When a meeting ended."""

    ended_at: Annotated[
        Instant | None,
        Field(description="Now without it; of a meeting that was never started the planned end, if that is past."),
    ] = None


class ReferralCreate(ContactCreate):
    """Somebody the contact named: a new contact, introduced by this one."""

    source: Source | None = Source.REFERRAL
    warmth: Warmth = Warmth.LUKEWARM
    introduced_by_id: Annotated[Id | None, Field(description="The meeting's contact, which goes without saying.")] = (
        None
    )


class ChecklistItemOut(Output):
    """One thing to have ready."""

    item: Annotated[str, Field(examples=["Have a notebook and a pen ready"])]
    why: Annotated[str, Field(examples=["You will want their words later, for your notes and for your thank-you."])]
    done: bool
    citation: CitationOut


class ExtensionOut(Output):
    """More time that the contact offered."""

    minutes: Annotated[int, Field(examples=[10])]
    at: Instant


class RescheduleOut(Output):
    """One time that the meeting was moved."""

    from_: Annotated[Instant, Field(alias="from", description="The start before.")]
    to: Annotated[Instant, Field(description="The start after.")]
    reason: MoveReason
    asked_by: Side
    at: Annotated[Instant, Field(description="When it was noted.")]


class MeetingOut(Output):
    """One conversation: its plan, its clock, and what came of it."""

    id: Id
    created_at: Instant
    updated_at: Instant
    contact_id: Id
    interview_request_id: Id | None
    question_set_id: Id | None
    starts_at: Annotated[Instant, Field(description="The planned start.")]
    minutes: Annotated[int, Field(description="The minutes asked for.", examples=[20])]
    time_zone: Annotated[str, Field(examples=["Europe/Berlin"])]
    format: MeetingFormat
    location: str | None
    phone: str | None
    video_url: str | None
    goals: list[str]
    overview: str | None
    preparation: list[PreparedAnswerOut]
    checklist: Annotated[list[ChecklistItemOut], Field(description="What to have ready, by format and policy.")]
    arrive_at: Annotated[Instant | None, Field(description="When to be there; null where nobody travels.")]
    confirm_from_at: Annotated[Instant, Field(description="From when on to confirm time and place.")]
    wrap_up_at: Annotated[Instant, Field(description="When to say that the end is near.")]
    ends_at: Annotated[
        Instant, Field(description="When the time asked for, and added by the contact, is over; by the actual start.")
    ]
    status: MeetingStatus
    available_actions: Annotated[list[str], Field(examples=[["confirm", "reschedule", "start"]])]
    started_at: Instant | None
    ended_at: Instant | None
    actual_minutes: Annotated[int | None, Field(description="Null until held, and when nobody knows.")]
    extensions: list[ExtensionOut]
    reschedules: list[RescheduleOut]
    ical_uid: Annotated[str, Field(examples=["019b0a6e-7c3e-7b62-9d0c-5a5c3f1c2d11@cardinal"])]
    ical_sequence: Annotated[int, Field(description="Rises with each change of what the invitation shows.")]
    notes: NotesOut
    evaluation: EvaluationOut
    action_plan: list[ActionOut]
    people_met: list[str]
    cards_exchanged: bool | None
    findings: Annotated[
        list[FindingOut], Field(description="What the practice says of the plan; once held, of what was left open.")
    ]


class MeetingPage(Output):
    """One page of meetings."""

    items: list[MeetingOut]
    next_cursor: Annotated[str | None, Field(description="Null on the last page.")]


class MeetingQuery(ListQuery):
    """Filters of the list of meetings; a repeated one means any of them."""

    status: Annotated[list[MeetingStatus], Field(max_length=20)] = []
    contact_id: Annotated[list[Id], Field(max_length=20)] = []
    interview_request_id: Annotated[list[Id], Field(max_length=20)] = []
    starts_after: Annotated[Instant | None, Field(description="Only what starts after this instant.")] = None
    starts_before: Annotated[Instant | None, Field(description="Only what starts before this instant.")] = None
    sort: Literal["created_at", "-created_at", "updated_at", "-updated_at", "starts_at", "-starts_at"] = "-created_at"

"""The agenda on the wire."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from app.core.findings import CitationOut
from app.core.wire import Id, Input, Instant, Output


class AgendaKind(StrEnum):
    """What there is to do. `answer_proposal` belongs to the contact's own page and does not come up yet."""

    ASK_FOR_NAMES = "ask_for_names"
    FINISH_REQUEST = "finish_request"
    ANSWER_OVERDUE = "answer_overdue"
    SCHEDULE = "schedule"
    ANSWER_PROPOSAL = "answer_proposal"
    SEND_QUESTIONS = "send_questions"
    PREPARE = "prepare"
    CONFIRM = "confirm"
    HOLD = "hold"
    WRITE_NOTES = "write_notes"
    EVALUATE = "evaluate"
    SEND_THANK_YOU = "send_thank_you"
    DO_ACTION = "do_action"
    FOLLOW_REFERRAL = "follow_referral"
    THANK_INTRODUCER = "thank_introducer"
    ASK_PERMISSION = "ask_permission"
    TOUCH_BASE = "touch_base"
    ANNOUNCE_SEARCH = "announce_search"


class AgendaSubjectType(StrEnum):
    """What kind of resource an item is about."""

    ACCOUNT = "account"
    CONTACT = "contact"
    TOUCHPOINT = "touchpoint"
    INTERVIEW_REQUEST = "interview_request"
    MEETING = "meeting"


class AgendaSubjectOut(Output):
    """The resource that an item is about."""

    type: Annotated[AgendaSubjectType, Field(examples=["meeting"])]
    id: Id


class AgendaActionOut(Output):
    """The call that does it."""

    method: Annotated[str, Field(description="The HTTP method.", examples=["POST"])]
    href: Annotated[
        str,
        Field(description="The path to call.", examples=["/v1/meetings/019b0a6e-7c3e-7b62-9d0c-5a5c3f1c2d11/confirm"]),
    ]
    body: Annotated[
        dict[str, Any] | None,
        Field(description="What the body must say at least; null where nothing is given.", examples=[None]),
    ]


class AgendaItemOut(Output):
    """One thing to do, with when, why, and the call that does it."""

    key: Annotated[
        str,
        Field(
            description="The same for as long as it is the same thing to do on the same occasion.",
            examples=["confirm:019b0a6e-7c3e-7b62-9d0c-5a5c3f1c2d11"],
        ),
    ]
    kind: Annotated[AgendaKind, Field(examples=["confirm"])]
    available_at: Annotated[Instant, Field(description="From when on it can be done.")]
    due_at: Annotated[Instant, Field(description="Until when to do it.")]
    due_local: Annotated[
        str,
        Field(description="The same by the clocks of your time zone.", examples=["2026-11-22T23:59:59+01:00"]),
    ]
    overdue: Annotated[bool, Field(description="It was due before now.")]
    snoozed_until: Annotated[Instant | None, Field(description="Put off until then; null when it is not.")]
    title: Annotated[
        str, Field(description="What to do, in a few words.", examples=["Confirm the meeting with Dana Whitfield"])
    ]
    why: Annotated[
        str,
        Field(description="The reason.", examples=["Time and place, or number, are confirmed the day before."]),
    ]
    citation: CitationOut
    contact_id: Annotated[Id | None, Field(description="Whom it concerns; null when nobody in particular.")]
    contact_name: Annotated[
        str | None, Field(description="Whom it is about; null for what is about nobody.", examples=["Dana Whitfield"])
    ]
    subject: AgendaSubjectOut
    action: AgendaActionOut


class AgendaPage(Output):
    """One page of what to do next, what matters most first."""

    items: list[AgendaItemOut]
    next_cursor: Annotated[str | None, Field(description="Null on the last page.")]


class AgendaQuery(BaseModel):
    """Which part of the agenda."""

    model_config = ConfigDict(extra="forbid")

    until: Annotated[
        Instant | None,
        Field(
            description="What falls due until then, also what cannot be done yet. Without it, all that can be done now."
        ),
    ] = None
    include_snoozed: Annotated[bool, Field(description="Also what was put off.")] = False
    limit: Annotated[int, Field(ge=1, le=200, description="How many items at most.")] = 50
    cursor: Annotated[str | None, Field(max_length=1000, description="`next_cursor` of the page before.")] = None


class AgendaSnoozeIn(Input):
    """Until when to put an item off."""

    until: Annotated[
        Instant,
        Field(
            description="After now; at most as many days as the policy gives (`agenda.snooze_at_most_days`), and not "
            "beyond the start of the meeting that it is about."
        ),
    ]

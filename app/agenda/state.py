"""What the agenda is derived from: plain facts of one account, as its few statements found them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Person:
    """A contact as an item of the agenda names them."""

    id: str
    name: str
    do_not_contact: bool = False
    left_alone: bool = False  # said so, or that they do not want to be contacted again


@dataclass(frozen=True, slots=True)
class Request:
    """A request that is not settled: a draft, one without an answer, or an accepted one without a meeting."""

    id: str
    contact: Person
    status: str
    sendable: bool  # something is written and nothing blocks it
    created_at: datetime
    sent_at: datetime | None
    answered_at: datetime | None
    reminded_at: datetime | None


@dataclass(frozen=True, slots=True)
class Questions:
    """The question set that goes with a meeting."""

    id: str
    shared: bool
    blocked: bool


@dataclass(frozen=True, slots=True)
class PlannedMeeting:
    """A meeting that lies ahead, runs, or should have taken place."""

    id: str
    contact: Person
    status: str
    known_since: datetime  # made or last moved
    moves: int
    starts_at: datetime
    ends_at: datetime  # by the actual start once there is one
    missing: Sequence[str]  # what a prepared seeker would have: goals, overview, research
    questions: Questions | None


@dataclass(frozen=True, slots=True)
class HeldMeeting:
    """A meeting that was held and after which something is left to do."""

    id: str
    contact: Person
    ended_at: datetime
    noted: bool
    evaluated: bool
    thanked: bool
    draft_note_id: str | None
    draft_note_sendable: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One thing of an action plan that is not done."""

    id: str
    meeting_id: str
    contact: Person
    text: str
    due_on: date | None
    agreed_at: datetime


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """A contact who was met, and who did not ask to be left alone."""

    contact: Person
    industry: str | None
    met_at: datetime
    last_touch_at: datetime
    may_contact_again: bool | None
    interest: str | None
    told_at: datetime | None  # the last time that the seeker noted to have written or talked to them
    unanswered: int  # messages in a row without a call, a lead or a meeting
    in_conversation: bool  # a request waits for their answer, or a meeting lies ahead


@dataclass(frozen=True, slots=True)
class NewFace:
    """A contact whom nobody wrote to, talked to or met yet."""

    contact: Person
    referred: bool
    introducer_name: str | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Introduction:
    """Somebody whose word led to a meeting with somebody else, and who has not been told since."""

    introducer: Person
    introduced: Person
    met_since: datetime


@dataclass(frozen=True, slots=True)
class Lead:
    """A date to come back to, noted as a touchpoint that lay ahead."""

    id: str
    contact: Person
    kind: str
    at: datetime
    note: str | None


@dataclass(frozen=True, slots=True)
class State:
    """Everything that the rules look at."""

    account_id: str
    search_mode: str
    search_started_at: datetime | None
    contact_count: int = 0
    industries: frozenset[str] = frozenset()  # of the targets, case-folded
    requests: Sequence[Request] = ()
    planned: Sequence[PlannedMeeting] = ()
    held: Sequence[HeldMeeting] = ()
    steps: Sequence[Step] = ()
    acquaintances: Sequence[Acquaintance] = ()
    referred: Sequence[NewFace] = ()
    strangers: Sequence[NewFace] = ()  # those to write to first come first
    introductions: Sequence[Introduction] = ()
    leads: Sequence[Lead] = ()

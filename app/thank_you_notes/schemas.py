"""Thank-you notes on the wire."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from app.core.findings import FindingOut, PolicyRevision, RulesetName, Verdict
from app.core.paging import ListQuery
from app.core.wire import Id, Input, Instant, Message, Output


class NoteChannel(StrEnum):
    """How thanks are sent: e-mail first, handwritten too where there is interest."""

    EMAIL = "email"
    HANDWRITTEN = "handwritten"
    LETTER = "letter"
    LINKEDIN = "linkedin"
    MESSAGE = "message"


class NoteStatus(StrEnum):
    """Where a note stands."""

    DRAFT = "draft"
    SENT = "sent"


HeldMeeting = Annotated[Id, Field(description="The meeting that it thanks for; it must have been held.")]
NoteMessage = Annotated[
    Message,
    Field(
        examples=[
            "Dear Dana,\n\nThank you for taking the time to talk with me. I have been thinking about your advice to "
            "volunteer in the archive first.\n\nI would like to stay in touch. What is the best way for you?\n\n"
            "With best wishes,\nSam Rivera"
        ],
        description="The text, exactly as it is sent.",
    ),
]


class ThankYouNoteCreate(Input):
    """A new note, as a draft; a meeting may have several."""

    meeting_id: HeldMeeting
    channel: NoteChannel = NoteChannel.EMAIL
    message: NoteMessage | None = None


class ThankYouNotePatch(Input):
    """Changes to a draft: what is not named stays, null clears."""

    meeting_id: HeldMeeting = ""
    channel: NoteChannel = NoteChannel.EMAIL
    message: NoteMessage | None = None


class ThankYouNoteCompose(Input):
    """What to thank for, and how; nothing is stored."""

    meeting_id: HeldMeeting
    channel: NoteChannel = NoteChannel.EMAIL


class ThankYouNoteOut(Output):
    """Thanks for a meeting, with what the check says of them and what can be done with them now."""

    id: Id
    created_at: Instant
    updated_at: Instant
    meeting_id: Id
    channel: NoteChannel
    message: str | None
    due_at: Annotated[
        Instant,
        Field(description="The end of the meeting and the hours that the policy gives (`thank_you.due_hours`)."),
    ]
    overdue: Annotated[bool, Field(description="Still a draft after it was due.")]
    status: NoteStatus
    available_actions: Annotated[
        list[str], Field(description="What can be done now: the last part of the path.", examples=[["send"]])
    ]
    sent_at: Annotated[Instant | None, Field(description="Null while it is a draft.")]
    findings: Annotated[list[FindingOut], Field(description="What the check said when it was written or sent.")]
    verdict: Verdict
    ruleset: RulesetName
    policy_revision: PolicyRevision


class ThankYouNotePage(Output):
    """One page of notes."""

    items: list[ThankYouNoteOut]
    next_cursor: Annotated[str | None, Field(description="Null on the last page.")]


class ThankYouNoteQuery(ListQuery):
    """Filters of the list of notes; a repeated one means any of them."""

    status: Annotated[list[NoteStatus], Field(max_length=20)] = []
    meeting_id: Annotated[list[Id], Field(max_length=20)] = []
    overdue: Annotated[bool | None, Field(description="True: drafts past their time. False: all others.")] = None
    sort: Annotated[
        Literal["created_at", "-created_at", "updated_at", "-updated_at", "due_at", "-due_at", "sent_at", "-sent_at"],
        Field(description="By `sent_at`, drafts count as later than all that was sent."),
    ] = "-created_at"

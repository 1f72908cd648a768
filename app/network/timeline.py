"""Everything that happened with one contact, in one statement over all features."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    bindparam,
    case,
    cast,
    func,
    literal,
    null,
    select,
    tuple_,
    type_coerce,
    union_all,
)

from app.contacts.models import Contact, Touchpoint
from app.core.statements import Statement
from app.core.tables import table_of
from app.core.types import Instant
from app.interview_requests.models import InterviewRequest
from app.meetings.models import Meeting
from app.thank_you_notes.models import ThankYouNote

_contacts, _touchpoints = table_of(Contact), table_of(Touchpoint)
_requests, _meetings, _notes = table_of(InterviewRequest), table_of(Meeting), table_of(ThankYouNote)

ANSWERS = ("accepted", "declined", "no_response", "withdrawn")


def _branch(table: Any, owner: Any, at: Any, kind: Any, detail: Any, subject: str) -> Select[Any]:
    """Return what one table has to tell of the contact; `owner` is the column that names the contact."""
    columns: list[ColumnElement[Any]] = [
        at.label("at"),
        cast(kind, String).label("kind"),
        cast(detail, String).label("detail"),
        literal(subject).label("subject_type"),
        table.c.id.label("subject_id"),
    ]
    query: Select[Any] = select(*columns)
    return query.where(table.c.account_id == bindparam("account_id"), owner == bindparam("contact_id"))


def _follow_ups(dialect: str) -> Select[Any]:
    """Return the reminders of requests: they stand in a JSON list, with RFC 3339 instants."""
    each: Any
    if dialect == "postgresql":
        each = func.json_array_elements(_requests.c.follow_ups).table_valued("value").lateral()
        at: Any = cast(func.json_extract_path_text(each.c.value, "sent_at"), Instant())
        via: Any = func.json_extract_path_text(each.c.value, "via")
    else:
        each = func.json_each(_requests.c.follow_ups).table_valued("value")
        written = func.rtrim(func.json_extract(each.c.value, "$.sent_at"), "Z")
        # as the column type keeps instants: always with six digits, so that they sort
        at = type_coerce(func.substr(written.op("||")(".000000"), 1, 26).op("||")("+00:00"), Instant())
        via = func.json_extract(each.c.value, "$.via")
    kind = literal("interview_request_followed_up")
    query = _branch(_requests, _requests.c.contact_id, at, kind, via, "interview_request")
    return query.select_from(_requests).join(each, literal(1) == literal(1))


def _branches(dialect: str) -> list[Select[Any]]:
    requests, meetings, touchpoints, notes = _requests.c, _meetings.c, _touchpoints.c, _notes.c
    sent = literal("interview_request_sent")
    answered = literal("interview_request_").op("||")(requests.status)
    met = literal("meeting_").op("||")(meetings.status)
    ended = func.coalesce(meetings.ended_at, meetings.starts_at)
    when_met = case((meetings.status == "held", ended), else_=meetings.starts_at)
    of_meeting = (_meetings.c.account_id == notes.account_id) & (_meetings.c.id == notes.meeting_id)
    thanked = literal("thank_you_note_sent")
    created = literal("contact_created")
    return [
        _branch(_contacts, _contacts.c.id, _contacts.c.created_at, created, _contacts.c.source, "contact"),
        _branch(_touchpoints, touchpoints.contact_id, touchpoints.at, touchpoints.kind, touchpoints.note, "touchpoint"),
        _branch(_requests, requests.contact_id, requests.sent_at, sent, requests.channel, "interview_request").where(
            requests.sent_at.is_not(None)
        ),
        _branch(_requests, requests.contact_id, requests.answered_at, answered, null(), "interview_request").where(
            requests.answered_at.is_not(None), requests.status.in_([literal(each) for each in ANSWERS])
        ),
        _follow_ups(dialect),
        _branch(_meetings, meetings.contact_id, when_met, met, meetings.format, "meeting"),
        _branch(_notes, meetings.contact_id, notes.sent_at, thanked, notes.channel, "thank_you_note")
        .select_from(_notes.join(_meetings, of_meeting))
        .where(notes.sent_at.is_not(None)),
    ]


def statement(from_cursor: bool) -> Statement:
    """Build one page of the timeline, newest first; `key` tells lines of the same instant apart."""

    def build(dialect: str) -> Select[Any]:
        told = union_all(*_branches(dialect)).subquery("told")
        key = told.c.kind.op("||")(":").op("||")(cast(told.c.subject_id, String))
        at = type_coerce(told.c.at, Instant())
        columns: list[ColumnElement[Any]] = [told.c.at, told.c.kind, told.c.detail, told.c.subject_type]
        query: Select[Any] = select(*columns, told.c.subject_id, key.label("key"))
        if from_cursor:
            there = tuple_(bindparam("after_at", type_=Instant()), bindparam("after_key", type_=String()))
            query = query.where(tuple_(at, key) < there)
        return query.order_by(at.desc(), key.desc()).limit(bindparam("limit"))

    return Statement(build)


FIRST_PAGE, NEXT_PAGE = statement(False), statement(True)

"""The drafts of an account with what their check needs to know, one statement a kind."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Table, and_, bindparam, func, select
from sqlalchemy.sql.selectable import FromClause

from app.contacts.models import Contact
from app.core.statements import Row, Statement, any_of
from app.core.tables import table_of
from app.interview_requests.models import InterviewRequest
from app.meetings.models import Meeting
from app.meetings.neighbours import beside
from app.question_sets.models import QuestionSet
from app.thank_you_notes.models import ThankYouNote

_contacts = table_of(Contact)
_requests, _sets = table_of(InterviewRequest), table_of(QuestionSet)
_meetings, _notes = table_of(Meeting), table_of(ThankYouNote)
_referrers = _contacts.alias("referrers")
_CONTACT = ("name", "organisation", "role_title", "warmth", "position", "do_not_contact", "resume_invited")
_REQUEST = ("channel", "minutes_requested", "question_count", "formats_offered", "subject", "message")


def _one(table: FromClause, owned: Table, column: Any) -> Any:
    """Return the condition that joins the row of the same account that `column` names."""
    return and_(table.c.account_id == owned.c.account_id, table.c.id == column)


def _columns(table: Table, *names: str) -> list[Any]:
    # how many there are is counted before the limit cuts them off
    return [table.c.id, table.c.updated_at, *(table.c[name] for name in names), func.count().over().label("total")]


def _contact() -> list[Any]:
    return [_contacts.c[name].label(f"contact_{name}") for name in _CONTACT]


def _newest(query: Any, table: Table, condition: Any) -> Statement:
    mine = query.where(table.c.account_id == bindparam("account_id"), condition)
    return Statement(mine.order_by(table.c.updated_at.desc(), table.c.id.desc()).limit(bindparam("limit")))


REQUESTS = _newest(
    select(*_columns(_requests, *_REQUEST), *_contact(), _referrers.c.name.label("referrer_name"))
    .select_from(_requests)
    .join(_contacts, _one(_contacts, _requests, _requests.c.contact_id))
    .outerjoin(
        _referrers,
        _one(_referrers, _requests, func.coalesce(_requests.c.referred_by_id, _contacts.c.introduced_by_id)),
    ),
    _requests,
    _requests.c.status == "draft",
)
QUESTION_SETS = _newest(
    select(*_columns(_sets, "title", "questions", "minutes_available", "findings")), _sets, _sets.c.shared_at.is_(None)
)
NOTES = _newest(
    select(*_columns(_notes, "channel", "message"), *_contact(), _meetings.c.evaluation)
    .select_from(_notes)
    .join(_meetings, _one(_meetings, _notes, _notes.c.meeting_id))
    .join(_contacts, _one(_contacts, _notes, _meetings.c.contact_id)),
    _notes,
    _notes.c.status == "draft",
)
MEETINGS = _newest(
    select(*_columns(_meetings, "status", "contact_id", "goals", "overview", "starts_at", "ends_at"), *_contact())
    .add_columns(*beside(_meetings.c.account_id, _meetings.c.id, _meetings.c.starts_at))
    .select_from(_meetings)
    .join(_contacts, _one(_contacts, _meetings, _meetings.c.contact_id)),
    _meetings,
    any_of(_meetings.c.status, "planned"),
)


def contact_of(row: Row) -> Row:
    """Return the contact that was read together with a draft."""
    return {name: row[f"contact_{name}"] for name in _CONTACT}


def newest(found: Sequence[tuple[str, Row]], limit: int) -> list[tuple[str, Row]]:
    """Return the drafts of all kinds that were changed last."""
    return sorted(found, key=lambda each: (each[1]["updated_at"], each[1]["id"]), reverse=True)[:limit]

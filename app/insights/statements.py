"""What insights are made of, one plain statement a table: what belongs together is put together by `cases`.

Joined in the database, an account of 10,000 requests took seconds with a plan that was off, and longer also with the
right one (docs/adr/0009).
"""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, bindparam, select

from app.contacts.models import Contact
from app.core.statements import Statement
from app.core.tables import table_of
from app.core.types import Instant
from app.interview_requests.models import InterviewRequest
from app.meetings.models import Meeting
from app.thank_you_notes.models import ThankYouNote

_contacts, _requests = table_of(Contact), table_of(InterviewRequest)
_meetings, _notes = table_of(Meeting), table_of(ThankYouNote)
_from, _to = (bindparam(name, type_=Instant()) for name in ("from_at", "to_at"))


def _rows(table: FromClause, *names: str, at: ColumnElement[Any]) -> Select[Any]:
    """Select columns of the account's rows, and whether each belongs in the window."""
    columns = [table.c[name] for name in names]
    within = and_(at >= _from, at < _to).label("within")
    return select(*columns, within).where(table.c.account_id == bindparam("account_id"))


CONTACTS = Statement(
    _rows(_contacts, "id", "source", "warmth", "industry", "introduced_by_id", at=_contacts.c.created_at)
)
# all that were sent before the window ends, the last one last; a draft stands in the far future
REQUESTS = Statement(
    _rows(
        _requests, "id", "contact_id", "channel", "words", "status", "sent_at", "answered_at", at=_requests.c.sent_sort
    )
    .where(_requests.c.sent_sort < _to)
    .order_by(_requests.c.sent_sort, _requests.c.id)
)
MEETINGS = Statement(
    _rows(
        _meetings,
        *("id", "contact_id", "interview_request_id"),
        *("starts_at", "minutes", "started_at", "ended_at", "extensions"),
        at=_meetings.c.ended_at,
    ).where(_meetings.c.status == "held")
)
NOTES = Statement(
    _rows(_notes, "meeting_id", "sent_at", at=_notes.c.sent_sort)
    .where(_notes.c.sent_at.is_not(None))
    .order_by(_notes.c.sent_sort)
)

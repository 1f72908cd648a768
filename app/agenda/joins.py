"""How the statements of the agenda find rows of one account and join them."""

from typing import Any

from sqlalchemy import ColumnElement, Text, and_, bindparam, cast, false, func, literal, true

from app.contacts.models import Contact
from app.core.tables import table_of
from app.interview_requests.models import InterviewRequest
from app.meetings.models import Meeting
from app.meetings.rules import CALLED_OFF, TAKES_TIME

contacts, requests, meetings = table_of(Contact), table_of(InterviewRequest), table_of(Meeting)


def words(*values: str) -> list[ColumnElement[str]]:
    """Return texts that are part of a statement, not parameters of it."""
    return [literal(value) for value in values]


def mine(table: Any) -> ColumnElement[bool]:
    """Keep to the rows of the account."""
    own: ColumnElement[bool] = table.c.account_id == bindparam("account_id")
    return own


def of(table: Any, column: Any, target: Any) -> ColumnElement[bool]:
    """Join to the row of the same account whose id the column holds."""
    return and_(table.c.account_id == target.c.account_id, column == target.c.id)


def filled(column: ColumnElement[Any]) -> ColumnElement[bool]:
    """Tell whether some value of a JSON object is a text: as it is written, `":"` stands nowhere else."""
    return cast(column, Text).like('%":"%')


def welcome(table: Any) -> ColumnElement[bool]:
    """Keep to contacts who did not ask to be left alone."""
    return and_(table.c.do_not_contact.is_(false()), func.coalesce(table.c.may_contact_again, true()).is_(true()))


PLANNED = meetings.c.status.in_(words(*TAKES_TIME))
NOT_CALLED_OFF = meetings.c.status.not_in(words(*CALLED_OFF))
PERSON = (contacts.c.name, contacts.c.do_not_contact, contacts.c.may_contact_again)
LED_TO_IT = of(meetings, meetings.c.interview_request_id, requests)

"""The statements that read whom one knows: those met, those not written to yet, who introduced whom, noted dates."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, case, exists, func, null, or_, select

from app.agenda.joins import (
    LED_TO_IT,
    NOT_CALLED_OFF,
    PERSON,
    PLANNED,
    contacts,
    meetings,
    mine,
    of,
    requests,
    welcome,
    words,
)
from app.contacts.models import Touchpoint
from app.core.statements import Statement
from app.core.tables import table_of

_touchpoints = table_of(Touchpoint)

TOLD = ("message", "call", "meeting", "update")  # touches in which the seeker says something to the contact
ONE_SIDED = ("message", "update", "other")  # they may have gone unanswered
MUTUAL = ("call", "meeting", "lead")  # the contact took part

# noted when it was over, and not as a date to come back to; no clock that was set since changes that
_HAPPENED = _touchpoints.c.at <= _touchpoints.c.created_at


def _acquaintances() -> Select[Any]:
    """Read the contacts who were met and may be written to, with what was said to them since."""
    touches = (
        select(
            _touchpoints.c.contact_id,
            func.max(case((_touchpoints.c.kind.in_(words(*TOLD)), _touchpoints.c.at))).label("told_at"),
            func.max(case((_touchpoints.c.kind.in_(words(*MUTUAL)), _touchpoints.c.at))).label("mutual_at"),
        )
        .where(mine(_touchpoints), _HAPPENED)
        .group_by(_touchpoints.c.contact_id)
        .subquery("touches")
    )
    unanswered = (
        select(func.count())
        .select_from(_touchpoints)
        .where(
            _touchpoints.c.account_id == contacts.c.account_id,
            _touchpoints.c.contact_id == contacts.c.id,
            _touchpoints.c.kind.in_(words(*ONE_SIDED)),
            _HAPPENED,
            _touchpoints.c.at > contacts.c.met_at,
            or_(touches.c.mutual_at.is_(null()), _touchpoints.c.at > touches.c.mutual_at),
        )
        .correlate(contacts, touches)
        .scalar_subquery()
    )
    waiting = exists().where(_of_contact(requests), requests.c.status == "sent")
    meeting = exists().where(_of_contact(meetings), PLANNED)
    plain = ("id", "industry", "met_at", "last_touch_at", "may_contact_again", "interest")
    return (
        select(
            *(contacts.c[name] for name in plain),
            touches.c.told_at,
            unanswered.label("unanswered"),
            or_(waiting, meeting).label("in_conversation"),
            *PERSON,
        )
        .select_from(contacts.outerjoin(touches, touches.c.contact_id == contacts.c.id))
        .where(mine(contacts), contacts.c.met_at.is_not(null()), welcome(contacts))
    )


def _of_contact(table: Any) -> ColumnElement[bool]:
    return and_(table.c.account_id == contacts.c.account_id, table.c.contact_id == contacts.c.id)


_REFERRED = or_(contacts.c.introduced_by_id.is_not(null()), func.coalesce(contacts.c.source, "") == "referral")


def _new_faces(*conditions: ColumnElement[bool]) -> Select[Any]:
    """Read contacts whom nobody wrote to, talked to or met."""
    introducers = contacts.alias("introducers")
    of_introducer = and_(
        introducers.c.account_id == contacts.c.account_id, introducers.c.id == contacts.c.introduced_by_id
    )
    return (
        select(contacts.c.id, contacts.c.created_at, introducers.c.name.label("introducer_name"), *PERSON)
        .select_from(contacts.outerjoin(introducers, of_introducer))
        .where(
            mine(contacts),
            welcome(contacts),
            contacts.c.last_touch_at.is_(null()),
            contacts.c.met_at.is_(null()),
            ~exists().where(_of_contact(requests)),
            ~exists().where(_of_contact(meetings)),
            *conditions,
        )
    )


def _strangers() -> Select[Any]:
    """Read those to write to next: warm before cold, close to the role before others, never human resources."""
    warmth = case({"warm": 0, "lukewarm": 1}, value=contacts.c.warmth, else_=2)
    position = case({"same_role": 0, "one_step_above": 0, "other": 1}, value=contacts.c.position, else_=2)
    return (
        _new_faces(~_REFERRED, contacts.c.position != "human_resources")
        .order_by(warmth, position, contacts.c.created_at, contacts.c.id)
        .limit(bindparam("room"))
    )


def _introductions() -> Select[Any]:
    """Read who introduced somebody that a meeting was arranged with, and when they were last told something."""
    introducers = contacts.alias("introducers")
    introducer_id = func.coalesce(requests.c.referred_by_id, contacts.c.introduced_by_id)
    told_at = (
        select(func.max(_touchpoints.c.at))
        .where(
            _touchpoints.c.account_id == introducers.c.account_id,
            _touchpoints.c.contact_id == introducers.c.id,
            _touchpoints.c.kind.in_(words(*TOLD)),
            _HAPPENED,
        )
        .correlate(introducers)
        .scalar_subquery()
    )
    return (
        select(
            introducers.c.id,
            introducers.c.name,
            contacts.c.id.label("introduced_id"),
            contacts.c.name.label("introduced_name"),
            func.min(meetings.c.created_at).label("met_since"),
            told_at.label("told_at"),
        )
        .select_from(
            meetings.join(contacts, of(meetings, meetings.c.contact_id, contacts))
            .outerjoin(requests, LED_TO_IT)
            .join(
                introducers, and_(introducers.c.account_id == meetings.c.account_id, introducers.c.id == introducer_id)
            )
        )
        .where(
            mine(meetings),
            NOT_CALLED_OFF,
            welcome(introducers),
        )
        .group_by(introducers.c.account_id, introducers.c.id, introducers.c.name, contacts.c.id, contacts.c.name)
    )


def _leads() -> Select[Any]:
    """Read the dates that were noted to come back to and that no touch has reached yet."""
    return (
        select(*(_touchpoints.c[name] for name in ("id", "contact_id", "kind", "at", "note")), *PERSON)
        .select_from(_touchpoints.join(contacts, of(_touchpoints, _touchpoints.c.contact_id, contacts)))
        .where(
            mine(_touchpoints),
            welcome(contacts),
            _touchpoints.c.at > _touchpoints.c.created_at,
            or_(contacts.c.last_touch_at.is_(null()), contacts.c.last_touch_at < _touchpoints.c.at),
        )
    )


ACQUAINTANCES = Statement(_acquaintances())
REFERRED = Statement(_new_faces(_REFERRED).order_by(contacts.c.created_at, contacts.c.id))
STRANGERS = Statement(_strangers())
INTRODUCTIONS = Statement(_introductions())
LEADS = Statement(_leads())
COUNT = Statement(select(func.count().label("n")).select_from(contacts).where(mine(contacts)))

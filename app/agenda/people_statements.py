"""The statements that read whom one knows: those met, those not written to yet, who introduced whom, noted dates."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, bindparam, case, exists, func, null, or_, select

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
from app.core.types import Instant

_touchpoints = table_of(Touchpoint)

TOLD = ("message", "call", "meeting", "update")  # touches in which the seeker says something to the contact
ONE_SIDED = ("message", "update", "other")  # they may have gone unanswered
MUTUAL = ("call", "meeting", "lead")  # the contact took part

# noted when it was over, and not as a date to come back to; no clock that was set since changes that
_HAPPENED = _touchpoints.c.at <= _touchpoints.c.created_at


def _acquaintances() -> Select[Any]:
    """Read the contacts who were met and may be written to, with what was said to them since.

    Only those who may be due: not asked for leave, not touched for as long as the cadence says, or to be told of a
    search that began after they were met.
    """
    touches = _touchpoints.alias("touches")
    told_at = _last_touch(touches, TOLD)
    since = func.coalesce(_last_touch(touches, MUTUAL), contacts.c.met_at)
    unanswered = (
        select(func.count())
        .select_from(_touchpoints)
        .where(
            _of_contact(_touchpoints),
            _touchpoints.c.kind.in_(words(*ONE_SIDED)),
            _HAPPENED,
            _touchpoints.c.at > contacts.c.met_at,
            _touchpoints.c.at > since,
        )
        .correlate(contacts)
        .scalar_subquery()
    )
    waiting = exists().where(_of_contact(requests), requests.c.status == "sent")
    meeting = exists().where(_of_contact(meetings), PLANNED)
    return select(
        *(contacts.c[name] for name in ("id", "industry", "met_at", "last_touch_at", "interest")),
        told_at.label("told_at"),
        unanswered.label("unanswered"),
        or_(waiting, meeting).label("in_conversation"),
        *PERSON,
    ).where(
        mine(contacts),
        contacts.c.met_at.is_not(null()),
        welcome(contacts),
        or_(
            contacts.c.may_contact_again.is_(null()),
            contacts.c.last_touch_at <= bindparam("touched_until", type_=Instant()),
            contacts.c.met_at < bindparam("search_started_at", type_=Instant()),
        ),
    )


def _last_touch(touches: Any, kinds: Sequence[str]) -> Any:
    happened = touches.c.at <= touches.c.created_at
    last = select(func.max(touches.c.at)).where(_of_contact(touches), touches.c.kind.in_(words(*kinds)), happened)
    return last.correlate(contacts).scalar_subquery()


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


def _arranged() -> Subquery:
    """Group the meetings by who introduced whom; who was thanked for one called off is not thanked for the next."""
    introducer_id = func.coalesce(requests.c.referred_by_id, contacts.c.introduced_by_id)
    introduced = (contacts.c.id.label("introduced_id"), contacts.c.name.label("introduced_name"))
    return (
        select(
            introducer_id.label("introducer_id"),
            *introduced,
            func.min(case((NOT_CALLED_OFF, meetings.c.created_at))).label("met_since"),
            func.min(meetings.c.created_at).label("first_arranged_at"),
        )
        .select_from(
            meetings.join(contacts, of(meetings, meetings.c.contact_id, contacts)).outerjoin(requests, LED_TO_IT)
        )
        .where(mine(meetings), introducer_id.is_not(null()))
        .group_by(introducer_id, contacts.c.id, contacts.c.name)
        .having(func.count(case((NOT_CALLED_OFF, 1))) > 0)
        .subquery("arranged")
    )


def _introductions() -> Select[Any]:
    """Read who introduced somebody that a meeting was arranged with, and when they were last told something.

    What was arranged is grouped before its introducers are looked up: joined at once, a plan that was off paired each
    contact with every other.
    """
    introducers = contacts.alias("introducers")
    arranged = _arranged()
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
    found = ("introduced_id", "introduced_name", "met_since", "first_arranged_at")
    return (
        select(introducers.c.id, introducers.c.name, *(arranged.c[name] for name in found), told_at.label("told_at"))
        .select_from(arranged.join(introducers, introducers.c.id == arranged.c.introducer_id))
        .where(mine(introducers), welcome(introducers))
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

"""The agenda: what to do next, derived anew at each call; only what is put off is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import and_, bindparam, delete, insert, not_, or_

from app.accounts.turns import take_turn
from app.agenda.case_statements import SNOOZES
from app.agenda.items import Item, Moment
from app.agenda.models import AgendaSnooze
from app.agenda.reading import read
from app.agenda.rules import derive, in_order, place
from app.agenda.schemas import AgendaQuery
from app.core import audit
from app.core.call import Call
from app.core.errors import InvalidCursor, NotFound, ValidationFailed, field_error
from app.core.paging import Signer
from app.core.statements import Row, Statement, any_of
from app.core.tables import table_of
from app.policy import service as policy
from app.policy.citations import cited

_snoozes = table_of(AgendaSnooze)
_mine = _snoozes.c.account_id == bindparam("account_id")
_ADD = Statement(insert(_snoozes).values({c.key: bindparam(c.key, type_=c.type) for c in _snoozes.c}))
_REMOVE = Statement(delete(_snoozes).where(_mine, _snoozes.c.key == bindparam("key")))
# what is over, and what is not on the agenda any more
_CLEAN = Statement(
    delete(_snoozes).where(
        and_(
            _mine,
            or_(
                _snoozes.c.until <= bindparam("now", type_=_snoozes.c.until.type), not_(any_of(_snoozes.c.key, "keys"))
            ),
        )
    )
)


async def find_page(call: Call, query: AgendaQuery) -> tuple[list[Row], str | None]:
    """Return one page of what there is to do; all pages that follow one another are of the same instant."""
    order = f"{call.account_id} agenda {query.until} {query.include_snoozed}"
    signer: Signer = call.services.signer
    behind: tuple[Any, ...] | None = None
    if query.cursor is not None:
        value, key = signer.read(query.cursor, order)
        call, behind = _continued(call, value, key)
    items, when, snoozed = await _agenda(call, query.until or call.now)
    if not query.include_snoozed:
        items = [item for item in items if item.key not in snoozed]
    chosen = in_order(_few_touches(_wanted(items, query.until, when), when), when)
    if behind is not None:
        chosen = [item for item in chosen if place(item, when) > behind]
    shown = [present(item, when, snoozed) for item in chosen[: query.limit]]
    if len(chosen) <= query.limit:
        return shown, None
    *values, key = place(chosen[query.limit - 1], when)
    return shown, signer.write(order, [when.now.isoformat(), *values], key)


def _continued(call: Call, value: Any, key: str) -> tuple[Call, tuple[Any, ...]]:
    if not isinstance(value, list):
        raise InvalidCursor()
    at, *values = value
    return replace(call, now=datetime.fromisoformat(at)), (*values, key)


async def _agenda(call: Call, horizon: datetime | None = None) -> tuple[list[Item], Moment, Mapping[str, datetime]]:
    """Return everything there is to do, the moment it was derived for, and until when items are put off."""
    state, zone = await read(call, horizon)
    when = Moment(call.now, zone, policy.values(call), horizon)
    items = derive(state, when)
    kept = {row["key"]: row["until"] for row in await call.db.all(SNOOZES, {"account_id": call.account_id})}
    snoozed = {}
    for item in items:
        until = kept.get(item.key)
        if until is not None and item.latest_at is not None:
            until = min(until, item.latest_at)  # the meeting may have been moved since
        if until is not None and call.now < until:
            snoozed[item.key] = until
    return items, when, snoozed


def _wanted(items: Sequence[Item], until: datetime | None, when: Moment) -> list[Item]:
    if until is None:
        return [item for item in items if item.from_at <= when.now]
    return [item for item in items if item.due_at <= until]


def _few_touches(items: Sequence[Item], when: Moment) -> list[Item]:
    """Leave out touches above the number shown at a time; those who wait longest stay, and days that were noted."""
    touches = [item.key for item in items if item.kind == "touch_base" and item.subject_type == "contact"]
    left_out = frozenset(touches[when.number("cadence.shown_at_most") :])
    return [item for item in items if item.key not in left_out]


def present(item: Item, when: Moment, snoozed: Mapping[str, datetime]) -> Row:
    """Return an item as the wire shows it."""
    return {
        "key": item.key,
        "kind": item.kind,
        "available_at": item.from_at,
        "due_at": item.due_at,
        "due_local": item.due_at.astimezone(ZoneInfo(when.zone)).isoformat(timespec="seconds"),
        "overdue": item.due_at < when.now,
        "snoozed_until": snoozed.get(item.key),
        "title": item.title,
        "why": item.why,
        "citation": _citation(item.cite),
        "contact_id": item.contact.id if item.contact else None,
        "contact_name": item.contact.name if item.contact else None,
        "subject": {"type": item.subject_type, "id": item.subject_id},
        "action": {"method": item.action.method, "href": item.action.href, "body": item.action.body},
    }


@cache
def _citation(name: str) -> Row:
    return asdict(cited(name))


async def snooze(call: Call, key: str, until: datetime) -> Row:
    """Put an item off, and forget what was put off before and is not there any more."""
    await take_turn(call)
    items, when, _ = await _agenda(call)
    item = next((each for each in items if each.key == key), None)
    if item is None:
        raise NotFound("There is no such item on the agenda.")
    _check(item, until, when)
    await call.db.run(
        _CLEAN,
        {"account_id": call.account_id, "now": call.now, "keys": [each.key for each in items if each is not item]},
    )
    await call.db.run(_ADD, {"account_id": call.account_id, "key": key, "until": until})
    await audit.record(call, "agenda_item.snoozed", item.subject_type, item.subject_id)
    return present(item, when, {key: until})


def _check(item: Item, until: datetime, when: Moment) -> None:
    days = when.number("agenda.snooze_at_most_days")
    if until <= when.now:
        code, message = "past", "Put it off until some time after now."
    elif item.latest_at is not None and until > item.latest_at:
        code, message = "too_late", "It cannot be put off beyond the start of the meeting."
    elif until > when.now + timedelta(days=days):
        code, message = "too_late", f"It can be put off by at most {days} days."
    else:
        return
    raise ValidationFailed(message, errors=[field_error("/until", code, message)])


async def unsnooze(call: Call, key: str) -> None:
    """Show an item again that was put off."""
    await call.db.begin()
    if await call.db.run(_REMOVE, {"account_id": call.account_id, "key": key}) == 0:
        raise NotFound("There is no such item that was put off.")
    await audit.record(call, "agenda_item.unsnoozed")

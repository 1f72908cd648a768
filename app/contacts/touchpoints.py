"""Touchpoints: the times a seeker and a contact were in touch, noted by hand."""

from datetime import datetime

from sqlalchemy import bindparam

from app.checks.engine import follow_up_findings
from app.contacts import service
from app.contacts.models import Contact, Touchpoint
from app.contacts.schemas import TouchpointCreate, TouchpointOut, TouchpointQuery
from app.core import paging, rows
from app.core.call import Call
from app.core.errors import NotFound
from app.core.statements import Row
from app.policy import service as policy

LISTING = paging.listing(Touchpoint, {"contact_id": lambda table, name: table.c.contact_id == bindparam(name)})


# what the seeker may do too often: a lead and a meeting take two, and an update is news that the contact is owed
JUDGED = ("message", "call", "other")


def present(row: Row) -> Row:
    """Return a touchpoint as the wire shows it."""
    return {name: row[name] for name in TouchpointOut.model_fields}


async def create(call: Call, contact_id: str, body: TouchpointCreate) -> Row:
    """Note a touch; one that lies ahead, such as a lead to follow then, does not count as being in touch yet."""
    at = body.at or call.now
    contact = await rows.lock(call, Contact, contact_id)
    if at <= call.now:
        met: dict[str, datetime] = {"met_at": at} if body.kind == "meeting" else {}
        await service.touched(call, contact_id, at, **met)
    findings = too_soon(call, contact["last_touch_at"], at) if body.kind in JUDGED and at <= call.now else []
    values = {"contact_id": contact_id, "kind": body.kind, "at": at, "note": body.note, "findings": findings}
    return await rows.add(call, Touchpoint, values)


def too_soon(call: Call, last_touch_at: datetime | None, at: datetime) -> list[Row]:
    """Return what the practice says of being in touch then, by the cadence of where the seeker is."""
    if last_touch_at is None or at < last_touch_at:
        return []
    values = policy.values(call)
    days = (at - last_touch_at).total_seconds() / 86400
    wait = float(values[f"cadence.{call.caller.search_mode}_days"])
    found = follow_up_findings(days, wait, 0, None, values)
    return [{**each.to_json(), "pointer": "/at"} for each in found]


async def get(call: Call, contact_id: str, touchpoint_id: str) -> Row:
    """Return one touchpoint of a contact."""
    row = await rows.get(call, Touchpoint, touchpoint_id)
    if row["contact_id"] != contact_id:
        raise NotFound()
    return row


async def find_page(call: Call, contact_id: str, query: TouchpointQuery) -> tuple[list[Row], str | None]:
    """Return one page of a contact's touchpoints."""
    found, cursor = await paging.fetch(call, LISTING, query, query.sort, {"contact_id": contact_id})
    if not found:
        await service.get(call, contact_id)
    return found, cursor

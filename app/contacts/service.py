"""Contacts: what may be said of them and done with them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from orjson import Fragment
from sqlalchemy import bindparam

from app.accounts.turns import take_turn
from app.checks.engine import contact_findings
from app.contacts import introductions
from app.contacts.models import Contact
from app.contacts.rules import next_touch_at
from app.contacts.schemas import ContactCreate, ContactOut, ContactPatch, ContactQuery
from app.contacts.searching import containing, folded
from app.core import answers, paging, rows
from app.core.call import Call
from app.core.errors import Conflict
from app.core.statements import Row, any_of, has_any
from app.core.tables import table_of
from app.core.wire import patched
from app.policy import service as policy
from app.policy.presets import Policy

# columns that are no field: lists show many rows, so they are taken out instead of the others copied one by one
_HIDDEN = tuple(c.key for c in table_of(Contact).c if c.key not in ContactOut.model_fields)


class DoNotContact(Conflict):
    """This contact asked not to be approached again."""


def _equals(name: str) -> paging.Filter:
    return lambda table, param: any_of(table.c[name], param)


LISTING = paging.listing(
    Contact,
    {
        **{
            name: _equals(name)
            for name in ("warmth", "source", "position", "organisation", "industry", "introduced_by_id")
        },
        "tag": lambda table, name: has_any(table.c.tags, name),
        "do_not_contact": lambda table, name: table.c.do_not_contact == bindparam(name),
        "q": lambda table, name: table.c.search.like(bindparam(name), escape="\\"),
    },
    left_out=(name for name in _HIDDEN if name not in ("met_at", "interest")),
)


def present(call: Call, row: Row) -> Row:
    """Return a contact as the wire shows it, with what is derived."""
    out = row.copy()
    for name in _HIDDEN:
        out.pop(name, None)
    out["next_touch_at"] = None if row["met_at"] is None else _next_touch_at(call, row)
    out["findings"] = findings(call, row)
    return out


def _next_touch_at(call: Call, row: Row) -> datetime | None:
    return next_touch_at(
        row["last_touch_at"],
        call.caller.search_mode,
        policy.values(call),
        met=True,
        do_not_contact=row["do_not_contact"],
        may_contact_again=row["may_contact_again"],
        interest=row["interest"],
    )


def findings(call: Call, row: Row) -> Fragment:
    """Return, as JSON, what the practice says of approaching this contact; homework counts until the first meeting."""
    prepared = bool(row["research"]) or row["met_at"] is not None
    return _findings(row["position"], row["warmth"], row["do_not_contact"], prepared, policy.of(call))


@lru_cache(maxsize=1024)
def _findings(position: str, warmth: str, do_not_contact: bool, prepared: bool, in_force: Policy) -> Fragment:
    # a list shows the same few answers many times over: they are written once
    minutes = int(in_force.values[f"time.{warmth}.executive.warn"])
    found = contact_findings(position, do_not_contact, prepared, in_force.values, minutes=minutes)
    return Fragment(answers.dumps([finding.to_json() for finding in found]))


async def _values(call: Call, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns for validated fields, with references checked and the searched text folded."""
    await rows.referred(call, Contact, fields["introduced_by_id"], "/introduced_by_id")
    parts = (fields[name] for name in ("name", "organisation", "role_title", "industry", "location", "notes"))
    search = folded("\n".join([*(part for part in parts if part), *fields["tags"]]))
    return {**fields, "search": search}


async def create(call: Call, body: ContactCreate) -> Row:
    """Add a contact."""
    return await rows.add(call, Contact, await _values(call, body.model_dump()))


async def get(call: Call, contact_id: str) -> Row:
    """Return a contact of this account."""
    return await rows.get(call, Contact, contact_id)


async def find_page(call: Call, query: ContactQuery) -> tuple[list[Row], str | None]:
    """Return one page of contacts."""
    if query.q is not None:
        query = query.model_copy(update={"q": containing(folded(query.q))})
    either = {*query.do_not_contact}  # true or false is every contact
    wished = {"do_not_contact": either.pop()} if len(either) == 1 else {}
    query = query.model_copy(update={"do_not_contact": []})
    return await paging.fetch(call, LISTING, query, query.sort, wished)


async def change(call: Call, contact_id: str, body: ContactPatch) -> Row:
    """Change a contact."""
    changes = patched(body)
    if "research" in changes:
        # a list is replaced whole: each entry is stored with all its fields
        changes["research"] = [each.model_dump() for each in body.research]
    if (introducer := changes.get("introduced_by_id")) is not None:
        await take_turn(call)  # two changes at once must not close a loop between them
    row = await rows.lock(call, Contact, contact_id)
    if introducer is not None:
        await introductions.check_introducer(call, contact_id, introducer)
    if row["opted_out_at"] is not None and changes.get("do_not_contact") is False:
        raise DoNotContact("This contact opted out by themselves: only they can take it back.")
    kept = {name: row[name] for name in ContactPatch.model_fields}
    return await rows.change(call, Contact, row, await _values(call, {**kept, **changes}))


async def remove(call: Call, contact_id: str, erase: bool) -> None:
    """Delete a contact; with `erase`, also everything that rests on it."""
    await rows.lock(call, Contact, contact_id)
    if erase:
        await rows.erase(call, Contact, contact_id)
    else:
        await rows.remove(call, Contact, contact_id)


async def touched(call: Call, contact_id: str, at: datetime, **changes: Any) -> None:
    """Note that the seeker and the contact were in touch; an earlier touch does not replace a later one.

    `changes` are columns that the same event settles, such as `met_at`, of which the latest stays as well.
    """
    row = await rows.lock(replace(call, if_match=None), Contact, contact_id)  # If-Match speaks of another resource
    latest = max(filter(None, (row["last_touch_at"], min(at, call.now))))
    if "met_at" in changes:
        changes["met_at"] = max(filter(None, (row["met_at"], changes["met_at"])))
    await rows.change(call, Contact, row, {"last_touch_at": latest, **changes}, action="touched")


async def interested(call: Call, contact_id: str, interest: str | None) -> None:
    """Note whether what the contact does is something for the seeker: after a no one does not stay in touch."""
    row = await rows.lock(replace(call, if_match=None), Contact, contact_id)
    if row["interest"] != interest:
        await rows.change(call, Contact, row, {"interest": interest}, action="evaluated")

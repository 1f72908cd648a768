"""What spans the features: a contact's timeline, the path of introductions, messages to stay in touch."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, select

from app.accounts import service as accounts
from app.checks.engine import check, contact_findings
from app.checks.report import Context, Field, Kind
from app.contacts import introductions
from app.contacts import service as contacts
from app.contacts.compose import Since, compose
from app.contacts.touchpoints import too_soon
from app.contacts.wording import Addressee, Draft
from app.core.call import Call
from app.core.errors import NotFound
from app.core.paging import Signer
from app.core.statements import Row, Statement
from app.core.tables import table_of
from app.meetings.models import Meeting
from app.network import people
from app.network.schemas import ComposeKind, TimelineQuery
from app.network.timeline import FIRST_PAGE, NEXT_PAGE
from app.policy import service as policy

LONGEST_TITLE = 120

_meetings = table_of(Meeting)
_LAST_TALK = Statement(
    select(*[_meetings.c[name] for name in ("notes", "action_plan")])
    .where(
        _meetings.c.account_id == bindparam("account_id"),
        _meetings.c.contact_id == bindparam("contact_id"),
        _meetings.c.status == "held",
    )
    .order_by(_meetings.c.ended_at.desc())
    .limit(1)
)


async def timeline(call: Call, contact_id: str, query: TimelineQuery) -> tuple[list[Row], str | None]:
    """Return one page of what happened with a contact, newest first, and the cursor of the next."""
    signer: Signer = call.services.signer
    order = f"{call.account_id} timeline {contact_id}"
    params: Row = {"account_id": call.account_id, "contact_id": contact_id, "limit": query.limit + 1}
    if query.cursor is not None:
        params["after_at"], params["after_key"] = signer.read(query.cursor, order)
    found = await call.db.all(FIRST_PAGE if query.cursor is None else NEXT_PAGE, params)
    if not found:
        raise NotFound()  # a contact that is there has at least been made
    items = [_line(row) for row in found[: query.limit]]
    if len(found) <= query.limit:
        return items, None
    last = found[query.limit - 1]
    return items, signer.write(order, last["at"], last["key"])


def _line(row: Row) -> Row:
    subject = {"type": row["subject_type"], "id": row["subject_id"]}
    return {"at": row["at"], "kind": row["kind"], "title": _title(row["kind"], row["detail"]), "subject": subject}


def _title(kind: str, detail: str | None) -> str:
    if kind in _TOUCHES:
        note = " ".join((detail or "").split())
        title = f"{_TOUCHES[kind]}: {note}" if note else _TOUCHES[kind]
        return title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1] + "…"
    return _TITLES[kind].format(how=_HOW.get(detail or "", ""))


_TOUCHES: Mapping[str, str] = {
    "message": "Message",
    "call": "Call",
    "meeting": "Meeting",
    "update": "Update",
    "lead": "Lead",
    "other": "In touch",
}
_TITLES: Mapping[str, str] = {
    "contact_created": "Added to your contacts",
    "interview_request_sent": "Interview request sent{how}",
    "interview_request_followed_up": "Reminded of the interview request",
    "interview_request_accepted": "Interview request accepted",
    "interview_request_declined": "Interview request declined",
    "interview_request_no_response": "No response to the interview request",
    "interview_request_withdrawn": "Interview request withdrawn",
    "meeting_scheduled": "Meeting planned{how}",
    "meeting_confirmed": "Meeting confirmed{how}",
    "meeting_in_progress": "Meeting under way{how}",
    "meeting_held": "Met{how}",
    "meeting_cancelled": "Meeting cancelled",
    "meeting_no_show": "Meeting did not take place",
    "thank_you_note_sent": "Thank-you sent{how}",
}
_HOW: Mapping[str, str] = {
    "email": " by e-mail",
    "phone": " by phone",
    "letter": " by letter",
    "linkedin": " on LinkedIn",
    "message": " as a message",
    "in_person": " in person",
    "handwritten": " by hand",
    "video": " by video",
    "coffee": " over coffee",
    "lunch": " over lunch",
}


async def path(call: Call, contact_id: str) -> list[Row]:
    """Return the contacts from the first introducer to this one."""
    return await introductions.chain(call, contact_id)


async def network(call: Call, to_organisation: str | None) -> people.Network:
    """Return everybody and who introduced whom, or the shortest introductions to an organisation."""
    return await (people.everybody(call) if to_organisation is None else people.ways_to(call, to_organisation))


def present(network: people.Network) -> Row:
    """Return a network as the wire shows it."""
    edges = [{"from": one, "to": other} for one, other in network.edges]
    return {"nodes": network.people, "edges": edges, "paths": network.paths}


def drawn(network: people.Network) -> bytes:
    """Return a network as a picture (SVG)."""
    from app.network.picture import draw  # only when somebody wants to see it: the library takes its time to load

    return draw(network)


async def compose_message(call: Call, contact_id: str, kind: ComposeKind) -> Row:
    """Write a message to a contact, from what they said when last met and what came of it."""
    contact = await contacts.get(call, contact_id)
    account = await accounts.get(call)
    mine = {"account_id": call.account_id, "contact_id": contact_id}
    talk = await call.db.one(_LAST_TALK, mine) or {"notes": {}, "action_plan": []}
    since = Since(
        advice=talk["notes"].get("advice"),
        learned=talk["notes"].get("learned"),
        done=[each["text"] for each in talk["action_plan"] if each["done"]],
        field=next((each["industry"] or each["role"] for each in account["targets"]), None),
    )
    addressee = Addressee(*(contact[name] for name in ("name", "organisation", "role_title", "industry", "warmth")))
    channel = _channel(contact)
    draft = compose(kind.value, account["name"], addressee, since, channel, policy.values(call))
    findings = _findings(call, contact, kind, channel, draft)
    return {"channel": channel, "subject": draft.subject, "message": draft.message, "findings": findings}


def _channel(contact: Row) -> str:
    if contact["preferred_channel"] is not None:
        return str(contact["preferred_channel"])
    known = {"email": "email", "linkedin_url": "linkedin", "phone": "phone"}
    return next((channel for field, channel in known.items() if contact[field]), "email")


def _findings(call: Call, contact: Row, kind: ComposeKind, channel: str, draft: Draft) -> list[Any]:
    """Return what the practice says of the words, of writing to this person, and of writing now."""
    values = policy.values(call)
    searching = kind is ComposeKind.SEARCH_STARTED
    context = Context(
        channel=channel,
        warmth=contact["warmth"],
        contact_name=contact["name"],
        organisation=contact["organisation"],
        role_title=contact["role_title"],
        search_mode="searching" if searching else call.caller.search_mode,
    )
    fields = [Field("/message", draft.message)]
    if draft.subject is not None:
        fields.append(Field("/subject", draft.subject))
    of_words = check(Kind.FOLLOW_UP, fields, context, values).findings
    found = [each.to_json() for each in (*of_words, *contact_findings(None, contact["do_not_contact"], True, values))]
    if not searching:
        found += [{**each, "pointer": "/message"} for each in too_soon(call, contact["last_touch_at"], call.now)]
    return found

"""Interview requests: what may be asked of whom, and what became of it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from app.checks import service as checks
from app.checks.report import Context, Field, Kind
from app.checks.service import Review
from app.contacts import service as contacts
from app.contacts.models import Contact
from app.contacts.service import DoNotContact
from app.core import paging, rows
from app.core.call import Call
from app.core.errors import Conflict, InvalidTransition, ValidationFailed, field_error
from app.core.sending import check_via
from app.core.statements import Row, any_of
from app.core.states import available_actions, next_state
from app.core.wire import patched
from app.interview_requests import compose as composing
from app.interview_requests import review
from app.interview_requests.models import InterviewRequest
from app.interview_requests.rules import STATES, follow_up_from
from app.interview_requests.schemas import (
    FollowUp,
    InterviewRequestCompose,
    InterviewRequestCreate,
    InterviewRequestOut,
    InterviewRequestPatch,
    InterviewRequestQuery,
    Send,
)
from app.policy import service as policy
from app.question_sets.models import QuestionSet

NOT_SENT = datetime(9999, 1, 1, tzinfo=UTC)  # where a draft stands when a list is sorted by `sent_at`
_ANSWERS = ("accept", "decline")


class FollowUpTooSoon(Conflict):
    """The contact has not had the time to answer yet."""


class FollowUpSpent(Conflict):
    """The one reminder of this request was sent already."""


def _equals(name: str) -> paging.Filter:
    return lambda table, param: any_of(table.c[name], param)


LISTING = paging.listing(
    InterviewRequest,
    {name: _equals(name) for name in ("status", "contact_id", "channel", "verdict")},
    columns={"sent_at": "sent_sort"},
)


def present(row: Row) -> Row:
    """Return a request as the wire shows it."""
    shown = {**row, "available_actions": available_actions(STATES, row["status"])}
    return {name: shown[name] for name in InterviewRequestOut.model_fields}


async def get(call: Call, request_id: str) -> Row:
    """Return a request of this account."""
    return await rows.get(call, InterviewRequest, request_id)


async def find_page(call: Call, query: InterviewRequestQuery) -> tuple[list[Row], str | None]:
    """Return one page of requests."""
    return await paging.fetch(call, LISTING, query, query.sort)


async def create(call: Call, body: InterviewRequestCreate) -> Row:
    """Draft a request and check it."""
    columns = await _columns(call, body.model_dump())
    fixed = {"status": "draft", "sent_sort": NOT_SENT, "follow_ups": []}
    return await rows.add(call, InterviewRequest, {**columns, **fixed})


async def change(call: Call, request_id: str, body: InterviewRequestPatch) -> Row:
    """Change a draft and check it anew."""
    row = await _draft(call, request_id)
    kept = {name: row[name] for name in InterviewRequestPatch.model_fields}
    return await rows.change(call, InterviewRequest, row, await _columns(call, {**kept, **patched(body)}))


async def remove(call: Call, request_id: str) -> None:
    """Delete a draft."""
    await _draft(call, request_id)
    await rows.remove(call, InterviewRequest, request_id)


async def compose(call: Call, body: InterviewRequestCompose) -> Row:
    """Write a request whose words the check has nothing to say about; what it finds is about the plan."""
    fields = body.model_dump()
    contact, referrer = await _parties(call, fields)
    wished = await review.context(call, fields, contact, referrer)
    known = review.within_policy(call, wished)
    draft = composing.compose(
        await review.writer(call), review.addressee(contact), _ask(fields, known), policy.values(call)
    )
    texts = {"subject": draft.subject, "message": draft.message}
    found = review.review(call, texts, contact, known, await review.warmer(call, contact, known)).findings
    return {**texts, "findings": [*found, *review.overlong(call, wished)]}


async def send(call: Call, request_id: str, how: Send) -> Row:
    """Note that a draft goes out, after a last check, unless an error stands in it that nobody acknowledged."""
    row = await rows.lock(call, InterviewRequest, request_id)
    status = next_state(STATES, row["status"], "send")
    contact = await approachable(call, row["contact_id"])
    check_via(how.via)
    require_message(row["message"])
    known = await review.context(call, row, contact)
    found = review.review(call, row, contact, known, await review.warmer(call, contact, known))
    found = checks.acknowledged(call, found, how.acknowledge)
    checks.require_not_blocked(found)
    outgoing = {"sent_at": call.now, "sent_sort": call.now, "words": len(row["message"].split())}
    changes = {"status": status, **outgoing, **await checks.columns(call, found)}
    sent = await rows.change(call, InterviewRequest, row, changes, action="sent")
    await contacts.touched(call, row["contact_id"], call.now)
    return sent


async def follow_up(call: Call, request_id: str, reminder: FollowUp) -> Row:
    """Note the one reminder of a request without an answer, checked like the request itself."""
    row = await rows.lock(call, InterviewRequest, request_id)
    status = next_state(STATES, row["status"], "follow-up")
    contact = await approachable(call, row["contact_id"])
    _require_patience(call, row)
    check_via(reminder.via)
    require_message(reminder.message)
    known = await review.context(call, row, contact)
    found = checks.review(call, Kind.FOLLOW_UP, [Field("/message", reminder.message)], known)
    found = checks.acknowledged(call, found, reminder.acknowledge)
    checks.require_not_blocked(found)
    await policy.keep(call)
    changes = {"status": status, **_with_reminder(call, row, reminder, found)}
    sent = await rows.change(call, InterviewRequest, row, changes, action="followed_up")
    await contacts.touched(call, row["contact_id"], call.now)
    return sent


def _with_reminder(call: Call, row: Row, reminder: FollowUp, found: Review) -> dict[str, Any]:
    """Return the columns that keep a reminder; what the check said of it points at where it now stands."""
    at = call.now.isoformat().replace("+00:00", "Z")
    sent = {
        "sent_at": at,
        "via": reminder.via,
        "message": reminder.message,
        "ruleset": found.ruleset,
        "policy_revision": found.policy_revision,
    }
    here = f"/follow_ups/{len(row['follow_ups'])}"
    findings = [*row["findings"], *({**each, "pointer": f"{here}{each['pointer']}"} for each in found.findings)]
    return {
        "follow_ups": [*row["follow_ups"], sent],
        "findings": findings,
        "verdict": checks.verdict(findings),
    }


async def settle(call: Call, request_id: str, verb: str) -> Row:
    """Note the answer to a request, its lack, or that it was withdrawn; an answer is a touch."""
    row = await rows.lock(call, InterviewRequest, request_id)
    status = next_state(STATES, row["status"], verb)
    answered = {"answered_at": call.now} if verb in _ANSWERS else {}
    settled = await rows.change(call, InterviewRequest, row, {"status": status, **answered}, action=status)
    if answered:
        await contacts.touched(call, row["contact_id"], call.now)
    return settled


async def approachable(call: Call, contact_id: str) -> Row:
    """Hold a contact while something goes out to them, or raise `DoNotContact`."""
    contact = await rows.lock(replace(call, if_match=None), Contact, contact_id)
    if contact["do_not_contact"]:
        raise DoNotContact(f"{contact['name']} asked not to be contacted.")
    return contact


def require_message(message: str | None) -> None:
    """Raise `ValidationFailed` when there is nothing to send."""
    if not (message or "").strip():
        error = field_error("/message", "missing", "Write the message first.")
        raise ValidationFailed("There is no message to send yet.", errors=[error])


async def _draft(call: Call, request_id: str) -> Row:
    row = await rows.lock(call, InterviewRequest, request_id)
    if row["status"] != "draft":
        raise InvalidTransition(row["status"], available_actions(STATES, row["status"]))
    return row


def _require_patience(call: Call, row: Row) -> None:
    values = policy.values(call)
    if len(row["follow_ups"]) >= int(values["follow_up.at_most"]):
        spent = "One reminder is enough: it was sent already." if row["follow_ups"] else "Your policy sends none."
        raise FollowUpSpent(spent)
    available_at = follow_up_from(row["sent_at"], values)
    if call.now < available_at:
        when = available_at.isoformat(timespec="seconds").replace("+00:00", "Z")
        raise FollowUpTooSoon(
            f"Give them time to answer: a reminder can go out from {when}.", available_at=available_at
        )


async def _parties(call: Call, fields: Mapping[str, Any]) -> tuple[Row, Row | None]:
    """Return the contact and who sent the seeker to them, or raise `NotFound` naming the field."""
    if fields["referred_by_id"] == fields["contact_id"]:
        error = field_error("/referred_by_id", "self_reference", "Nobody sends you to themselves.")
        raise ValidationFailed("The contact cannot be the one who referred you.", errors=[error])
    contact = await rows.referred(call, Contact, fields["contact_id"], "/contact_id")
    assert contact is not None  # a contact is always named
    return contact, await review.referrer(call, fields, contact)


async def _columns(call: Call, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns for validated fields, with references looked up and the words checked."""
    contact, referrer = await _parties(call, fields)
    await rows.referred(call, QuestionSet, fields["question_set_id"], "/question_set_id")
    known = await review.context(call, fields, contact, referrer)
    found = review.review(call, fields, contact, known, await review.warmer(call, contact, known))
    return {**fields, **await checks.columns(call, found)}


def _ask(fields: Mapping[str, Any], known: Context) -> composing.Ask:
    return composing.Ask(
        channel=fields["channel"],
        purpose=fields["purpose"],
        objective=fields["objective"],
        minutes=known.minutes_requested,
        question_count=known.question_count,
        formats=known.formats_offered,
        referrer_name=known.referrer_name,
        position=known.position or "other",
    )

"""What is known around a request when its words are checked: who writes, to whom, sent by whom."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from app.accounts import service as accounts
from app.checks import service as checks
from app.checks.engine import approach_findings, contact_findings
from app.checks.message_rules.timing import time_cell
from app.checks.report import Context, Field, Finding, Kind
from app.checks.service import Review
from app.contacts import introductions
from app.contacts.models import Contact
from app.contacts.wording import Addressee, Seeker
from app.core import rows
from app.core.call import Call
from app.core.statements import Row
from app.policy import service as policy


async def writer(call: Call) -> Seeker:
    """Return who writes: the account's name and profile."""
    account = await accounts.get(call)
    profile: Mapping[str, Any] = account["profile"]
    return Seeker(account["name"], *(profile[name] for name in ("headline", "background", "situation", "interests")))


def addressee(contact: Row) -> Addressee:
    """Return a contact as somebody who is written to."""
    return Addressee(*(contact[name] for name in ("name", "organisation", "role_title", "industry", "warmth")))


async def referrer(call: Call, fields: Mapping[str, Any], contact: Row) -> Row | None:
    """Return who sent the seeker: the one the request names, else the one who introduced the contact."""
    named = fields["referred_by_id"] or contact["introduced_by_id"]
    return await rows.referred(call, Contact, named, "/referred_by_id")


async def context(call: Call, fields: Mapping[str, Any], contact: Row, named: Row | None = None) -> Context:
    """Return what the checker is told beside the words; `named` is the referrer where it was looked up before."""
    sent_by = named or await referrer(call, fields, contact)
    return known(call, fields, contact, sent_by["name"] if sent_by else None, (await writer(call)).name)


def known(call: Call, fields: Mapping[str, Any], contact: Row, referrer_name: str | None, sender_name: str) -> Context:
    """Return what the checker is told of a request, once everybody in it is looked up."""
    return Context(
        channel=fields["channel"],
        warmth=contact["warmth"],
        position=contact["position"],
        minutes_requested=fields["minutes_requested"],
        question_count=fields["question_count"],
        formats_offered=tuple(fields["formats_offered"]),
        contact_name=contact["name"],
        organisation=contact["organisation"],
        role_title=contact["role_title"],
        referrer_name=referrer_name,
        resume_invited=contact["resume_invited"],
        search_mode=call.caller.search_mode,
        sender_name=sender_name,
    )


async def warmer(call: Call, contact: Row, known: Context) -> str | None:
    """Return somebody at the same organisation whom to ask before a stranger to whom nobody sends the seeker."""
    stranger = contact["warmth"] == "cold" and contact["last_touch_at"] is None and known.referrer_name is None
    return await introductions.warmer_at_the_same(call, contact) if stranger else None


def review(
    call: Call, fields: Mapping[str, Any], contact: Row, known: Context, someone_warmer: str | None = None
) -> Review:
    """Check the words of a request, and whether this contact should be approached at all."""
    texts = [Field(f"/{name}", fields[name]) for name in ("subject", "message") if (fields[name] or "").strip()]
    of_words = checks.review(call, Kind.INTERVIEW_REQUEST, texts, known)
    reviewed = with_plan(call, of_words, contact, "/contact_id", contact["position"])
    introduced = known.referrer_name is not None
    found = approach_findings(contact["warmth"], introduced, someone_warmer, policy.values(call))
    return _preceded(reviewed, found, "/contact_id")


def with_plan(call: Call, of_words: Review, contact: Row, pointer: str, position: str | None = None) -> Review:
    """Return a review with what speaks against approaching the contact put first, about the field at `pointer`."""
    plan = contact_findings(position, contact["do_not_contact"], True, policy.values(call))
    return _preceded(of_words, plan, pointer)


def _preceded(review: Review, found: Sequence[Finding], pointer: str) -> Review:
    findings = [*({**each.to_json(), "pointer": pointer} for each in found), *review.findings]
    return replace(review, findings=findings, verdict=checks.verdict(findings))


def within_policy(call: Call, wished: Context) -> Context:
    """Return the same with no more minutes than may be asked for without a warning."""
    longest = int(policy.values(call)[f"{time_cell(wished)}.warn"])
    return replace(wished, minutes_requested=min(wished.minutes_requested or 0, longest) or None)


def overlong(call: Call, wished: Context) -> list[Row]:
    """Return what the check says of the minutes that are wished for, apart from any words."""
    plan = Context(
        warmth=wished.warmth,
        position=wished.position,
        minutes_requested=wished.minutes_requested,
        formats_offered=wished.formats_offered,
    )
    return checks.review(call, Kind.INTERVIEW_REQUEST, [], plan).findings

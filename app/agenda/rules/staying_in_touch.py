"""The network: referrals, the thanks for them, permission, touching base, the news that the search has begun."""

from collections.abc import Iterator
from datetime import datetime

from app.agenda.items import Action, Item, Kind, Moment, stamp
from app.agenda.state import Acquaintance, Lead, State
from app.contacts.rules import next_touch_at


def follow_referral(state: State, when: Moment) -> Iterator[Item]:
    """Write to everybody whom somebody named, and come back to each lead on its day."""
    for person in state.referred:
        by = f"{person.introducer_name} named them" if person.introducer_name else "Somebody named them"
        yield Item(
            kind="follow_referral",
            subject_type="contact",
            subject_id=person.contact.id,
            contact=person.contact,
            from_at=when.since(person.created_at),
            due_at=when.end_of_day_after(person.created_at, "agenda.referral_days"),
            title=f"Write to {person.contact.name}",
            why=f"{by}: a referral that is not followed is a favour wasted.",
            cite="S0.refer",
            action=Action("POST", "/v1/interview-requests", {"contact_id": person.contact.id}),
        )
    for lead in state.leads:
        if lead.kind == "lead":
            yield _noted_date("follow_referral", lead, when, f"Follow the lead from {lead.contact.name}", "S4.leads")


def thank_introducer(state: State, when: Moment) -> Iterator[Item]:
    """Tell whoever introduced somebody that it led to a meeting, once."""
    for each in state.introductions:
        yield Item(
            kind="thank_introducer",
            subject_type="contact",
            subject_id=each.introduced.id,
            contact=each.introducer,
            from_at=when.since(each.met_since),
            due_at=when.end_of_day_after(each.met_since, "agenda.referral_days"),
            title=f"Thank {each.introducer.name} for introducing {each.introduced.name}",
            why="Their word led to a meeting: they should hear of it from you.",
            cite="S0.care",
            action=Action("POST", f"/v1/contacts/{each.introducer.id}/touchpoints", {"kind": "update"}),
            part=each.introducer.id,
        )


def ask_permission(state: State, when: Moment) -> Iterator[Item]:
    """Find out whether somebody who was met may be contacted again, before staying in touch."""
    for each in state.acquaintances:
        if each.may_contact_again is not None or each.interest == "no":
            continue
        yield Item(
            kind="ask_permission",
            subject_type="contact",
            subject_id=each.contact.id,
            contact=each.contact,
            from_at=when.since(each.met_at),
            due_at=when.end_of_day_after(each.met_at, "agenda.permission_days"),
            title=f"Ask {each.contact.name} whether you may contact them again",
            why="Staying in touch needs their leave: note what they said as `may_contact_again`.",
            cite="S4.again",
            action=Action("PATCH", f"/v1/contacts/{each.contact.id}"),
            part=stamp(each.met_at),
        )


def touch_base(state: State, when: Moment) -> Iterator[Item]:
    """Touch base with those who allowed it, each at their cadence, and with a few at a time."""
    due = [item for each in state.acquaintances if (item := _touch(each, state, when)) is not None]
    due += [
        _noted_date("touch_base", lead, when, f"Get back to {lead.contact.name}", "S0.in_touch")
        for lead in state.leads
        if lead.kind != "lead"
    ]
    yield from sorted(due, key=lambda item: (item.from_at, item.key))


def announce_search(state: State, when: Moment) -> Iterator[Item]:
    """Tell everybody who was interviewed before it that the search has begun, those of the field first."""
    for each in state.acquaintances:
        if (began := _untold(each, state)) is None:
            continue
        yield Item(
            kind="announce_search",
            subject_type="contact",
            subject_id=each.contact.id,
            contact=each.contact,
            from_at=when.since(began),
            due_at=when.end_of_day_after(began, "agenda.announce_days"),
            title=f"Tell {each.contact.name} that your search has begun",
            why="Whoever helped you wants to know. Their `compose` writes it, and a resume may go with it.",
            cite="S2.updated",
            action=Action("POST", f"/v1/contacts/{each.contact.id}/touchpoints", {"kind": "update"}),
            part=stamp(began),
            behind=(each.industry or "").casefold() not in state.industries,
        )


def _untold(each: Acquaintance, state: State) -> datetime | None:
    """Give the start of the search where somebody met before it has not heard from the seeker since."""
    began = state.search_started_at
    if state.search_mode != "searching" or began is None or each.met_at >= began:
        return None
    return began if each.told_at is None or each.told_at < began else None


def _touch(each: Acquaintance, state: State, when: Moment) -> Item | None:
    # a request that waits for their answer has its own reminder; a meeting, or news of the search, is the better touch
    better = each.in_conversation or _untold(each, state) is not None
    silent = each.unanswered >= when.number("cadence.unanswered_at_most")
    if each.may_contact_again is not True or better or silent:
        return None
    from_at = next_touch_at(
        each.last_touch_at,
        state.search_mode,
        when.policy,
        met=True,
        may_contact_again=True,
        interest=each.interest,
    )
    if from_at is None or (when.horizon is not None and from_at > when.horizon):
        return None
    return Item(
        kind="touch_base",
        subject_type="contact",
        subject_id=each.contact.id,
        contact=each.contact,
        from_at=from_at,
        due_at=when.end_of_day(from_at),
        title=f"Touch base with {each.contact.name}",
        why="It is time to be in touch again, by where you are in your search.",
        cite="S0.weekly" if state.search_mode == "searching" else "S0.monthly",
        action=Action("POST", f"/v1/contacts/{each.contact.id}/touchpoints", {"kind": "message"}),
        part=stamp(each.last_touch_at),
    )


def _noted_date(kind: Kind, lead: Lead, when: Moment, title: str, cite: str) -> Item:
    return Item(
        kind=kind,
        subject_type="touchpoint",
        subject_id=lead.id,
        contact=lead.contact,
        from_at=lead.at,
        due_at=when.end_of_day(lead.at),
        title=title,
        why=f"You noted this day: {lead.note}" if lead.note else "You noted this day to come back to.",
        cite=cite,
        action=Action("POST", f"/v1/contacts/{lead.contact.id}/touchpoints", {"kind": "message"}),
    )

"""Whom to write to, and what became of it: names, drafts, requests without an answer, accepted ones without a date."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from app.agenda.items import Action, Item, Moment
from app.agenda.state import NewFace, Request, State
from app.interview_requests.rules import follow_up_from


def ask_for_names(state: State, when: Moment) -> Iterator[Item]:
    """Ask everyone for names while too little is under way and nobody is left to write to."""
    if state.strangers or state.referred or _room(state, when) == 0:
        return
    yield Item(
        kind="ask_for_names",
        subject_type="account",
        subject_id=state.account_id,
        contact=None,
        from_at=when.now,
        due_at=when.end_of_day(when.now),
        title="Ask the people you know for names",
        why="Little is under way and nobody is left to write to: friends, family and colleagues know somebody.",
        cite="S4.everyone",
        action=Action("POST", "/v1/contacts"),
        part=str(state.contact_count),
    )


def finish_request(state: State, when: Moment) -> Iterator[Item]:
    """Finish each draft; and while too little is under way, begin one to those who should be asked first."""
    for request in state.requests:
        if request.status == "draft" and not _stalled(request):
            yield _draft(request, when)
    for person in state.strangers[: _room(state, when)]:
        yield _beginning(person, when)


def answer_overdue(state: State, when: Moment) -> Iterator[Item]:
    """Remind once of a request without an answer, and take silence for one when that was not answered either."""
    for request in state.requests:
        if request.status != "sent" or request.sent_at is None:
            continue
        may_remind = request.reminded_at is None and when.number("follow_up.at_most") > 0
        if may_remind and not request.contact.left_alone:
            yield _reminder(request, request.sent_at, when)
        else:
            yield _silence(request, request.reminded_at or request.sent_at, when)


def schedule(state: State, when: Moment) -> Iterator[Item]:
    """Agree on a time once a request was accepted; a meeting that was called off settles it as well."""
    for request in state.requests:
        if request.status != "accepted" or request.answered_at is None or _stalled(request):
            continue
        body = {"contact_id": request.contact.id, "interview_request_id": request.id}
        yield Item(
            kind="schedule",
            subject_type="interview_request",
            subject_id=request.id,
            contact=request.contact,
            from_at=when.since(request.answered_at),
            due_at=when.end_of_day_after(request.answered_at, "agenda.schedule_days"),
            title=f"Agree on a time with {request.contact.name}",
            why="They said yes: let them choose when and how, while it is fresh.",
            cite="S0.control",
            action=Action("POST", "/v1/meetings", body),
        )


def _room(state: State, when: Moment) -> int:
    """Count how many more conversations should be under way."""
    open_requests = sum(not _stalled(request) for request in state.requests)
    return max(0, when.number("agenda.under_way_at_least") - open_requests - len(state.planned))


def _stalled(request: Request) -> bool:
    """Tell a request that leads nowhere: to somebody who does not want to hear of it."""
    if request.status == "draft":
        return request.contact.left_alone
    return request.status == "accepted" and request.contact.do_not_contact


def _draft(request: Request, when: Moment) -> Item:
    here = f"/v1/interview-requests/{request.id}"
    return Item(
        kind="finish_request",
        subject_type="interview_request",
        subject_id=request.id,
        contact=request.contact,
        from_at=when.since(request.created_at),
        due_at=when.end_of_day_after(request.created_at, "agenda.send_days"),
        title=f"Finish the request to {request.contact.name}",
        why="It is written and can go out."
        if request.sendable
        else "It is a draft that cannot go out yet: something is missing, or a finding blocks it.",
        cite="S0.concise",
        action=Action("POST", f"{here}/send") if request.sendable else Action("PATCH", here),
    )


def _beginning(person: NewFace, when: Moment) -> Item:
    return Item(
        kind="finish_request",
        subject_type="contact",
        subject_id=person.contact.id,
        contact=person.contact,
        from_at=when.now,
        due_at=when.end_of_day(when.now),
        title=f"Write to {person.contact.name}",
        why="You have not asked them yet, and there is room for another conversation.",
        cite="S2.whom",
        action=Action("POST", "/v1/interview-requests", {"contact_id": person.contact.id}),
    )


def _reminder(request: Request, sent_at: datetime, when: Moment) -> Item:
    from_at = follow_up_from(sent_at, when.policy)
    return Item(
        kind="answer_overdue",
        subject_type="interview_request",
        subject_id=request.id,
        contact=request.contact,
        from_at=from_at,
        due_at=when.end_of_day(from_at),
        title=f"Remind {request.contact.name} of your request",
        why="They have had time to answer, and one reminder is all right. There is no second one.",
        cite="P4",
        action=Action("POST", f"/v1/interview-requests/{request.id}/follow-up"),
        part="remind",
    )


def _silence(request: Request, since: datetime, when: Moment) -> Item:
    from_at = since + timedelta(days=when.number("follow_up.wait_days"))
    return Item(
        kind="answer_overdue",
        subject_type="interview_request",
        subject_id=request.id,
        contact=request.contact,
        from_at=from_at,
        due_at=when.end_of_day(from_at),
        title=f"Let the request to {request.contact.name} rest",
        why="No answer came, and more reminders would be too many. Should they answer later, you can still note it.",
        cite="P1",
        action=Action("POST", f"/v1/interview-requests/{request.id}/no-response"),
        part="close",
    )

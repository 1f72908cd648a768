"""Before and in a meeting: the questions, the preparation, the confirmation, the appointment itself."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from app.agenda.items import Action, Item, Moment
from app.agenda.state import PlannedMeeting, State
from app.meetings.rules import confirm_from_at

_MISSING = {
    "goals": "goals for the talk",
    "overview": "your two-minute overview",
    "research": "what you found out about them",
}


def send_questions(state: State, when: Moment) -> Iterator[Item]:
    """Send the questions in advance, to everybody one is going to meet."""
    for meeting in _ahead(state, when):
        asked = meeting.questions
        if (asked is not None and asked.shared) or meeting.contact.do_not_contact:
            continue
        yield Item(
            kind="send_questions",
            subject_type="meeting",
            subject_id=meeting.id,
            contact=meeting.contact,
            from_at=when.since(meeting.known_since),
            due_at=_day_before(meeting, meeting.known_since, when),
            title=f"Send {meeting.contact.name} your questions",
            why="They can prepare, and see that you have.",
            cite="S0.in_advance",
            action=_questions_action(meeting),
            latest_at=meeting.starts_at,
        )


def prepare(state: State, when: Moment) -> Iterator[Item]:
    """Set goals, write the overview and do the homework before each meeting."""
    for meeting in _ahead(state, when):
        if not meeting.missing:
            continue
        only_homework = list(meeting.missing) == ["research"]
        where = f"contacts/{meeting.contact.id}" if only_homework else f"meetings/{meeting.id}"
        yield Item(
            kind="prepare",
            subject_type="meeting",
            subject_id=meeting.id,
            contact=meeting.contact,
            from_at=when.since(meeting.known_since),
            due_at=_day_before(meeting, meeting.known_since, when),
            title=f"Prepare for {meeting.contact.name}",
            why=f"Still missing: {', '.join(_MISSING[each] for each in meeting.missing)}.",
            cite="S2.research" if only_homework else "S3.goals",
            action=Action("PATCH", f"/v1/{where}"),
            latest_at=meeting.starts_at,
        )


def confirm(state: State, when: Moment) -> Iterator[Item]:
    """Confirm time and place the day before; a meeting that was moved is confirmed anew."""
    for meeting in _ahead(state, when):
        if meeting.status != "scheduled" or meeting.contact.do_not_contact:
            continue
        from_at = confirm_from_at(meeting.starts_at, when.policy)
        yield Item(
            kind="confirm",
            subject_type="meeting",
            subject_id=meeting.id,
            contact=meeting.contact,
            from_at=from_at,
            due_at=_day_before(meeting, max(from_at, meeting.known_since), when),
            title=f"Confirm the meeting with {meeting.contact.name}",
            why="Time and place, or number, are confirmed the day before.",
            cite="S3.confirm",
            action=Action("POST", f"/v1/meetings/{meeting.id}/confirm"),
            part=_move(meeting),
            latest_at=meeting.starts_at,
        )


def hold(state: State, when: Moment) -> Iterator[Item]:
    """Be there, keep to the time, and say afterwards that it took place."""
    for meeting in state.planned:
        running = meeting.status == "in_progress"
        past = when.now >= meeting.ends_at
        yield Item(
            kind="hold",
            subject_type="meeting",
            subject_id=meeting.id,
            contact=meeting.contact,
            from_at=when.since(meeting.known_since),
            due_at=meeting.ends_at if running else meeting.starts_at,
            title=f"{'Finish the meeting with' if running or past else 'Meet'} {meeting.contact.name}",
            why="Keep to the time that you asked for. Did it not take place? Cancel it, or note that nobody came.",
            cite="S3.honour",
            action=Action("POST", f"/v1/meetings/{meeting.id}/{'finish' if running or past else 'start'}"),
            part=_move(meeting),
            latest_at=meeting.starts_at,
        )


def _ahead(state: State, when: Moment) -> Iterator[PlannedMeeting]:
    for meeting in state.planned:
        if meeting.status != "in_progress" and when.now < meeting.starts_at:
            yield meeting


def _move(meeting: PlannedMeeting) -> str:
    """Tell a meeting that was moved from what it was before: to confirm it then was another thing to do."""
    return str(meeting.moves) if meeting.moves else ""


def _day_before(meeting: PlannedMeeting, possible_from: datetime, when: Moment) -> datetime:
    """Give the end of the local day before a meeting, or its start where that is too soon."""
    day_before = when.end_of_day(meeting.starts_at, -1)
    return day_before if day_before >= possible_from + timedelta(hours=1) else meeting.starts_at


def _questions_action(meeting: PlannedMeeting) -> Action:
    if meeting.questions is None:
        return Action("POST", "/v1/question-sets", {"contact_id": meeting.contact.id})
    here = f"/v1/question-sets/{meeting.questions.id}"
    return Action("PATCH", here) if meeting.questions.blocked else Action("POST", f"{here}/share")

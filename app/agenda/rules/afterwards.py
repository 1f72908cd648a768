"""After a meeting: what was learned, how it went, thanks, and what was agreed on."""

from collections.abc import Iterator

from app.agenda.items import Action, Item, Kind, Moment, last_second
from app.agenda.state import HeldMeeting, State
from app.thank_you_notes.rules import due_at


def write_notes(state: State, when: Moment) -> Iterator[Item]:
    """Note what was learned after each meeting."""
    for meeting in state.held:
        if not meeting.noted:
            yield _debrief(
                "write_notes",
                meeting,
                when,
                f"Write down what {meeting.contact.name} told you",
                "Their words are soon forgotten, and your thank-you will need them.",
                "S3.notes",
            )


def evaluate(state: State, when: Moment) -> Iterator[Item]:
    """Evaluate each meeting."""
    for meeting in state.held:
        if not meeting.evaluated:
            yield _debrief(
                "evaluate",
                meeting,
                when,
                f"Evaluate the talk with {meeting.contact.name}",
                "What went well, what would you do differently, does it fit, and are you interested in more?",
                "S3.evaluate",
            )


def send_thank_you(state: State, when: Moment) -> Iterator[Item]:
    """Thank for each meeting, also without any interest in more."""
    for meeting in state.held:
        if meeting.thanked or meeting.contact.do_not_contact:
            continue
        yield Item(
            kind="send_thank_you",
            subject_type="meeting",
            subject_id=meeting.id,
            contact=meeting.contact,
            from_at=when.since(meeting.ended_at),
            due_at=due_at(meeting.ended_at, when.policy),
            title=f"Thank {meeting.contact.name}",
            why="A thank-you is due within a day of every meeting, whether or not you want to know more.",
            cite="S0.thank",
            action=_thanks_action(meeting),
        )


def do_action(state: State, when: Moment) -> Iterator[Item]:
    """Do what was agreed on, each by its day."""
    for step in state.steps:
        if step.due_on is None:
            due = when.end_of_day_after(step.agreed_at, "agenda.action_days")
        else:
            due = last_second(step.due_on, when.zone)
        yield Item(
            kind="do_action",
            subject_type="meeting",
            subject_id=step.meeting_id,
            contact=step.contact,
            from_at=when.since(step.agreed_at),
            due_at=due,
            title=step.text,
            why=f"It is in the action plan of your talk with {step.contact.name}.",
            cite="S4.action_plan",
            action=Action("PATCH", f"/v1/meetings/{step.meeting_id}"),
            part=step.id,
        )


def _debrief(kind: Kind, meeting: HeldMeeting, when: Moment, title: str, why: str, cite: str) -> Item:
    return Item(
        kind=kind,
        subject_type="meeting",
        subject_id=meeting.id,
        contact=meeting.contact,
        from_at=when.since(meeting.ended_at),
        due_at=when.end_of_day_after(meeting.ended_at, "agenda.debrief_days"),
        title=title,
        why=why,
        cite=cite,
        action=Action("PATCH", f"/v1/meetings/{meeting.id}"),
    )


def _thanks_action(meeting: HeldMeeting) -> Action:
    if meeting.draft_note_id is None:
        return Action("POST", "/v1/thank-you-notes", {"meeting_id": meeting.id})
    here = f"/v1/thank-you-notes/{meeting.draft_note_id}"
    return Action("POST", f"{here}/send") if meeting.draft_note_sendable else Action("PATCH", here)

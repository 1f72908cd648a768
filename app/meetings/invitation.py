"""The calendar invitation of a meeting: who, when, where, and nothing of the seeker's notes."""

from app.accounts import service as accounts
from app.contacts.models import Contact
from app.core import answers, rows
from app.core.call import Call
from app.core.statements import Row
from app.meetings.models import Meeting
from app.meetings.service import timing

_HEADERS = (
    (b"content-type", b"text/calendar; charset=utf-8"),
    (b"content-disposition", b'attachment; filename="invite.ics"'),
)


async def write(call: Call, meeting_id: str) -> bytes:
    """Write the calendar file of a meeting as it stands."""
    from app.meetings import ical  # not at the start: icalendar takes a tenth of its time

    row = await rows.get(call, Meeting, meeting_id)
    contact = await rows.get(call, Contact, row["contact_id"])
    seeker = await accounts.get(call)
    minutes = timing(row).total_minutes
    invitation = ical.Invitation(
        uid=row["ical_uid"],
        sequence=row["ical_sequence"],
        status=row["status"],
        starts_at=row["starts_at"],
        minutes=minutes,
        changed_at=row["updated_at"],
        summary=f"Informational interview: {seeker['name']} and {contact['name']}",
        organizer=ical.Person(seeker["name"], seeker["email"]),
        attendee=ical.Person(contact["name"], contact["email"]),
        description=f"A conversation of {minutes} minutes, {_MANNER[row['format']]}.",
        location=_where(row),
        url=row["video_url"],
    )
    return ical.invite(invitation)


def attachment(written: bytes) -> answers.Answer:
    """Answer with a calendar file to save."""
    return answers.Answer(200, written, _HEADERS)


_MANNER = {
    "in_person": "in person",
    "phone": "by phone",
    "video": "by video",
    "coffee": "over coffee",
    "lunch": "over lunch",
}


def _where(row: Row) -> str | None:
    """Return where the conversation takes place: what belongs to its format first, else what is known."""
    number = f"Phone: {row['phone']}" if row["phone"] else None
    by_format: dict[str, tuple[str | None, ...]] = {
        "phone": (number, row["location"]),
        "video": (row["video_url"], number, row["location"]),
    }
    return next(filter(None, by_format.get(row["format"], (row["location"],))), None)

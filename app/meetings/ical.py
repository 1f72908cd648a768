"""A meeting as an iCalendar invitation (RFC 5545, RFC 5546)."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event, vCalAddress

from app.meetings.rules import CALLED_OFF, METHODS

PRODUCT = "-//Cardinal//Informational interviews//EN"
# An address is a URI; this one says that there is none, as calendar programs themselves write it.
NO_ADDRESS = "invalid:nomail"

# What a reader may take for the end of a line, and thus for the start of another property.
_LINE_ENDS = {ord(mark): "\n" for mark in "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"}
_CONTROLS: dict[int, None] = {code: None for code in (*range(0x20), *range(0x7F, 0xA0)) if code not in (0x09, 0x0A)}


@dataclass(frozen=True, slots=True)
class Person:
    """One side of the conversation."""

    name: str
    email: str | None


@dataclass(frozen=True, slots=True)
class Invitation:
    """What both sides' calendars show of a meeting; `changed_at` is when it last changed."""

    uid: str
    sequence: int
    status: str
    starts_at: datetime
    minutes: int
    changed_at: datetime
    summary: str
    organizer: Person
    attendee: Person
    description: str | None = None
    location: str | None = None
    url: str | None = None


def invite(invitation: Invitation) -> bytes:
    """Write a meeting as a calendar file: one UID for life, a rising SEQUENCE, the METHOD of its state."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", METHODS[invitation.status])
    calendar.add_component(event(invitation))
    written: bytes = calendar.to_ical()
    return written


def event(invitation: Invitation) -> Event:
    """Write a meeting as one event, for an invitation or a feed.

    Instants are in UTC: a single event needs no VTIMEZONE, and every calendar shows it in its owner's zone.
    """
    entry = Event()
    entry.add("uid", _line(invitation.uid))
    entry.add("sequence", invitation.sequence)
    entry.add("dtstamp", invitation.changed_at.astimezone(UTC))
    entry.add("last-modified", invitation.changed_at.astimezone(UTC))
    entry.add("dtstart", invitation.starts_at.astimezone(UTC))
    entry.add("dtend", invitation.starts_at.astimezone(UTC) + timedelta(minutes=invitation.minutes))
    entry.add("status", "CANCELLED" if invitation.status in CALLED_OFF else "CONFIRMED")
    entry.add("summary", _line(invitation.summary))
    entry.add("organizer", _address(invitation.organizer))
    entry.add("attendee", _attendee(invitation.attendee))
    if invitation.description:
        entry.add("description", _text(invitation.description))
    if invitation.location:
        entry.add("location", _line(invitation.location))
    if invitation.url and (url := _uri(invitation.url)):
        entry.add("url", url)
    return entry


def _attendee(person: Person) -> vCalAddress:
    address = _address(person)
    address.params["ROLE"] = "REQ-PARTICIPANT"
    address.params["PARTSTAT"] = "NEEDS-ACTION"
    address.params["RSVP"] = "TRUE"
    return address


def _address(person: Person) -> vCalAddress:
    email = _uri(person.email) if person.email else ""
    address = vCalAddress(f"mailto:{email}" if email else NO_ADDRESS)
    if name := _line(person.name).replace('"', "'"):
        address.params["CN"] = name
    return address


def _text(value: str) -> str:
    """Keep one kind of line end, which the writer escapes, and no other control characters."""
    return value.replace("\r\n", "\n").translate(_LINE_ENDS).translate(_CONTROLS)


def _line(value: str) -> str:
    """Put a text on one line."""
    return " ".join(_text(value).split())


def _uri(value: str) -> str:
    """Take out of an address what can stand in no URI."""
    return "".join(_text(value).split())

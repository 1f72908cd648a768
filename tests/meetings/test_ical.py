"""The calendar file of a meeting."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from app.meetings.ical import Invitation, Person, invite

INVITATION = Invitation(
    uid="0198f0a0-0000-7000-8000-000000000001@cardinal",
    sequence=2,
    status="scheduled",
    starts_at=datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Berlin")),
    minutes=20,
    changed_at=datetime(2026, 10, 1, 9, 0, tzinfo=UTC),
    summary="Informational interview: Ada Reyes and Dana Whitfield",
    organizer=Person("Ada Reyes", "ada@example.org"),
    attendee=Person("Dana Whitfield", "dana@example.com"),
    description="1. How do you spend a typical day?\n2. Who else should I talk to?",
    location="Café Léon; 2nd floor, room 5",
    url="https://meet.example/abc",
)
TEXT = st.text(
    alphabet=st.one_of(
        st.characters(exclude_categories=["Cs"]), st.sampled_from('\r\n\v\f\x85\u2028\u2029\x00,;\\":^')
    ),
    max_size=300,
)


def read(written: bytes) -> Any:
    return Calendar.from_ical(written)


def test_the_invitation_says_who_meets_whom_when_and_where() -> None:
    event = read(invite(INVITATION)).events[0]
    assert event["UID"] == INVITATION.uid
    assert event["SEQUENCE"] == 2
    assert event["DTSTART"].dt == INVITATION.starts_at.astimezone(UTC)
    assert (event["DTEND"].dt - event["DTSTART"].dt).total_seconds() == 20 * 60
    assert event["LOCATION"] == INVITATION.location
    assert event["DESCRIPTION"] == INVITATION.description
    assert event["ORGANIZER"] == "mailto:ada@example.org"
    assert event["ATTENDEE"].params["CN"] == "Dana Whitfield"


def test_instants_are_written_in_utc_without_a_zone_of_their_own() -> None:
    written = invite(INVITATION)
    assert b"DTSTART:20261025T003000Z\r\n" in written
    assert b"DTSTAMP:20261001T090000Z\r\n" in written
    assert b"VTIMEZONE" not in written
    assert len(written) < 1_200


def test_the_second_two_thirty_of_a_night_that_falls_back_is_an_hour_later() -> None:
    later = replace(INVITATION, starts_at=INVITATION.starts_at.replace(fold=1))
    assert b"DTSTART:20261025T013000Z\r\n" in invite(later)


@pytest.mark.parametrize(
    ("status", "method", "shown"),
    [
        ("scheduled", "REQUEST", "CONFIRMED"),
        ("confirmed", "REQUEST", "CONFIRMED"),
        ("in_progress", "REQUEST", "CONFIRMED"),
        ("held", "PUBLISH", "CONFIRMED"),
        ("cancelled", "CANCEL", "CANCELLED"),
        ("no_show", "PUBLISH", "CANCELLED"),
    ],
)
def test_the_method_follows_the_state(status: str, method: str, shown: str) -> None:
    calendar = read(invite(replace(INVITATION, status=status)))
    assert calendar["METHOD"] == method
    assert calendar.events[0]["STATUS"] == shown


def test_a_contact_without_an_address_is_still_named() -> None:
    attendee = read(invite(replace(INVITATION, attendee=Person("Dana Whitfield", None)))).events[0]["ATTENDEE"]
    assert attendee.params["CN"] == "Dana Whitfield"
    assert not attendee.startswith("mailto:")


def test_the_same_meeting_gives_the_same_bytes() -> None:
    assert invite(INVITATION) == invite(INVITATION)


@given(text=TEXT)
def test_no_text_of_anybody_becomes_a_line_of_its_own(text: str) -> None:
    hostile = replace(
        INVITATION,
        uid=f"x{text}",
        summary=text,
        description=text,
        location=text,
        url=f"https://meet.example/{text}",
        organizer=Person(text, f"a{text}@example.org"),
        attendee=Person(text, None),
    )
    written = invite(hostile)
    plain = invite(INVITATION)
    assert names(written) <= names(plain)
    assert len(read(written).events) == 1
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    unfolded = written.decode("utf-8").replace("\r\n ", "").replace("\r\n", "")
    assert not set(unfolded) & set("\r\n\v\f\x00\x85\u2028\u2029")


def names(written: bytes) -> set[str]:
    lines = written.decode("utf-8").replace("\r\n ", "").splitlines()
    return {line.partition(":")[0].partition(";")[0] for line in lines}

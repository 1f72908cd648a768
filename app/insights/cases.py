"""What happened, told by whom it happened with and how they were asked; pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from app.meetings.rules import Timing, actual_minutes, starts_at
from app.policy.presets import Values
from app.thank_you_notes.rules import due_at

Row = Mapping[str, Any]


class Case(NamedTuple):
    """What tells cases apart; None where nothing is known, or nobody was asked."""

    source: str | None
    warmth: str
    industry: str | None
    channel: str | None
    message_length: str | None


@dataclass(slots=True)
class Search:
    """The rows of an account until the window ends, each marked whether it is within, and found by their keys."""

    contacts: Sequence[Row]
    requests: Sequence[Row]  # the last one sent last
    meetings: Sequence[Row]
    notes: Sequence[Row]  # the first one sent first
    timings: Mapping[str, Timing]
    policy: Values
    contact: dict[str, Row] = field(init=False)
    request: dict[str, Row] = field(init=False)
    last_request: dict[str, Row] = field(init=False)
    meeting: dict[str, Row] = field(init=False)
    thanked_at: dict[str, datetime] = field(init=False)

    def __post_init__(self) -> None:
        self.contact = {row["id"]: row for row in self.contacts}
        # the tables are read one after the other: what belongs to somebody erased or added in between is left out
        self.requests = [row for row in self.requests if row["contact_id"] in self.contact]
        self.meetings = [row for row in self.meetings if row["contact_id"] in self.contact]
        self.request = {row["id"]: row for row in self.requests}
        self.last_request = {row["contact_id"]: row for row in self.requests}
        self.meeting = {row["id"]: row for row in self.meetings}
        self.notes = [row for row in self.notes if row["meeting_id"] in self.meeting]
        self.thanked_at = {row["meeting_id"]: row["sent_at"] for row in reversed(self.notes)}


def events(search: Search) -> Iterator[tuple[Case, str]]:
    """Yield what happened within the window, each with its case."""
    for row in search.contacts:
        if row["within"]:
            yield _case(search, row["id"]), "contacts"
            if row["introduced_by_id"] is not None:  # told by who introduced them
                yield _case(search, row["introduced_by_id"]), "referrals"
    for row in search.requests:
        if row["within"]:
            yield _case(search, row["contact_id"], row), row["status"]
    for row in search.meetings:
        if row["within"]:
            case = _case(search, row["contact_id"], _request_of(search, row))
            yield from ((case, what) for what in _outcomes(search, row["id"]))
    for row in search.notes:
        if row["within"]:
            meeting = search.meeting[row["meeting_id"]]
            yield _case(search, meeting["contact_id"], _request_of(search, meeting)), "thank_yous_sent"


def _case(search: Search, contact_id: str, request: Row | None = None) -> Case:
    contact = search.contact[contact_id]
    asked = request or search.last_request.get(contact_id)
    how = (None, None) if asked is None else (asked["channel"], _length(asked["words"], search.policy))
    return Case(contact["source"], contact["warmth"], contact["industry"], *how)


def _length(words: int, policy: Values) -> str:
    advice, warning = policy["length.advice_words"], policy["length.warning_words"]
    if words <= int(advice):
        return f"up_to_{advice}"
    return f"up_to_{warning}" if words <= int(warning) else f"over_{warning}"


def _request_of(search: Search, meeting: Row) -> Row | None:
    """Return the request that a meeting came from: the one that it names, else the last one sent to the contact."""
    named = search.request.get(meeting["interview_request_id"])
    return named or search.last_request.get(meeting["contact_id"])


def _outcomes(search: Search, meeting_id: str) -> Iterator[str]:
    """Yield that a meeting was held, and what is to be said for it."""
    yield "meetings_held"
    timing, thanked_at = search.timings[meeting_id], search.thanked_at.get(meeting_id)
    began, ended = starts_at(timing), timing.ended_at
    assert ended is not None  # it was held
    if began < ended:  # else nobody knows how long it took
        yield "timed"
        if actual_minutes(began, ended) <= timing.total_minutes:
            yield "time_kept"
    if thanked_at is not None and thanked_at <= due_at(ended, search.policy):
        yield "thanked_on_time"


def answer_seconds(search: Search) -> list[float]:
    """Return how long each answered request of the window waited for its answer."""
    answered = [row for row in search.requests if row["within"] and row["answered_at"] is not None]
    return [(row["answered_at"] - row["sent_at"]).total_seconds() for row in answered]


def schedule_seconds(search: Search) -> list[float]:
    """Return how long after its acceptance each meeting of the window began, where it was accepted before."""
    spans = []
    for row in search.meetings:
        request = _request_of(search, row) if row["within"] else None
        if request is not None and request["status"] == "accepted":
            spans.append((starts_at(search.timings[row["id"]]) - request["answered_at"]).total_seconds())
    return [each for each in spans if each >= 0]


def thank_you_seconds(search: Search) -> list[float]:
    """Return how long after its end each meeting of the window was first thanked for."""
    thanked = [row for row in search.meetings if row["within"] and row["id"] in search.thanked_at]
    return [(search.thanked_at[row["id"]] - row["ended_at"]).total_seconds() for row in thanked]

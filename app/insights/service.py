"""Insights: what became of asking, beside what the sources claim."""

import asyncio
from collections import Counter
from dataclasses import asdict
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

from app.core.call import Call
from app.core.errors import ValidationFailed, field_error
from app.core.local_time import instant_of
from app.core.statements import Row
from app.insights import cases, rules
from app.insights.cases import Case, Search
from app.insights.schemas import InsightsQuery
from app.insights.statements import CONTACTS, MEETINGS, NOTES, REQUESTS
from app.interview_requests.service import NOT_SENT
from app.meetings.service import timing
from app.policy import service as policy
from app.policy.citations import cited, practice

EVER = datetime(1, 1, 2, tzinfo=UTC)  # before any instant that the wire takes
MANY_ROWS = 1000  # from there on, others have their turn while it is counted


async def read(call: Call, query: InsightsQuery) -> Row:
    """Return counts, rates and medians of a window, in whole and by what tells cases apart."""
    begin, end = _instant(call, query.from_), _instant(call, query.to, days=1)
    if begin is not None and end is not None and begin >= end:
        message = "The window must end after it begins."
        raise ValidationFailed(message, errors=[field_error("/query/to", "empty_window", message)])
    window = {"account_id": call.account_id, "from_at": begin or EVER, "to_at": end or NOT_SENT}
    contacts = await call.db.all(CONTACTS, window)
    requests = await call.db.all(REQUESTS, window)
    meetings = await call.db.all(MEETINGS, window)
    notes = await call.db.all(NOTES, window)
    timings = {row["id"]: timing(row) for row in meetings}
    search = Search(contacts, requests, meetings, notes, timings, policy.values(call))
    many = len(contacts) + len(requests) > MANY_ROWS
    found = await asyncio.to_thread(_insights, search) if many else _insights(search)
    return {"from": begin, "to": end, **found, "claims": claims()}


def _instant(call: Call, bound: datetime | date | None, days: int = 0) -> datetime | None:
    """Return an instant as it is, and a day as its begin in the seeker's zone, or that of one some days later."""
    if bound is None or isinstance(bound, datetime):
        return bound
    return instant_of(bound + timedelta(days=days), time(), call.caller.time_zone).at


def _insights(search: Search) -> Row:
    told = Counter(cases.events(search))
    whole = rules.whole(told)
    return {
        "counts": rules.counts(whole),
        "rates": rules.rates(whole),
        "medians": {
            "answer_days": rules.median(cases.answer_seconds(search), rules.DAY),
            "schedule_days": rules.median(cases.schedule_seconds(search), rules.DAY),
            "thank_you_hours": rules.median(cases.thank_you_seconds(search), rules.HOUR),
        },
        "by": {dimension: rules.told_by(dimension, told) for dimension in Case._fields},
    }


@cache
def claims() -> list[Row]:
    """Return what the sources say will become of asking."""
    return [{"text": each["text"], "citation": asdict(cited(each["cite"]))} for each in practice()["claims"]]

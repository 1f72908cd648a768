"""Insights of random searches, against a count by hand of what the lists show."""

from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random
from statistics import median
from typing import Any

import httpx
import pytest

from tests.conftest import TestClock
from tests.insights.conftest import add_contact, ask, done, hold, insights, instant, thank

pytestmark = pytest.mark.anyio

Row = dict[str, Any]
Rows = list[Row]
Of = Callable[[str, Row | None], bool]  # whether something of this contact, asked so, belongs
STEPS = 110
Z = 1.959964


async def step(api: httpx.AsyncClient, clock: TestClock, random: Random) -> None:
    """Do one of the things that a seeker does, to anybody it can be done to."""
    clock.advance(minutes=random.randrange(1, 2000))
    contacts, requests, meetings = [await listed(api, name) for name in ("contacts", "interview-requests", "meetings")]
    waiting = [each for each in requests if each["status"] in ("sent", "no_response")]
    accepted = [each for each in requests if each["status"] == "accepted"]
    chance = random.random()
    if chance < 0.2 or not contacts:
        introducer = random.choice([*contacts, None])
        fields = {
            "source": random.choice(["friend", "linkedin", None]),
            "warmth": random.choice(["cold", "warm"]),
            "industry": random.choice(["Museums", "museums", "Film", None]),
            "introduced_by_id": introducer and introducer["id"],
        }
        await add_contact(api, **fields)
    elif chance < 0.45:
        channel = random.choice(["email", "linkedin", "phone"])
        await ask(api, random.choice(contacts)["id"], random.choice([5, 99, 120, 250]), channel=channel)
    elif chance < 0.65 and waiting:
        request = random.choice(waiting)
        verb = random.choice([each for each in request["available_actions"] if each != "follow-up"])
        await done(api, f"/v1/interview-requests/{request['id']}/{verb}")
    elif chance < 0.9:
        contact_id, named = random.choice(contacts)["id"], {}
        if accepted and random.random() < 0.8:
            request = random.choice(accepted)
            contact_id = request["contact_id"]
            named = {"interview_request_id": request["id"]} if random.random() < 0.7 else {}
        if random.random() < 0.5:
            await meet(api, clock, random, contact_id, named)
        else:
            began = clock() - timedelta(minutes=random.randrange(60, 3000))
            await hold(api, contact_id, began, began + timedelta(minutes=random.randrange(5, 40)), **named)
    elif meetings:
        await thank(api, random.choice(meetings)["id"])


async def meet(
    api: httpx.AsyncClient, clock: TestClock, random: Random, contact_id: str, named: dict[str, str]
) -> None:
    """Hold a meeting with the clock running, sometimes longer than planned, sometimes because they offer it."""
    clock.advance(days=4)  # beyond whatever is planned
    plan = {"contact_id": contact_id, "starts_at": instant(clock()), "minutes": 20, "time_zone": "UTC"}
    meeting = await done(api, "/v1/meetings", {**plan, "format": "video", **named})
    await done(api, f"/v1/meetings/{meeting['id']}/start")
    if random.random() < 0.4:
        await done(api, f"/v1/meetings/{meeting['id']}/extend", {"minutes": 10, "offered_by": "contact"})
    clock.advance(minutes=random.randrange(10, 40))
    await done(api, f"/v1/meetings/{meeting['id']}/finish")


async def listed(api: httpx.AsyncClient, name: str) -> Rows:
    answer = await api.get(f"/v1/{name}", params={"limit": 200, "sort": "created_at"})
    assert answer.json()["next_cursor"] is None
    items: Rows = answer.json()["items"]
    return items


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


class Search:
    """A search as its lists show it within a window, counted by hand."""

    def __init__(self, rows: list[Rows], start: str, end: str) -> None:
        contacts, requests, meetings, notes = rows
        self.contact = {each["id"]: each for each in contacts}
        self.request = {each["id"]: each for each in requests}
        self.meeting = {each["id"]: each for each in meetings}
        self.notes = [each for each in notes if each["sent_at"]]
        self.end = end

        def within(text: str | None) -> bool:
            return text is not None and at(start) <= at(text) < at(end)

        self.contacts = [each for each in contacts if within(each["created_at"])]
        self.requests = [each for each in requests if within(each["sent_at"])]
        self.meetings = [each for each in meetings if within(each["ended_at"])]
        self.thanked = [each for each in self.notes if within(each["sent_at"])]

    def last_asked(self, contact_id: str) -> Row | None:
        sent = [each for each in self.request.values() if each["contact_id"] == contact_id and each["sent_at"]]
        return max(
            (each for each in sent if at(each["sent_at"]) < at(self.end)),
            key=lambda each: at(each["sent_at"]),
            default=None,
        )

    def asked_for(self, meeting: Row) -> Row | None:
        named = meeting["interview_request_id"]
        if named and at(self.request[named]["sent_at"]) < at(self.end):
            return self.request[named]
        return self.last_asked(meeting["contact_id"])

    def first_thanks(self, meeting: Row) -> datetime | None:
        sent = [at(each["sent_at"]) for each in self.notes if each["meeting_id"] == meeting["id"]]
        return min(sent, default=None)

    def counts(self, of: Of) -> dict[str, int]:
        requests = [each["status"] for each in self.requests if of(each["contact_id"], each)]
        meetings = [each for each in self.thanked if self.is_of(of, self.meeting[each["meeting_id"]])]
        referrals = [each["introduced_by_id"] for each in self.contacts if each["introduced_by_id"]]
        return {
            "contacts": sum(of(each["id"], self.last_asked(each["id"])) for each in self.contacts),
            "requests_sent": len(requests),
            "answered": sum(each in ("accepted", "declined") for each in requests),
            "accepted": requests.count("accepted"),
            "declined": requests.count("declined"),
            "no_response": requests.count("no_response"),
            "meetings_held": len(self.held(of)),
            "thank_yous_sent": len(meetings),
            "referrals": sum(of(each, self.last_asked(each)) for each in referrals),
        }

    def is_of(self, of: Of, meeting: Row) -> bool:
        return of(meeting["contact_id"], self.asked_for(meeting))

    def held(self, of: Of) -> Rows:
        return [each for each in self.meetings if self.is_of(of, each)]

    def rates(self, of: Of) -> dict[str, tuple[int, int]]:
        """Return the cases of each rate and out of how many."""
        n, held = self.counts(of), self.held(of)
        kept = sum(
            each["actual_minutes"] <= each["minutes"] + sum(more["minutes"] for more in each["extensions"])
            for each in held
        )
        thanks = [(self.first_thanks(each), at(each["ended_at"]) + timedelta(hours=24)) for each in held]
        return {
            "reply": (n["answered"], n["requests_sent"]),
            "acceptance": (n["accepted"], n["requests_sent"]),
            "time_kept": (kept, len(held)),
            "thank_you_on_time": (sum(sent is not None and sent <= due for sent, due in thanks), len(held)),
            "referrals_per_meeting": (n["referrals"], len(held)),
        }

    def medians(self) -> dict[str, float | None]:
        answers = [(at(each["sent_at"]), at(each["answered_at"])) for each in self.requests if each["answered_at"]]
        asked = [(each, self.asked_for(each)) for each in self.meetings]
        plans = [
            (at(r["answered_at"]), at(m["started_at"] or m["starts_at"]))
            for m, r in asked
            if r and r["status"] == "accepted"
        ]
        thanks = [(at(each["ended_at"]), sent) for each in self.meetings if (sent := self.first_thanks(each))]
        plans = [each for each in plans if each[0] <= each[1]]
        return {
            "answer_days": middle(answers, 86400),
            "schedule_days": middle(plans, 86400),
            "thank_you_hours": middle(thanks, 3600),
        }


def middle(spans: list[tuple[datetime, datetime]], unit: int) -> float | None:
    return median((end - start).total_seconds() for start, end in spans) / unit if len(spans) >= 8 else None


def whoever(contact_id: str, request: Row | None) -> bool:
    return True


def check_rates(told: dict[str, Any], by_hand: dict[str, tuple[int, int]]) -> None:
    """Compare rates; an end of an interval is where the count seen lies just Z standard deviations away."""
    assert set(told) == set(by_hand)
    for name, (cases, n) in by_hand.items():
        rate = told[name]
        if n < 8:
            assert rate is None, name
            continue
        assert (rate["value"], rate["n"]) == (pytest.approx(cases / n, abs=1e-4), n), name
        for end in (rate["low"], rate["high"]):
            variance = end / n if name == "referrals_per_meeting" else end * (1 - end) / n
            assert abs(cases / n - end) == pytest.approx(Z * max(0, variance) ** 0.5, abs=2e-3), name


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_whatever_happened_is_told_as_the_lists_show_it(
    search: httpx.AsyncClient, clock: TestClock, seed: int
) -> None:
    random = Random(seed)
    for _ in range(STEPS):
        await step(search, clock, random)
    rows = [await listed(search, name) for name in ("contacts", "interview-requests", "meetings", "thank-you-notes")]
    first, last = min(each["created_at"] for each in rows[0]), instant(clock() + timedelta(days=1))
    within = [instant(at(first) + (at(last) - at(first)) * part) for part in (0.15, 0.85)]
    for window in ((first, last), (within[0], last), (within[0], within[1])):
        told, by_hand = await insights(search, **{"from": window[0], "to": window[1]}), Search(rows, *window)
        assert told["counts"] == by_hand.counts(whoever)
        check_rates(told["rates"], by_hand.rates(whoever))
        assert told["medians"] == pytest.approx(by_hand.medians(), abs=0.01)
        for name, values in groups(by_hand).items():
            folded = {value.casefold(): group for value, group in told["by"][name].items()}
            assert len(folded) == len(told["by"][name])
            for value, of in values.items():
                group = folded.pop(value, {"counts": dict.fromkeys(told["counts"], 0), "rates": {}})
                assert group["counts"] == by_hand.counts(of), (name, value)
                if group["rates"]:
                    check_rates(group["rates"], by_hand.rates(of))
            assert not folded, name
    assert (await insights(search))["counts"] == Search(rows, "1970-01-01T00:00:00Z", last).counts(whoever)


def groups(search: Search) -> dict[str, dict[str, Of]]:
    """Return for each dimension which of its values somebody belongs to."""

    def of_contact(name: str, *values: str | None) -> Of:
        return lambda contact_id, request: search.contact[contact_id][name] in values

    def by_channel(channel: str) -> Of:
        return lambda contact_id, request: request is not None and request["channel"] == channel

    def by_words(low: int, high: int) -> Of:
        return lambda contact_id, request: request is not None and low < len(request["message"].split()) <= high

    return {
        "source": {"friend": of_contact("source", "friend"), "linkedin": of_contact("source", "linkedin")}
        | {"unknown": of_contact("source", None)},
        "warmth": {name: of_contact("warmth", name) for name in ("cold", "warm")},
        "industry": {"film": of_contact("industry", "Film"), "unknown": of_contact("industry", None)}
        | {"museums": of_contact("industry", "Museums", "museums")},
        "channel": {name: by_channel(name) for name in ("email", "linkedin", "phone")},
        "message_length": {"up_to_100": by_words(0, 100), "up_to_200": by_words(100, 200)}
        | {"over_200": by_words(200, 10**6)},
    }

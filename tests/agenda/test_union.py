"""The agenda is what the practice asks for and nothing else, whatever happened: random histories against an oracle."""

from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.agenda.conftest import written
from tests.agenda.oracle import Json, Seen, expected
from tests.conftest import Seeker, TestClock, change_account, lasting_client, sign_up

pytestmark = pytest.mark.anyio

MESSAGE = "Could I ask you about your work for 15 minutes? By phone is fine too."
THANKS = "Thank you for your time. You told me how you began. I would like to stay in touch."
SOURCES = (None, "friend", "referral")
WARMTHS = ("cold", "lukewarm", "warm")
POSITIONS = ("other", "same_role", "executive", "human_resources")
LEAVE = (True, None, False)
TOUCHES = ("message", "call", "lead", "update", "other", "message")
MODES = ("searching", "exploring", "networking")


@dataclass
class History:
    """Lets things happen in an account through HTTP; what is not possible now does not happen."""

    app: FastAPI
    seeker: Seeker
    api: httpx.AsyncClient
    clock: TestClock
    ids: dict[str, list[str]] = field(default_factory=dict)
    interest: dict[str, str | None] = field(default_factory=dict)

    async def do(self, method: str, path: str, what: str = "", **body: Any) -> Json | None:
        answer = await self.api.request(method, f"/v1/{path}", json=body)
        assert answer.status_code < 500, answer.text
        if not answer.is_success:
            return None
        made: Json = answer.json()
        if what:
            self.ids.setdefault(what, []).append(made["id"])
        return made

    def one(self, what: str, number: int) -> str | None:
        there = self.ids.get(what, [])
        return there[number % len(there)] if there else None

    async def happen(self, verb: str, which: int, how: int) -> None:
        await getattr(self, verb)(which, how)

    async def know(self, which: int, how: int) -> None:
        if len(self.ids.get("contact", [])) < 4:  # fewer than the agenda shows touches at a time
            more = {"introduced_by_id": self.one("contact", which)} if how % 3 == 1 else {"source": SOURCES[which % 3]}
            kinds = {"warmth": WARMTHS[how % 3], "position": POSITIONS[(which + how) % 4]}
            leave = {"may_contact_again": LEAVE[(which + how) % 3]}
            await self.do("POST", "contacts", "contact", name=f"Contact {which} {how}", **kinds, **leave, **more)

    async def ask(self, which: int, how: int) -> None:
        if contact_id := self.one("contact", which):
            made = await self.do("POST", "interview-requests", "request", contact_id=contact_id, message=MESSAGE)
            if made and how:
                await self.do("POST", f"interview-requests/{made['id']}/send")

    async def answer(self, which: int, how: int) -> None:
        if request_id := self.one("request", which):
            verb = ("accept", "decline", "accept", "no-response", "withdraw", "follow-up")[how]
            more = {"message": MESSAGE} if verb == "follow-up" else {}
            await self.do("POST", f"interview-requests/{request_id}/{verb}", **more)

    async def plan(self, which: int, how: int) -> None:
        if contact_id := self.one("contact", which):
            starts_at = written(self.clock() + timedelta(hours=(-50 - which, 3, 26, 60, 170, -2 - which)[how]))
            fixed = {"minutes": 20, "time_zone": "Europe/Berlin", "format": "phone"}
            ready = {"goals": ["How to begin"], "overview": "I am Sam."} if how % 2 else {}
            await self.do("POST", "meetings", "meeting", contact_id=contact_id, starts_at=starts_at, **fixed, **ready)

    async def meet(self, which: int, how: int) -> None:
        if meeting_id := self.one("meeting", which):
            verb = ("finish", "confirm", "cancel", "no-show", "start", "reschedule")[how]
            later = {"starts_at": written(self.clock() + timedelta(hours=30))} if verb == "reschedule" else {}
            await self.do("POST", f"meetings/{meeting_id}/{verb}", **later)

    async def held(self, which: int, how: int) -> None:
        before = len(self.ids.get("meeting", []))
        await self.plan(which, 0 if how % 2 else 5)
        if len(self.ids.get("meeting", [])) > before:
            await self.meet(before, 0)

    async def debrief(self, which: int, how: int) -> None:
        if meeting_id := self.one("meeting", which):
            what: Json = (
                {"notes": {"learned": "A lot."}},
                {"evaluation": {"interest": "no"}},
                {"evaluation": {"went_well": "I listened."}},
                {"action_plan": [{"text": "Read"}]},
                {"action_plan": [{"text": "Call", "due_on": "2026-12-03"}, {"text": "Done", "done": True}]},
                {"evaluation": {"interest": "yes"}},
            )[how]
            before = await self.do("GET", f"meetings/{meeting_id}")
            after = await self.do("PATCH", f"meetings/{meeting_id}", **what)
            if before and after and before["evaluation"]["interest"] != after["evaluation"]["interest"]:
                self.interest[after["contact_id"]] = after["evaluation"]["interest"]

    async def thank(self, which: int, how: int) -> None:
        if meeting_id := self.one("meeting", which):
            made = await self.do("POST", "thank-you-notes", meeting_id=meeting_id, message=THANKS)
            if made and how:
                await self.do("POST", f"thank-you-notes/{made['id']}/send")

    async def question(self, which: int, how: int) -> None:
        if contact_id := self.one("contact", which):
            texts = [{"text": "How did you begin?"}]
            made = await self.do("POST", "question-sets", title="Mine", contact_id=contact_id, questions=texts)
            if made and how:
                await self.do("POST", f"question-sets/{made['id']}/share")

    async def touch(self, which: int, how: int) -> None:
        if contact_id := self.one("contact", which):
            at = written(self.clock() + timedelta(days=(0, 0, 12, -3, 0, 5)[how]))
            await self.do("POST", f"contacts/{contact_id}/touchpoints", kind=TOUCHES[(which + how) % 6], at=at)

    async def hear(self, which: int, how: int) -> None:
        if contact_id := self.one("contact", which):
            said: Json = {"may_contact_again": LEAVE[how % 3]} if how else {"do_not_contact": True}
            await self.do("PATCH", f"contacts/{contact_id}", **said)

    async def search(self, which: int, how: int) -> None:
        await change_account(self.app, self.seeker, search_mode=MODES[how % 3])

    async def wait(self, which: int, how: int) -> None:
        self.clock.advance(hours=(1, 9, 25, 49, 170, 750)[how])

    async def seen(self) -> Seen:
        async def items(path: str) -> list[Json]:
            found = await self.do("GET", f"{path}?limit=200")
            assert found is not None
            return list(found["items"])

        contacts = await items("contacts")
        touchpoints = [each for one in contacts for each in await items(f"contacts/{one['id']}/touchpoints")]
        account = await self.do("GET", "account")
        assert account is not None
        return Seen(
            now=self.clock(),
            account=account,
            contacts=contacts,
            requests=await items("interview-requests"),
            meetings=await items("meetings"),
            notes=await items("thank-you-notes"),
            sets=await items("question-sets"),
            touchpoints=touchpoints,
            interest=self.interest,
        )


VERBS = ("ask", "answer", "plan", "meet", "held", "debrief", "thank", "question", "touch", "hear", "search", "wait")
EVENT = st.tuples(st.sampled_from(VERBS), st.integers(0, 3), st.integers(0, 5))
EVENTS = st.lists(EVENT, min_size=12, max_size=45)
PEOPLE = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5)), min_size=1, max_size=4)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)
@given(people=PEOPLE, events=EVENTS)
async def test_the_agenda_is_the_union_of_its_rules_whatever_happened(
    app: FastAPI, clock: TestClock, people: list[tuple[int, int]], events: list[tuple[str, int, int]]
) -> None:
    clock.offset = timedelta()
    async with AsyncExitStack() as stack:
        seeker = await sign_up(app, stack)
        history = History(app, seeker, await lasting_client(app, stack, seeker), clock)
        for which, how in people:
            await history.know(which, how)
        for event in events:
            await history.happen(*event)
        answer = await history.api.get("/v1/agenda", params={"until": "2199-01-01T00:00:00Z", "limit": 200})
        assert answer.status_code == 200, answer.text
        items = answer.json()["items"]
        assert len({each["key"] for each in items}) == len(items), "a key names one item"
        shown = {(each["kind"], each["subject"]["id"], each["due_at"]) for each in items}
        assert shown == expected(await history.seen())
        now = (await history.api.get("/v1/agenda", params={"limit": 200})).json()["items"]
        assert {each["key"] for each in now} == {
            each["key"] for each in items if each["available_at"] <= written(clock())
        }

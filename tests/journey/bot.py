"""A seeker who does nothing but what the agenda says: it takes each item's call and fills in what a person would."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import httpx

from tests.conftest import TestClock

Json = dict[str, Any]
BERLIN = ZoneInfo("Europe/Berlin")
FRIENDS = ("Ada Brandt", "Ben Castell", "Cleo Duran", "Emil Faber", "Gina Holt", "Ivo Jensen")
REMINDER = "I wrote to you last week about your work. If it suits you better, a phone call is just as welcome."
DONE = "done"
WAITING = "waiting"


@dataclass
class World:
    """What the other people do, and the bot's own record of what it did."""

    silent: frozenset[str]  # they never answer
    declining: frozenset[str]
    referring: dict[str, str]  # who names whom
    unwelcoming: frozenset[str] = frozenset()  # they do not want to be contacted again
    uninteresting: frozenset[str] = frozenset()
    done: Counter[str] = field(default_factory=Counter)  # how often each key was done
    seen_at: dict[str, datetime] = field(default_factory=dict)
    log: list[tuple[datetime, str, str]] = field(default_factory=list)  # when, kind, name


class Bot:
    """Follows the agenda: `work` once reads it and does everything that can be done now."""

    def __init__(self, api: httpx.AsyncClient, clock: TestClock, world: World) -> None:
        self.api, self.clock, self.world = api, clock, world
        self.friends = list(FRIENDS)
        self.hour = 9

    async def call(self, method: str, href: str, body: Json | None = None) -> Json:
        answer = await self.api.request(method, href, json=body if body is not None else {})
        assert answer.is_success, (method, href, body, answer.text)
        found: Json = answer.json()
        return found

    async def agenda(self) -> list[Json]:
        items: list[Json] = (await self.call("GET", "/v1/agenda?limit=200"))["items"]
        return items

    async def work(self) -> None:
        """Do what can be done, until nothing more comes up at this time."""
        for _ in range(20):
            acted = False
            for item in await self.agenda():
                key = item["key"]
                assert self.world.done[key] == 0, f"{key} was done and came back"
                if await self.act(item) == DONE:
                    self.world.done[key] += 1
                    self.world.log.append((self.clock(), item["kind"], item["contact_name"] or ""))
                    acted = True
                    break  # what was next may have changed
            if not acted:
                return
        raise AssertionError("the agenda never empties")

    async def act(self, item: Json) -> str:
        """Take the call of an item with what a person would say; `WAITING` where its time has not come."""
        outcome: str = await getattr(self, item["kind"])(item, item["action"], dict(item["action"]["body"] or {}))
        return outcome

    async def ask_for_names(self, item: Json, action: Json, body: Json) -> str:
        if not self.friends:
            return WAITING  # nobody is left to ask
        name = self.friends.pop(0)
        fields = {"name": name, "source": "friend", "warmth": "warm", "organisation": "City Science Museum"}
        await self.call(action["method"], action["href"], {**body, **fields})
        return DONE

    async def finish_request(self, item: Json, action: Json, body: Json) -> str:
        if action["href"].endswith("/send"):
            await self.call(action["method"], action["href"])
            return DONE
        return await self.begin(item, action, body)

    async def begin(self, item: Json, action: Json, body: Json) -> str:
        ask = {**body, "minutes_requested": 15, "question_count": 5, "formats_offered": ["in_person", "phone"]}
        text = await self.call("POST", "/v1/interview-requests/compose", ask)
        await self.call(action["method"], action["href"], {**ask, "message": text["message"]})
        return DONE

    async def answer_overdue(self, item: Json, action: Json, body: Json) -> str:
        message = {"message": REMINDER} if action["href"].endswith("/follow-up") else {}
        await self.call(action["method"], action["href"], {**body, **message})
        return DONE

    async def schedule(self, item: Json, action: Json, body: Json) -> str:
        day = self.clock().astimezone(BERLIN).date() + timedelta(days=3)
        self.hour = 9 + (self.hour - 8) % 8  # no two at the same time
        starts_at = datetime(day.year, day.month, day.day, self.hour, tzinfo=BERLIN).astimezone(UTC)
        plan = {"starts_at": starts_at.isoformat(), "minutes": 15, "time_zone": "Europe/Berlin", "format": "phone"}
        await self.call(action["method"], action["href"], {**body, **plan})
        return DONE

    async def send_questions(self, item: Json, action: Json, body: Json) -> str:
        if action["href"].endswith("/share"):
            await self.call(action["method"], action["href"])
            return DONE
        wish = {"contact_id": item["contact_id"], "minutes_available": 15}
        suggested = await self.call("POST", "/v1/question-sets/suggest", wish)
        chosen = {name: suggested[name] for name in ("title", "minutes_available", "questions")}
        made = await self.call(action["method"], action["href"], {**body, **chosen})
        await self.call("POST", f"/v1/question-sets/{made['id']}/share")
        return DONE

    async def prepare(self, item: Json, action: Json, body: Json) -> str:
        if "/contacts/" in action["href"]:
            found = {"research": [{"kind": "person", "title": "Talk on exhibit design"}]}
            await self.call(action["method"], action["href"], found)
            return DONE
        overview = "I studied biology, I am between two things now, I like museums, and I hope to learn how you began."
        await self.call(action["method"], action["href"], {"goals": ["How people begin"], "overview": overview})
        found = {"research": [{"kind": "person", "title": "Talk on exhibit design"}]}
        await self.call("PATCH", f"/v1/contacts/{item['contact_id']}", found)
        return DONE

    async def confirm(self, item: Json, action: Json, body: Json) -> str:
        await self.call(action["method"], action["href"])
        return DONE

    async def hold(self, item: Json, action: Json, body: Json) -> str:
        if self.clock().isoformat() < item["due_at"]:
            return WAITING
        here = action["href"].rpartition("/")[0]
        if action["href"].endswith("/start"):
            await self.call(action["method"], action["href"])
        await self.call("POST", f"{here}/finish")
        name = item["contact_name"]
        if name in self.world.referring:
            await self.call("POST", f"{here}/referrals", {"name": self.world.referring[name]})
        return DONE

    async def write_notes(self, item: Json, action: Json, body: Json) -> str:
        await self.call(action["method"], action["href"], {"notes": {"learned": "Volunteering opened the door."}})
        return DONE

    async def evaluate(self, item: Json, action: Json, body: Json) -> str:
        interest = "no" if item["contact_name"] in self.world.uninteresting else "yes"
        steps = [{"text": f"Read the report that {item['contact_name']} named"}]
        await self.call(action["method"], action["href"], {"evaluation": {"interest": interest}, "action_plan": steps})
        return DONE

    async def send_thank_you(self, item: Json, action: Json, body: Json) -> str:
        text = await self.call("POST", "/v1/thank-you-notes/compose", body)
        note = await self.call(action["method"], action["href"], {**body, "message": text["message"]})
        await self.call("POST", f"/v1/thank-you-notes/{note['id']}/send")
        return DONE

    async def do_action(self, item: Json, action: Json, body: Json) -> str:
        plan = (await self.call("GET", action["href"]))["action_plan"]
        part = item["key"].rpartition(":")[2]
        done = [{**each, "done": each["done"] or each["id"] == part} for each in plan]
        await self.call(action["method"], action["href"], {"action_plan": done})
        return DONE

    async def follow_referral(self, item: Json, action: Json, body: Json) -> str:
        return await self.begin(item, action, body)

    async def thank_introducer(self, item: Json, action: Json, body: Json) -> str:
        await self.call(action["method"], action["href"], {**body, "note": "Thank you: we have met."})
        return DONE

    async def ask_permission(self, item: Json, action: Json, body: Json) -> str:
        welcome = item["contact_name"] not in self.world.unwelcoming
        await self.call(action["method"], action["href"], {"may_contact_again": welcome})
        return DONE

    async def touch_base(self, item: Json, action: Json, body: Json) -> str:
        text = await self.call("POST", f"/v1/contacts/{item['contact_id']}/compose", {"kind": "touch_base"})
        assert text["findings"] == [], "the agenda asks for what the check warns of"
        noted = await self.call(action["method"], action["href"], {**body, "note": text["message"]})
        assert noted["findings"] == []
        return DONE

    async def announce_search(self, item: Json, action: Json, body: Json) -> str:
        text = await self.call("POST", f"/v1/contacts/{item['contact_id']}/compose", {"kind": "search_started"})
        assert text["findings"] == []
        await self.call(action["method"], action["href"], {**body, "note": text["message"]})
        return DONE

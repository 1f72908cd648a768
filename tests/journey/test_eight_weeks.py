"""Eight weeks of a search, day by day, led by the agenda alone: nothing is forgotten, and nothing is nagged twice."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from fastapi import FastAPI

from tests.conftest import Seeker, TestClock, change_account, lasting_client
from tests.journey.bot import Bot, World

pytestmark = pytest.mark.anyio

Json = dict[str, Any]
SEARCH_STARTS_ON = 35
KINDS = (
    "ask_for_names",
    "finish_request",
    "answer_overdue",
    "schedule",
    "send_questions",
    "prepare",
    "confirm",
    "hold",
    "write_notes",
    "evaluate",
    "send_thank_you",
    "do_action",
    "follow_referral",
    "thank_introducer",
    "ask_permission",
    "touch_base",
    "announce_search",
)
ANSWER_AFTER = timedelta(days=2)


def a_world() -> World:
    return World(
        silent=frozenset({"Ben Castell"}),
        declining=frozenset({"Cleo Duran"}),
        referring={"Ada Brandt": "Nora Quist", "Nora Quist": "Omar Reyes", "Gina Holt": "Pia Stern"},
        unwelcoming=frozenset({"Ivo Jensen"}),
        uninteresting=frozenset({"Emil Faber"}),
    )


async def others_answer(bot: Bot) -> None:
    """Let those who were asked two days ago say yes or no; some never do."""
    names = {each["id"]: each["name"] for each in (await bot.call("GET", "/v1/contacts?limit=200"))["items"]}
    waiting = (await bot.call("GET", "/v1/interview-requests?status=sent&limit=200"))["items"]
    for request in waiting:
        name = names[request["contact_id"]]
        if name in bot.world.silent or datetime.fromisoformat(request["sent_at"]) + ANSWER_AFTER > bot.clock():
            continue
        verb = "decline" if name in bot.world.declining else "accept"
        await bot.call("POST", f"/v1/interview-requests/{request['id']}/{verb}")


async def live(app: FastAPI, seeker: Seeker, bot: Bot, days: int = 56) -> None:
    """Turn the clock from day to day, and look at the agenda in the morning, at noon and in the evening."""
    for day in range(days):
        if day == SEARCH_STARTS_ON:
            targets = [{"industry": "Museums"}]
            await change_account(app, seeker, search_mode="searching", targets=targets)
        for _ in range(3):
            await others_answer(bot)
            await bot.work()
            bot.clock.advance(hours=8)


async def everything(bot: Bot, path: str) -> list[Json]:
    items: list[Json] = (await bot.call("GET", f"/v1/{path}?limit=200"))["items"]
    return items


@pytest.fixture
async def bot(app: FastAPI, seeker: Seeker, clock: TestClock) -> AsyncIterator[Bot]:
    async with AsyncExitStack() as stack:
        yield Bot(await lasting_client(app, stack, seeker), clock, a_world())


async def test_eight_weeks_led_by_the_agenda_forget_nothing_and_nag_nobody(
    app: FastAPI, seeker: Seeker, bot: Bot, clock: TestClock
) -> None:
    started = clock()
    await live(app, seeker, bot)
    contacts = {each["id"]: each for each in await everything(bot, "contacts")}
    requests = await everything(bot, "interview-requests")
    meetings = await everything(bot, "meetings")
    notes = await everything(bot, "thank-you-notes")

    # it came to something: all that may happen to a request has happened
    assert {each["status"] for each in requests} == {"accepted", "declined", "no_response"}
    met = [each for each in meetings if each["status"] == "held"]
    assert len(met) >= 7
    assert {each["name"] for each in contacts.values()} >= {"Nora Quist", "Omar Reyes", "Pia Stern"}
    done = Counter(kind for _, kind, _ in bot.world.log)
    assert set(done) == {*KINDS}, set(KINDS) ^ set(done)

    nothing_is_forgotten(met, meetings, requests, notes, contacts)
    nobody_is_nagged(bot, contacts)
    those_who_helped_are_told(bot, contacts, met, started)


def nothing_is_forgotten(
    met: list[Json], meetings: list[Json], requests: list[Json], notes: list[Json], contacts: dict[str, Json]
) -> None:
    assert len(met) == len(meetings), "each meeting took place"
    sent_for = {each["meeting_id"]: datetime.fromisoformat(each["sent_at"]) for each in notes if each["sent_at"]}
    for meeting in met:
        ended_at = datetime.fromisoformat(meeting["ended_at"])
        assert sent_for[meeting["id"]] - ended_at <= timedelta(hours=24)
        assert meeting["notes"]["learned"]
        assert meeting["evaluation"]["interest"]
        assert [each["done"] for each in meeting["action_plan"]] == [True]
        assert meeting["goals"]
    accepted = {each["id"] for each in requests if each["status"] == "accepted"}
    assert accepted == {each["interview_request_id"] for each in meetings}
    reminded = [each for each in requests if each["follow_ups"]]
    assert [(each["status"], len(each["follow_ups"])) for each in reminded] == [("no_response", 1)]
    asked = {each["contact_id"] for each in requests}
    assert asked == set(contacts), "each contact, referrals among them, was written to"


def nobody_is_nagged(bot: Bot, contacts: dict[str, Json]) -> None:
    assert set(bot.world.done.values()) == {1}, "what is done does not come back"
    for name in {each["name"] for each in contacts.values()}:
        touches = [at for at, kind, who in bot.world.log if (kind, who) == ("touch_base", name)]
        for before, after in pairwise(touches):
            assert after - before >= timedelta(days=7)
        assert len(touches) <= 5
    touched = {who for _, kind, who in bot.world.log if kind == "touch_base"}
    assert touched
    assert not touched & (bot.world.unwelcoming | bot.world.uninteresting | bot.world.silent | bot.world.declining)


def those_who_helped_are_told(bot: Bot, contacts: dict[str, Json], met: list[Json], started: datetime) -> None:
    thanked = Counter(who for _, kind, who in bot.world.log if kind == "thank_introducer")
    assert thanked == {"Ada Brandt": 1, "Nora Quist": 1, "Gina Holt": 1}
    search_started = started + timedelta(days=SEARCH_STARTS_ON)
    interviewed = {
        contacts[each["contact_id"]]["name"]
        for each in met
        if datetime.fromisoformat(each["ended_at"]) < search_started
    }
    told = Counter(who for _, kind, who in bot.world.log if kind == "announce_search")
    assert set(told) == interviewed - bot.world.unwelcoming
    assert set(told.values()) == {1}

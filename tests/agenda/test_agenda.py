"""What a client may rely on: calls that do it, order, pages, what is put off, and one touch at a time."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from tests.agenda.conftest import Diary
from tests.conftest import Seeker, TestClock, change_account, lasting_client

pytestmark = pytest.mark.anyio


@pytest.fixture
async def diary(app: FastAPI, seeker: Seeker, clock: TestClock) -> AsyncIterator[Diary]:
    async with AsyncExitStack() as stack:
        yield Diary(await lasting_client(app, stack, seeker), clock)


async def snooze(diary: Diary, key: str, **ahead: float) -> httpx.Response:
    return await diary.api.post(f"/v1/agenda/{key}/snooze", json={"until": diary.at(**ahead)})


def kinds(items: list[dict[str, Any]]) -> list[str]:
    return [each["kind"] for each in items]


async def test_somebody_new_is_told_to_ask_for_names(diary: Diary) -> None:
    item = await diary.one("ask_for_names")
    assert (item["contact_id"], item["action"]["href"]) == (None, "/v1/contacts")
    assert item["citation"]["source"] == "S4"
    await diary.contact(warmth="warm")
    assert kinds(await diary.agenda()) == ["finish_request"]


async def test_those_to_write_to_next_are_few_and_the_best_come_first(diary: Diary) -> None:
    await diary.contact("Cold")
    await diary.contact("Recruiter", warmth="warm", position="human_resources")
    await diary.contact("Friend", warmth="warm")
    await diary.contact("Close", warmth="lukewarm", position="one_step_above")
    await diary.contact("Other", warmth="lukewarm")
    assert {each["contact_name"] for each in await diary.agenda("finish_request")} == {"Friend", "Close", "Other"}
    await diary.request(await diary.contact("Dana"))
    assert {each["contact_name"] for each in await diary.agenda("finish_request")} == {"Friend", "Close"}


async def test_a_request_without_an_answer_is_reminded_of_once_and_then_let_rest(diary: Diary) -> None:
    request_id = await diary.request(await diary.contact())
    assert await diary.agenda("answer_overdue") == []
    (ahead,) = await diary.agenda("answer_overdue", until=diary.at(days=9))
    diary.clock.advance(days=7)
    item = await diary.one("answer_overdue")
    assert item["key"] == ahead["key"]
    assert item["action"] == {
        "method": "POST",
        "href": f"/v1/interview-requests/{request_id}/follow-up",
        "body": None,
    }
    await diary.post(item["action"]["href"], message="I wrote to you last week about your work.")
    assert await diary.agenda("answer_overdue") == []
    diary.clock.advance(days=7)
    rest = await diary.one("answer_overdue")
    assert rest["key"] != item["key"]
    await diary.post(rest["action"]["href"])
    assert await diary.agenda("answer_overdue") == []


async def test_what_others_wait_for_comes_first_and_then_what_is_due_first(diary: Diary) -> None:
    dana = await diary.contact()
    meeting_id = await diary.held(dana, 1.5)
    await diary.patch(f"/v1/meetings/{meeting_id}", action_plan=[{"text": "Long ago", "due_on": "2020-01-01"}])
    items = await diary.agenda()
    assert kinds(items)[:2] == ["send_thank_you", "do_action"]
    assert [each["overdue"] for each in items[:2]] == [True, True]
    rest = [each["due_at"] for each in items[1:]]
    assert rest == sorted(rest)


async def test_pages_show_everything_once_also_while_the_clock_goes_on(diary: Diary) -> None:
    for number in range(3):
        await diary.held(await diary.contact(f"Contact {number}"), 1 + number)
    whole = [each["key"] for each in await diary.agenda()]
    found, cursor = [], ""
    while cursor is not None:
        more = {"cursor": cursor} if cursor else {}
        answer = await diary.api.get("/v1/agenda", params={"limit": 2, **more})
        assert answer.status_code == 200, answer.text
        found += [each["key"] for each in answer.json()["items"]]
        cursor = answer.json()["next_cursor"]
        assert ("link" in answer.headers) == (cursor is not None)
        diary.clock.advance(hours=6)
    assert found == whole


async def test_what_is_put_off_is_left_out_until_then_or_until_it_is_taken_back(diary: Diary) -> None:
    await diary.held(await diary.contact(), 1)
    key = (await diary.one("write_notes"))["key"]
    put_off = await snooze(diary, key, days=2)
    assert put_off.status_code == 200
    assert (put_off.json()["key"], put_off.json()["snoozed_until"]) == (key, diary_until(put_off))
    assert await diary.agenda("write_notes") == []
    (hidden,) = await diary.agenda("write_notes", include_snoozed=True)
    assert hidden["snoozed_until"] == put_off.json()["snoozed_until"]
    assert (await diary.api.delete(f"/v1/agenda/{key}/snooze")).status_code == 204
    assert (await diary.api.delete(f"/v1/agenda/{key}/snooze")).status_code == 404
    await diary.one("write_notes")
    await snooze(diary, key, days=2)
    diary.clock.advance(days=2, seconds=1)
    assert (await diary.one("write_notes"))["snoozed_until"] is None


def diary_until(answer: httpx.Response) -> str:
    return str(answer.json()["snoozed_until"])


@pytest.mark.parametrize(("ahead", "code"), [({"minutes": -1}, "past"), ({"days": 91}, "too_late")])
async def test_an_item_is_put_off_until_later_but_not_for_ever(
    diary: Diary, ahead: dict[str, float], code: str
) -> None:
    await diary.held(await diary.contact(), 1)
    key = (await diary.one("write_notes"))["key"]
    answer = await snooze(diary, key, **ahead)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, code)
    gone = await snooze(diary, key.replace("write_notes", "prepare"), days=1)
    assert gone.status_code == 404


async def test_a_meeting_is_not_put_off_beyond_its_start_and_moving_it_is_a_new_occasion(diary: Diary) -> None:
    meeting_id = await diary.meeting(await diary.contact(), diary.at(hours=20))
    item = await diary.one("confirm")
    late = await snooze(diary, item["key"], hours=21)
    assert (late.status_code, late.json()["errors"][0]["code"]) == (422, "too_late")
    assert (await snooze(diary, item["key"], hours=19)).status_code == 200
    await diary.post(f"/v1/meetings/{meeting_id}/reschedule", starts_at=diary.at(hours=10))
    moved = await diary.one("confirm")
    assert moved["key"] != item["key"]


async def test_somebody_met_outside_of_cardinal_is_stayed_in_touch_with_like_anybody_met(
    diary: Diary, app: FastAPI, seeker: Seeker
) -> None:
    dana = await diary.contact()
    touches, contact = f"/v1/contacts/{dana}/touchpoints", f"/v1/contacts/{dana}"
    await diary.post(touches, kind="meeting", at=diary.at(days=20))
    assert (await diary.api.get(contact)).json()["next_touch_at"] is None, "it lies ahead"
    await diary.post(touches, kind="meeting", at=diary.at(days=-40))
    await diary.patch(contact, may_contact_again=None)
    assert (await diary.one("ask_permission"))["contact_id"] == dana
    await diary.patch(contact, may_contact_again=True)
    item = await diary.one("touch_base")
    assert (item["contact_id"], item["overdue"]) == (dana, True)
    assert (await diary.api.get(contact)).json()["next_touch_at"] == item["available_at"]
    await change_account(app, seeker, search_mode="searching")
    assert (await diary.one("announce_search"))["contact_id"] == dana


async def test_the_next_touch_is_another_item_that_putting_off_this_one_does_not_hide(diary: Diary) -> None:
    dana = await diary.met(days_ago=31)
    item = await diary.one("touch_base")
    assert (await snooze(diary, item["key"], days=60)).status_code == 200
    await diary.post(f"/v1/contacts/{dana}/touchpoints", kind="call")
    diary.clock.advance(days=31)
    assert (await diary.one("touch_base"))["key"] != item["key"]


@pytest.mark.parametrize(("search_mode", "days"), [("searching", 7), ("networking", 14), ("exploring", 30)])
async def test_one_touches_base_by_where_the_search_is_and_after_any_touch_anew(
    diary: Diary, app: FastAPI, seeker: Seeker, search_mode: str, days: int
) -> None:
    await change_account(app, seeker, search_mode=search_mode)
    dana = await diary.met(days_ago=0.05)
    await diary.post(f"/v1/contacts/{dana}/touchpoints", kind="update")
    diary.clock.advance(days=days - 0.1)
    assert await diary.agenda("touch_base") == []
    diary.clock.advance(days=0.2)
    item = await diary.one("touch_base")
    for noted in ("message", "lead"):
        await diary.post(item["action"]["href"], kind=noted)
        assert await diary.agenda("touch_base") == []
        diary.clock.advance(days=days)
        await diary.one("touch_base")


async def test_nobody_hears_from_the_seeker_for_ever_without_a_word_of_theirs(diary: Diary) -> None:
    dana = await diary.met(days_ago=31)
    for _ in range(5):
        item = await diary.one("touch_base")
        await diary.post(item["action"]["href"], **item["action"]["body"])
        diary.clock.advance(days=31)
    assert await diary.agenda("touch_base") == []
    await diary.post(f"/v1/contacts/{dana}/touchpoints", kind="call")
    diary.clock.advance(days=31)
    await diary.one("touch_base")


async def test_only_a_few_are_touched_at_a_time_those_who_wait_longest_first(diary: Diary) -> None:
    for number in range(7):
        await diary.met(f"Contact {number}", days_ago=40 + number)
    shown = [each["contact_name"] for each in await diary.agenda("touch_base")]
    assert shown == [f"Contact {number}" for number in (6, 5, 4, 3, 2)]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"may_contact_again": None}, ["ask_permission"]),
        ({"may_contact_again": True}, ["touch_base"]),
        ({"may_contact_again": False}, []),
        ({"do_not_contact": True}, []),
    ],
)
async def test_staying_in_touch_needs_leave(diary: Diary, said: dict[str, Any], expected: list[str]) -> None:
    dana = await diary.met(days_ago=31)
    await diary.patch(f"/v1/contacts/{dana}", **said)
    assert kinds(await diary.agenda("ask_permission", "touch_base")) == expected


async def test_without_interest_the_thanks_are_the_last_word(diary: Diary) -> None:
    dana = await diary.contact(may_contact_again=True)
    meeting_id = await diary.held(dana, 31)
    await diary.patch(f"/v1/meetings/{meeting_id}", evaluation={"interest": "no"})
    assert kinds(await diary.agenda("send_thank_you", "touch_base", "ask_permission")) == ["send_thank_you"]


async def test_when_the_search_begins_those_of_the_field_are_told_first_and_everybody_once(
    diary: Diary, app: FastAPI, seeker: Seeker
) -> None:
    await diary.met("Early", days_ago=3, industry="Banking")
    of_the_field = await diary.met("Field", days_ago=2, industry="museums")
    left_alone = await diary.met("Alone", days_ago=2)
    await diary.patch(f"/v1/contacts/{left_alone}", may_contact_again=False)
    assert await diary.agenda("announce_search") == []
    await change_account(app, seeker, search_mode="searching", targets=[{"industry": "Museums"}])
    items = await diary.agenda("announce_search")
    assert [each["contact_name"] for each in items] == ["Field", "Early"]
    assert await diary.agenda("touch_base", until=diary.at(days=60)) == []  # the news is the touch
    text = await diary.post(f"/v1/contacts/{of_the_field}/compose", kind="search_started")
    assert "search" in text["message"]
    await diary.post(items[0]["action"]["href"], **items[0]["action"]["body"], note=text["message"])
    assert [each["contact_name"] for each in await diary.agenda("announce_search")] == ["Early"]
    # a setting that stays as it is begins no other search
    await change_account(app, seeker, search_mode="searching")
    assert [each["key"] for each in await diary.agenda("announce_search")] == [items[1]["key"]]


async def test_a_clock_that_jumps_back_loses_nothing_and_shows_nothing_twice(diary: Diary) -> None:
    await diary.held(await diary.contact("Dana"), 0.5)
    await diary.meeting(await diary.contact("Eli"), diary.at(hours=30))
    await diary.request(await diary.contact("Fay"))
    before = [each["key"] for each in await diary.agenda()]
    diary.clock.offset -= timedelta(hours=1)
    assert [each["key"] for each in await diary.agenda()] == before
    diary.clock.offset += timedelta(hours=1)
    after = [each["key"] for each in await diary.agenda()]
    assert after == before
    assert len(set(after)) == len(after)


async def test_a_day_that_was_noted_is_shown_however_many_touches_wait(diary: Diary) -> None:
    for number in range(6):
        await diary.met(f"Contact {number}", days_ago=40 + number)
    dana = await diary.contact()
    await diary.post(f"/v1/contacts/{dana}/touchpoints", kind="call", at=diary.at(hours=1), note="Back from leave.")
    diary.clock.advance(hours=2)
    shown = await diary.agenda("touch_base")
    assert [each["subject"]["type"] for each in shown].count("contact") == 5
    assert "Dana Whitfield" in {each["contact_name"] for each in shown}


@pytest.mark.parametrize("said", [{"may_contact_again": False}, {"do_not_contact": True}])
async def test_nobody_is_to_be_written_to_or_reminded_who_wants_no_more_contact(
    diary: Diary, said: dict[str, Any]
) -> None:
    for name, status in (("Dana", "draft"), ("Eli", "draft"), ("Fay", "draft"), ("Gus", "sent")):
        contact_id = await diary.contact(name)
        await diary.request(contact_id, status)
        await diary.patch(f"/v1/contacts/{contact_id}", **said)
    diary.clock.advance(days=8)
    (rest,) = await diary.agenda("finish_request", "answer_overdue")
    assert rest["action"]["href"].endswith("/no-response")
    # what leads nowhere is not under way: there is room for somebody new
    await diary.one("ask_for_names")


async def test_whoever_introduced_somebody_is_thanked_once_also_when_the_meeting_is_called_off_and_made_anew(
    diary: Diary,
) -> None:
    dana = await diary.contact("Dana")
    lee = await diary.contact("Lee", introduced_by_id=dana)
    meeting_id = await diary.meeting(lee, diary.at(days=2))
    item = await diary.one("thank_introducer")
    await diary.post(item["action"]["href"], **item["action"]["body"])
    diary.clock.advance(hours=1)
    await diary.post(f"/v1/meetings/{meeting_id}/cancel")
    diary.clock.advance(hours=1)
    await diary.meeting(lee, diary.at(days=3))
    assert await diary.agenda("thank_introducer") == []

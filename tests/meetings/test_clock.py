"""The meeting clock says what comes next, and in which order to talk."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from app.meetings.clock import parts_begin_at, read_clock
from app.meetings.rules import Timing
from app.policy.presets import preset
from tests.meetings.conftest import Plan

pytestmark = pytest.mark.anyio

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
PLANNED = Timing(starts_at=NOON, minutes=20)
STARTED = replace(PLANNED, started_at=NOON)
POLICY = preset("balanced")
PARTS = ["thanks", "who_i_am", "goals", "questions", "close"]


def said(timing: Timing, minutes: float, meeting_format: str = "phone") -> str:
    state = "scheduled" if timing.started_at is None else "in_progress"
    return read_clock(state, timing, meeting_format, NOON + timedelta(minutes=minutes), POLICY).say


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(-1, "in 1 minute."), (-25, "in 25 minutes."), (-120, "in 2 hours."), (-3 * 24 * 60, "in 3 days.")],
)
def test_before_the_start_the_clock_says_how_long_it_is_until_then(minutes: int, words: str) -> None:
    assert words in said(PLANNED, minutes)


def test_who_travels_is_told_to_come_early() -> None:
    assert "be there 10 minutes before" in said(PLANNED, -60, "coffee")
    assert "be there" not in said(PLANNED, -60, "video")


def test_the_clock_begins_with_the_overview_and_goes_on_to_the_questions() -> None:
    assert "who you are in 2 minutes" in said(STARTED, 1)
    assert "Next: your questions" in said(STARTED, 1)
    later = said(STARTED, 2)
    assert later.startswith("18 of the 20 minutes you agreed on are left.")
    assert "Next, in 13 minutes: point out the time" in later


def test_minutes_left_are_rounded_up_so_that_none_is_taken_away() -> None:
    assert "5 of the 20 minutes" in said(STARTED, 15.2)
    assert "1 of the 20 minutes you agreed on is left" in said(STARTED, 19.1)


def test_past_the_end_the_clock_says_since_when() -> None:
    assert "are over." in said(STARTED, 20)
    assert "since 6 minutes" in said(STARTED, 26)


def test_the_clock_of_a_meeting_that_nobody_started_asks_whether_it_took_place() -> None:
    assert "Did you meet?" in said(PLANNED, 60 * 24)


def test_however_short_the_talk_the_parts_come_in_order_and_within_it() -> None:
    for minutes in (1, 3, 6, 7, 20, 90):
        begin = list(parts_begin_at(Timing(NOON, minutes), POLICY).items())
        assert [part for part, _ in begin] == PARTS
        assert [at for _, at in begin] == sorted(at for _, at in begin)
        assert begin[-1][1] < NOON + timedelta(minutes=minutes)


async def test_the_running_order_has_the_seekers_own_goals_and_the_questions_that_are_left(
    api: httpx.AsyncClient, contact: dict[str, Any], plan: Plan
) -> None:
    texts = ("How did you begin?", "What does a week look like?", "What would you do differently?")
    questions = [
        {"text": texts[0], "asked": True},
        {"text": texts[1]},
        {"text": texts[2], "reserve": True},
    ]
    made = await api.post("/v1/question-sets", json={"title": "For Dana", "questions": questions})
    meeting = await plan(format="coffee", goals=["How she began"], question_set_id=made.json()["id"])
    clock = (await api.get(f"/v1/meetings/{meeting['id']}/clock")).json()
    order = clock["running_order"]
    assert list(dict.fromkeys(step["part"] for step in order)) == PARTS
    assert {step["part"]: step["points"] for step in order if step["points"]} == {
        "goals": ["How she began"],
        "questions": [texts[1]],
    }
    assert all(step["why"] and step["citation"]["quote"] for step in order)
    assert (order[0]["at"], order[-1]["at"]) == (meeting["starts_at"], meeting["wrap_up_at"])
    assert [clock[name] for name in ("arrive_at", "wrap_up_at", "ends_at")] == [
        meeting[name] for name in ("arrive_at", "wrap_up_at", "ends_at")
    ]


async def test_the_running_order_follows_the_format(api: httpx.AsyncClient, plan: Plan) -> None:
    async def steps(meeting_format: str) -> str:
        meeting = await plan(format=meeting_format)
        clock = (await api.get(f"/v1/meetings/{meeting['id']}/clock")).json()
        return " ".join(step["step"] for step in clock["running_order"])

    assert "card" in await steps("lunch")
    assert "card" not in await steps("video")

"""Between two meetings lies at least an hour, or what the policy says: one that is planned or moved closer says so."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from tests.conftest import Seeker
from tests.meetings.conftest import Plan, instant

pytestmark = pytest.mark.anyio

TOO_CLOSE = ("meeting.too-close", "/starts_at")


def rules_of(meeting: dict[str, Any]) -> list[tuple[str, str]]:
    return [(each["rule"], each["pointer"]) for each in meeting["findings"]]


async def test_a_meeting_that_is_planned_or_moved_within_an_hour_of_another_says_so(
    api: httpx.AsyncClient, plan: Plan
) -> None:
    noon = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(days=40)
    first = await plan(starts_at=instant(noon), goals=["How she began"])  # until 20 past
    assert TOO_CLOSE not in rules_of(first)
    for minutes, close in ((79, True), (80, False), (-80, False), (-79, True)):
        other = await plan(starts_at=instant(noon + timedelta(minutes=minutes)))
        assert (TOO_CLOSE in rules_of(other)) == close, minutes
        assert ("contact.no-research", "/contact_id") in rules_of(other)
        await api.post(f"/v1/meetings/{other['id']}/cancel")
    there = {"starts_at": instant(noon + timedelta(minutes=30)), "asked_by": "contact", "reason": "other"}
    second = await plan()
    moved = await api.post(f"/v1/meetings/{second['id']}/reschedule", json=there)
    (found,) = (each for each in moved.json()["findings"] if each["rule"] == TOO_CLOSE[0])
    assert "10 minutes" in found["message"]
    assert (found["severity"], found["citation"]["source"]) == ("advice", "P7")
    path = f"/v1/meetings/{second['id']}"
    assert TOO_CLOSE in rules_of((await api.patch(path, json={"goals": ["How she began"]})).json())
    away = {**there, "starts_at": instant(noon + timedelta(hours=3))}
    assert TOO_CLOSE not in rules_of((await api.post(f"{path}/reschedule", json=away)).json())
    assert TOO_CLOSE not in rules_of((await api.patch(path, json={"minutes": 30})).json())
    early = await plan(starts_at=instant(noon + timedelta(hours=2)))
    assert TOO_CLOSE in rules_of((await api.patch(f"/v1/meetings/{early['id']}", json={"minutes": 30})).json())


async def test_the_gap_between_meetings_is_the_policys_and_nobody_elses_meeting_counts(
    api: httpx.AsyncClient, stranger: Seeker, plan: Plan
) -> None:
    noon = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(days=40)
    await plan(starts_at=instant(noon))
    theirs = (await stranger.client.post("/v1/contacts", json={"name": "Lee Moreno"})).json()["id"]
    body = {"contact_id": theirs, "starts_at": instant(noon + timedelta(minutes=30)), "minutes": 20}
    alone = await stranger.client.post("/v1/meetings", json={**body, "time_zone": "Europe/Berlin", "format": "phone"})
    assert alone.status_code == 201, alone.text
    assert TOO_CLOSE not in rules_of(alone.json())
    second = await plan(starts_at=instant(noon + timedelta(minutes=50)))
    assert TOO_CLOSE in rules_of(second)
    tried = (await api.post("/v1/policy/preview", json={"values": {"meeting.gap_minutes": 30}})).json()["items"]
    assert {gone["rule"] for each in tried for gone in each["removed"]} == {TOO_CLOSE[0]}
    assert second["id"] in {each["subject"]["id"] for each in tried}
    await api.patch("/v1/policy", json={"values": {"meeting.gap_minutes": 30}})
    again = await api.patch(f"/v1/meetings/{second['id']}", json={"goals": ["How she began"]})
    assert TOO_CLOSE not in rules_of(again.json())

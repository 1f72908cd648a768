"""What the seeker is told of their own search."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest

from app.insights.cases import Search, events, thank_you_seconds
from app.insights.rules import FEWEST, mean, share
from app.policy.presets import preset
from tests.conftest import Seeker, TestClock
from tests.insights.conftest import PATH, add_contact, ask, done, hold, insights, instant, thank

pytestmark = pytest.mark.anyio

SOURCES = Path(__file__).parent.parent / "sources"
NOTHING = dict.fromkeys(("reply", "acceptance", "time_kept", "thank_you_on_time", "referrals_per_meeting"))
DAY = timedelta(days=1)


# Newcombe, Statistics in Medicine 17 (1998), table I, method 3
@pytest.mark.parametrize(
    ("cases", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_a_share_has_the_interval_of_the_tables(cases: int, n: int, low: float, high: float) -> None:
    assert share(cases, n) == {"value": round(cases / n, 4), "low": low, "high": high, "n": n}


@pytest.mark.parametrize("n", [8, 9, 40, 10_000])
def test_an_interval_holds_its_value_and_stays_within_what_can_be(n: int) -> None:
    for cases in (0, 1, n // 2, n - 1, n):
        found = share(cases, n)
        assert found is not None
        assert 0 <= found["low"] <= found["value"] <= found["high"] <= 1
        mirrored = share(n - cases, n)
        assert mirrored is not None
        assert mirrored["low"] == pytest.approx(1 - found["high"], abs=1e-4)
    none = mean(0, n)
    assert none is not None
    assert (none["value"], none["low"]) == (0, 0)
    assert none["high"] > 0


def test_somebody_who_is_erased_while_it_is_read_is_left_out() -> None:
    now = datetime.now(UTC)
    request = {"id": "r", "contact_id": "gone", "within": True, "status": "sent", "sent_at": now, "answered_at": None}
    meeting = {"id": "m", "contact_id": "gone", "interview_request_id": "r", "within": True, "ended_at": now}
    notes = [{"meeting_id": each, "sent_at": now, "within": True} for each in ("m", "gone")]
    search = Search([], [request], [meeting], notes, {}, preset("balanced"))
    assert list(events(search)) == []
    assert thank_you_seconds(search) == []


async def test_an_empty_account_is_told_zeros_and_no_rates(api: httpx.AsyncClient) -> None:
    read = await insights(api)
    assert (read["from"], read["to"]) == (None, None)
    assert set(read["counts"].values()) == {0}
    assert read["rates"] == NOTHING
    assert set(read["medians"].values()) == {None}
    assert read["by"] == {"source": {}, "warmth": {}, "industry": {}, "channel": {}, "message_length": {}}


async def test_the_sources_claims_stand_beside_it_word_for_word(api: httpx.AsyncClient) -> None:
    texts = {f"S{path.name[2]}": path.read_text(encoding="utf-8") for path in SOURCES.glob("00*.txt")}
    claims = (await insights(api))["claims"]
    for claim in claims:
        citation = claim["citation"]
        if citation["source"].startswith("S"):
            assert citation["quote"] in texts[citation["source"]]
        else:
            assert citation["address"]
    quotes = " ".join(each["citation"]["quote"] or "" for each in claims)
    for said in ("Eighty percent of the time", "99 percent of the time", "10 to 15 minutes", "is unrealistic"):
        assert said in quotes


async def test_seven_cases_say_nothing_and_eight_do(search: httpx.AsyncClient) -> None:
    contact = await add_contact(search)
    for number in range(FEWEST):
        assert (await insights(search))["rates"]["reply"] is None
        request = await ask(search, contact["id"])
        if number % 2:
            await done(search, f"/v1/interview-requests/{request['id']}/{'accept' if number < 4 else 'decline'}")
    read = await insights(search)
    assert read["rates"]["reply"] == {"value": 0.5, "low": 0.2152, "high": 0.7848, "n": 8}
    assert read["rates"]["acceptance"]["value"] == 0.25
    # four answers are too few to say how long they take
    assert read["medians"]["answer_days"] is None
    assert read["by"]["channel"] == {"email": {"counts": read["counts"], "rates": read["rates"]}}


async def test_the_window_begins_with_its_first_instant_and_ends_before_its_last(
    search: httpx.AsyncClient, clock: TestClock
) -> None:
    request = await ask(search, (await add_contact(search))["id"])
    clock.advance(days=1)
    await done(search, f"/v1/interview-requests/{request['id']}/accept")
    at = request["sent_at"]
    later = instant(datetime.fromisoformat(at) + timedelta(microseconds=1))
    # what was answered after the window is counted with the request
    assert (await insights(search, **{"from": at, "to": later}))["counts"]["accepted"] == 1
    for window in ({"to": at}, {"from": later}):
        assert (await insights(search, **window))["counts"]["requests_sent"] == 0
    read = await insights(search, **{"from": at})
    assert (read["from"], read["to"]) == (at, None)


async def test_a_window_of_days_is_whole_days_where_the_seeker_lives(seeker: Seeker) -> None:
    zone = "Pacific/Auckland"
    assert (await seeker.client.patch("/v1/account", json={"time_zone": zone})).status_code == 200
    read = await insights(seeker.client, **{"from": "2026-03-01", "to": "2026-03-31"})
    wanted = [datetime(2026, *day, tzinfo=ZoneInfo(zone)) for day in ((3, 1), (4, 1))]
    assert [read["from"], read["to"]] == [instant(each) for each in wanted]
    one_day = await insights(seeker.client, **{"from": "2026-03-01", "to": "2026-03-01"})
    assert one_day["from"] < one_day["to"]


async def test_a_window_names_instants_wherever_the_clocks_are_set(search: httpx.AsyncClient) -> None:
    contact = await add_contact(search)
    for year in range(2016, 2024):  # each over the hour that Berlin skips
        skipped = datetime(year, 3, 31, 0, 50, tzinfo=UTC)
        skipped -= timedelta(days=(skipped.weekday() + 1) % 7)
        meeting = await hold(search, contact["id"], skipped, skipped + timedelta(minutes=20))
        assert meeting["actual_minutes"] == 20
    read = await insights(search, **{"from": "2016-03-27T03:10:00+02:00", "to": "2023-03-26T01:10:00Z"})
    assert read["counts"]["meetings_held"] == 7
    read = await insights(search, **{"from": "2016-03-27T02:10:00+01:00", "to": "2023-03-26T01:10:00.001Z"})
    assert read["rates"]["time_kept"] == {"value": 1.0, "low": 0.6756, "high": 1.0, "n": 8}


async def test_a_meeting_whose_length_nobody_knows_says_nothing_of_time_kept(search: httpx.AsyncClient) -> None:
    contact = await add_contact(search)
    began = datetime.now(UTC) - 20 * DAY
    for number in range(FEWEST + 1):
        at = began + number * DAY
        meeting = await hold(search, contact["id"], at, at + timedelta(minutes=25 if number else 0))
        assert (meeting["actual_minutes"] is None) == (number == 0)
    rates = (await insights(search))["rates"]
    assert (rates["time_kept"]["value"], rates["time_kept"]["n"]) == (0, FEWEST)
    assert rates["thank_you_on_time"]["n"] == FEWEST + 1


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("from=2026-11-01T00:00:00Z&to=2026-11-01T00:00:00Z", "/query/to"),
        ("from=2026-11-02T00:00:00Z&to=2026-11-02T01:00:00%2B02:00", "/query/to"),
        ("from=2026-02-30", "/query/from"),
        ("to=2026-11-01T00:00:00", "/query/to"),
        ("from_=2026-11-01T00:00:00Z", "/query/from_"),
        ("to=1", "/query/to"),
    ],
)
async def test_a_window_that_is_none_is_refused(api: httpx.AsyncClient, query: str, pointer: str) -> None:
    refused = await api.get(f"{PATH}?{query}")
    assert (refused.status_code, refused.json()["code"]) == (422, "validation_failed")
    assert [each["pointer"] for each in refused.json()["errors"]] == [pointer]


async def test_another_accounts_search_is_never_counted(search: httpx.AsyncClient, stranger: Seeker) -> None:
    contact = await add_contact(search, source="friend", industry="Museums")
    await add_contact(search, introduced_by_id=contact["id"])
    request = await ask(search, contact["id"])
    await done(search, f"/v1/interview-requests/{request['id']}/accept")
    now = datetime.now(UTC)
    meeting = await hold(search, contact["id"], now - DAY, now - DAY + timedelta(minutes=20))
    await thank(search, meeting["id"])
    mine = await insights(search)
    assert {name for name, count in mine["counts"].items() if not count} == {"declined", "no_response"}
    theirs = await insights(stranger.client)
    assert set(theirs["counts"].values()) == {0}
    assert not any(theirs["by"].values())


async def test_a_length_is_told_by_the_policy_and_by_the_words_that_were_sent(search: httpx.AsyncClient) -> None:
    contact = await add_contact(search)
    for words in (1, 100, 101, 200, 201):
        await ask(search, contact["id"], words)
    lengths = (await insights(search))["by"]["message_length"]
    sent = {name: group["counts"]["requests_sent"] for name, group in lengths.items()}
    assert sent == {"up_to_100": 2, "up_to_200": 2, "over_200": 1}
    # the contact is told by the last of them
    assert {name: group["counts"]["contacts"] for name, group in lengths.items() if group["counts"]["contacts"]} == {
        "over_200": 1
    }


async def test_industries_are_told_apart_whatever_their_case_and_the_smallest_put_together(
    search: httpx.AsyncClient,
) -> None:
    for industry in ("Straßenbau", "STRASSENBAU", "Straßenbau", " straßenbau", None):
        await add_contact(search, industry=industry)
    assert counted(await insights(search)) == {"Straßenbau": 4, "unknown": 1}
    for number in range(60):
        await add_contact(search, industry=f"Field {number:02}")
    industries = counted(await insights(search))
    assert len(industries) == 50
    assert (industries["Straßenbau"], industries["other"]) == (4, 65 - 4 - 48)
    assert next(iter(industries)) == "Straßenbau"


def counted(read: dict[str, Any]) -> dict[str, int]:
    """Return how many contacts each industry has."""
    return {name: group["counts"]["contacts"] for name, group in read["by"]["industry"].items()}

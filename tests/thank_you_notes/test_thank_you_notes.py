"""Thank-you notes: drafting them, what the check says, when they are due, finding them again."""

from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest

from tests.conftest import Seeker
from tests.thank_you_notes.conftest import ASKING, GOOD, PATH, Later, hold, make, plan, send

pytestmark = pytest.mark.anyio

CHANNELS = ("email", "handwritten", "letter", "linkedin", "message")
NOBODY = "019b0a6e-7c3e-7b62-9d0c-5a5c3f1c2d11"


def rules(note: dict[str, Any]) -> list[str]:
    return [finding["rule"] for finding in note["findings"]]


async def evaluate(api: httpx.AsyncClient, meeting: dict[str, Any], **fields: Any) -> None:
    answer = await api.patch(f"/v1/meetings/{meeting['id']}", json=fields)
    assert answer.status_code == 200, answer.text


async def test_a_new_note_is_a_draft_with_every_field_and_reads_the_same_again(
    api: httpx.AsyncClient, held: dict[str, Any]
) -> None:
    made = await api.post(PATH, json={"meeting_id": held["id"]})
    assert made.status_code == 201
    note = made.json()
    assert (note["status"], note["available_actions"], note["channel"]) == ("draft", ["send"], "email")
    assert note["message"] is note["sent_at"] is None
    assert (note["verdict"], note["findings"]) == ("clear", [])
    read = await api.get(made.headers["location"])
    assert (read.content, read.headers["etag"]) == (made.content, made.headers["etag"])


async def test_thanks_are_due_a_day_after_the_end_and_overdue_from_then(
    api: httpx.AsyncClient, held: dict[str, Any], later: Later
) -> None:
    note = await make(api, held["id"], message=GOOD)
    due_at, ended_at = (datetime.fromisoformat(value) for value in (note["due_at"], held["ended_at"]))
    assert due_at == ended_at + timedelta(hours=24)
    assert note["overdue"] is False
    before = await api.get(f"{PATH}/{note['id']}")
    await later(hours=25)
    after = await api.get(f"{PATH}/{note['id']}")
    assert after.json() == {**note, "overdue": True}
    assert after.headers["etag"] != before.headers["etag"]
    assert (await send(api, note)).json()["overdue"] is False


@pytest.mark.parametrize("verb", [None, "confirm", "start", "cancel", "no-show"])
async def test_there_are_no_thanks_for_a_meeting_that_was_not_held(
    api: httpx.AsyncClient, contact: dict[str, Any], verb: str | None
) -> None:
    meeting = await plan(api, contact["id"])
    if verb:
        meeting = (await api.post(f"/v1/meetings/{meeting['id']}/{verb}")).json()
    for refused in (
        await api.post(PATH, json={"meeting_id": meeting["id"]}),
        await api.post(f"{PATH}/compose", json={"meeting_id": meeting["id"]}),
    ):
        problem = refused.json()
        assert (refused.status_code, problem["code"]) == (409, "meeting_not_held")
        assert (problem["state"], problem["allowed"]) == (meeting["status"], meeting["available_actions"])
        assert problem["errors"][0]["pointer"] == "/meeting_id"


async def test_a_good_note_is_clear(draft: dict[str, Any]) -> None:
    assert (draft["verdict"], draft["findings"]) == ("clear", [])


async def test_a_note_without_thanks_and_one_that_names_nothing_are_found(
    api: httpx.AsyncClient, held: dict[str, Any]
) -> None:
    note = await make(api, held["id"], message="Dear Dana,\n\nIt rained all week here.\n\nSam Rivera")
    severities = {finding["rule"]: finding["severity"] for finding in note["findings"]}
    assert severities["thanks.missing"] == "error"
    assert severities["thanks.nothing-specific"] == "warning"
    assert note["verdict"] == "block"


async def test_a_job_ask_among_the_thanks_is_an_error(api: httpx.AsyncClient, held: dict[str, Any]) -> None:
    note = await make(api, held["id"], message=ASKING)
    assert "job-ask.vacancy" in rules(note)
    assert note["verdict"] == "block"
    changed = (await api.patch(f"{PATH}/{note['id']}", json={"message": GOOD})).json()
    assert changed["verdict"] == "clear"


async def test_only_who_is_interested_is_told_to_stay_in_touch(api: httpx.AsyncClient, held: dict[str, Any]) -> None:
    message = GOOD.replace("I would like to stay in touch. What is the best way for you?", "I wish you all the best.")
    for interest, advised in (("yes", True), ("no", False), ("maybe", False), (None, False)):
        await evaluate(api, held, evaluation={"interest": interest})
        note = await make(api, held["id"], message=message)
        assert ("thanks.no-stay-in-touch" in rules(note)) == advised, interest


async def test_null_clears_and_what_must_be_there_cannot_be_cleared(
    api: httpx.AsyncClient, draft: dict[str, Any]
) -> None:
    path = f"{PATH}/{draft['id']}"
    cleared = (await api.patch(path, json={"message": None})).json()
    assert (cleared["message"], cleared["channel"]) == (None, "email")
    for name in ("meeting_id", "channel"):
        refused = await api.patch(path, json={name: None})
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, f"/{name}")


async def test_a_draft_moved_to_another_meeting_is_due_for_that_one(
    api: httpx.AsyncClient, contact: dict[str, Any], draft: dict[str, Any]
) -> None:
    earlier = await hold(api, contact["id"], hours_ago=50)
    moved = (await api.patch(f"{PATH}/{draft['id']}", json={"meeting_id": earlier["id"]})).json()
    due_at, ended_at = (datetime.fromisoformat(value) for value in (moved["due_at"], earlier["ended_at"]))
    assert (due_at, moved["overdue"]) == (ended_at + timedelta(hours=24), True)


@pytest.mark.parametrize(
    ("name", "value"),
    [("channel", "phone"), ("message", 5), ("message", "x" * 20_001), ("due_at", "2026-01-01T00:00:00Z")],
)
async def test_what_is_not_acceptable_is_refused_by_name(
    api: httpx.AsyncClient, held: dict[str, Any], name: str, value: Any
) -> None:
    refused = await api.post(PATH, json={"meeting_id": held["id"], name: value})
    assert (refused.status_code, refused.json()["code"]) == (422, "validation_failed")
    assert refused.json()["errors"][0]["pointer"] == f"/{name}"
    assert "xxx" not in refused.text


async def test_a_meeting_of_another_account_is_a_404_that_names_the_field(
    api: httpx.AsyncClient, stranger: Seeker, draft: dict[str, Any]
) -> None:
    person = (await stranger.client.post("/v1/contacts", json={"name": "Not yours"})).json()
    theirs = await hold(stranger.client, person["id"])
    for id_ in (theirs["id"], NOBODY):
        for refused in (
            await api.post(PATH, json={"meeting_id": id_}),
            await api.patch(f"{PATH}/{draft['id']}", json={"meeting_id": id_}),
            await api.post(f"{PATH}/compose", json={"meeting_id": id_}),
        ):
            assert (refused.status_code, refused.json()["code"]) == (404, "not_found")
            assert refused.json()["errors"][0]["pointer"] == "/meeting_id"


async def test_another_accounts_note_is_the_same_404_as_none(draft: dict[str, Any], stranger: Seeker) -> None:
    for id_ in (draft["id"], NOBODY, "nonsense"):
        path = f"{PATH}/{id_}"
        for answer in (
            await stranger.client.get(path),
            await stranger.client.patch(path, json={"message": "Mine now"}),
            await stranger.client.delete(path),
            await stranger.client.post(f"{path}/send"),
        ):
            assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


async def test_a_meeting_with_a_note_is_kept_until_the_note_is_gone(
    api: httpx.AsyncClient, held: dict[str, Any], draft: dict[str, Any]
) -> None:
    refused = await api.delete(f"/v1/meetings/{held['id']}")
    assert (refused.status_code, refused.json()["code"]) == (409, "in_use")
    assert (await api.delete(f"{PATH}/{draft['id']}")).status_code == 204
    assert (await api.get(f"{PATH}/{draft['id']}")).status_code == 404
    assert (await api.delete(f"/v1/meetings/{held['id']}")).status_code == 204


async def test_who_is_erased_leaves_no_thanks_behind(api: httpx.AsyncClient, sent: dict[str, Any]) -> None:
    contact = (await api.get("/v1/contacts")).json()["items"][0]
    assert (await api.delete(f"/v1/contacts/{contact['id']}?erase=true")).status_code == 204
    assert (await api.get(f"{PATH}/{sent['id']}")).status_code == 404


async def test_a_meeting_may_have_several_notes(api: httpx.AsyncClient, held: dict[str, Any]) -> None:
    first = await make(api, held["id"], message=GOOD)
    await send(api, first)
    second = await make(api, held["id"], channel="handwritten", message=GOOD)
    assert (await send(api, second)).status_code == 200


async def test_filters_find_what_is_overdue_and_any_of_the_values(
    api: httpx.AsyncClient, contact: dict[str, Any]
) -> None:
    old, new = await hold(api, contact["id"], hours_ago=48), await hold(api, contact["id"])
    forgotten = await make(api, old["id"], message=GOOD)
    late = await make(api, old["id"], message=GOOD)
    await send(api, late)
    open_ = await make(api, new["id"], message=GOOD)

    async def ids(query: str) -> set[str]:
        answer = await api.get(f"{PATH}?{query}")
        assert answer.status_code == 200, answer.text
        return {item["id"] for item in answer.json()["items"]}

    assert await ids("overdue=true") == {forgotten["id"]}
    assert await ids("overdue=false") == {late["id"], open_["id"]}
    assert await ids(f"meeting_id={old['id']}") == {forgotten["id"], late["id"]}
    assert await ids(f"meeting_id={old['id']}&meeting_id={new['id']}&status=draft") == {forgotten["id"], open_["id"]}
    assert await ids("status=sent") == {late["id"]}
    assert await ids("overdue=false&status=draft") == {open_["id"]}


@pytest.mark.parametrize("query", ["status=lost", "sort=channel", "overdue=perhaps", "channel=email", "meeting_id=x"])
async def test_a_filter_that_is_not_known_is_refused(api: httpx.AsyncClient, query: str) -> None:
    refused = await api.get(f"{PATH}?{query}")
    assert (refused.status_code, refused.json()["code"]) == (422, "validation_failed")
    assert refused.json()["errors"][0]["pointer"].startswith(f"/query/{query.partition('=')[0]}")


async def test_pages_miss_nothing_in_any_order(api: httpx.AsyncClient, contact: dict[str, Any]) -> None:
    meetings = [await hold(api, contact["id"], hours_ago=hours) for hours in (3, 30, 60, 10)]
    notes = [await make(api, meeting["id"], message=GOOD) for meeting in meetings]
    await send(api, notes[2])
    orders = {"due_at": [2, 1, 3, 0], "created_at": [0, 1, 2, 3], "updated_at": [0, 1, 3, 2]}
    for name, expected in orders.items():
        for sort in (name, f"-{name}"):
            seen = await walk(api, sort)
            assert seen == [notes[i]["id"] for i in (expected if sort == name else expected[::-1])], sort
    assert (await walk(api, "sent_at"))[0] == (await walk(api, "-sent_at"))[-1] == notes[2]["id"]


async def walk(api: httpx.AsyncClient, sort: str) -> list[str]:
    seen: list[str] = []
    url: str | None = f"{PATH}?limit=1&sort={sort}&created_after=2020-01-01T00:00:00Z"
    while url:
        answer = await api.get(url)
        assert answer.status_code == 200, answer.text
        seen += [item["id"] for item in answer.json()["items"]]
        url = answer.links["next"]["url"] if "next" in answer.links else None
    return seen


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("interest", ["yes", "no", None])
async def test_a_composed_note_names_what_was_said_and_can_be_sent_as_it_is(
    api: httpx.AsyncClient, held: dict[str, Any], channel: str, interest: str | None
) -> None:
    notes = {"advice": "Volunteer in the archive before applying anywhere."}
    await evaluate(api, held, notes=notes, evaluation={"interest": interest})
    composed = await api.post(f"{PATH}/compose", json={"meeting_id": held["id"], "channel": channel})
    assert composed.status_code == 200, composed.text
    text = composed.json()
    assert text["findings"] == []
    assert bool(text["subject"]) == (channel == "email")
    for part in ("Dana", "Thank you", "Volunteer in the archive", "Sam Rivera"):
        assert part in text["message"]
    assert ("stay in touch" in text["message"]) == (interest != "no")
    assert (await api.get(PATH)).json()["items"] == []
    note = await make(api, held["id"], channel=channel, message=text["message"])
    assert (note["verdict"], note["findings"]) == ("clear", [])
    assert (await send(api, note)).status_code == 200


async def test_without_notes_the_questions_that_were_asked_are_what_is_named(
    api: httpx.AsyncClient, contact: dict[str, Any]
) -> None:
    questions = [
        {"text": "What surprised you most when you began?", "asked": True},
        {"text": "How do you plan an exhibition?", "asked": False},
    ]
    made = await api.post("/v1/question-sets", json={"title": "For Dana", "questions": questions})
    assert made.status_code == 201, made.text
    meeting = await hold(api, contact["id"], question_set_id=made.json()["id"])
    text = (await api.post(f"{PATH}/compose", json={"meeting_id": meeting["id"]})).json()
    assert "What surprised you most" in text["message"]
    assert "How do you plan" not in text["message"]
    assert text["findings"] == []

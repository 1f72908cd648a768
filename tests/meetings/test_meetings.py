"""Meetings: planning them, writing down what came of them, listing and deleting them."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from app.meetings.schemas import MeetingOut
from tests.conftest import Seeker
from tests.meetings.conftest import Plan, instant

pytestmark = pytest.mark.anyio

MeetingIn = Callable[[str], Awaitable[dict[str, Any]]]
NOWHERE = "019b0a6e-7c3e-7b62-9d0c-5a5c3f1c2d11"
PLANNING: dict[str, Any] = {
    "minutes": 25,
    "time_zone": "Europe/Paris",
    "format": "lunch",
    "location": "Café Léon",
    "phone": "+49 30 901820",
    "video_url": "https://meet.example.org/abc",
    "goals": ["How people come into exhibition work"],
    "overview": "I studied biology.",
    "preparation": [{"question": "Why us?", "answer": "The new hall."}],
    "checklist": [],
    "question_set_id": None,
    "interview_request_id": None,
}
AFTERWARDS: dict[str, Any] = {
    "notes": {"learned": "Start small."},
    "evaluation": {"went_well": "The questions."},
    "action_plan": [{"text": "Write to Lee"}],
    "people_met": ["Lee, front desk"],
    "cards_exchanged": True,
}


def rules_of(meeting: dict[str, Any]) -> list[tuple[str, str]]:
    return [(each["rule"], each["pointer"]) for each in meeting["findings"]]


async def test_a_new_meeting_has_every_field_and_the_same_etag_when_it_is_read_again(
    api: httpx.AsyncClient, contact: dict[str, Any]
) -> None:
    body = {
        "contact_id": contact["id"],
        "starts_at": "2031-05-05T11:00:00+02:00",
        "minutes": 20,
        "time_zone": "Europe/Berlin",
        "format": "coffee",
    }
    made = await api.post("/v1/meetings", json=body)
    assert made.status_code == 201
    read = await api.get(made.headers["location"])
    assert read.content == made.content
    assert read.headers["etag"] == made.headers["etag"]
    meeting = made.json()
    assert list(meeting) == list(MeetingOut.model_fields)
    assert (meeting["status"], meeting["starts_at"]) == ("scheduled", "2031-05-05T09:00:00Z")
    assert meeting["ends_at"] == "2031-05-05T09:20:00Z"
    assert meeting["wrap_up_at"] == "2031-05-05T09:15:00Z"
    assert meeting["arrive_at"] == "2031-05-05T08:50:00Z"
    assert meeting["confirm_from_at"] == "2031-05-04T09:00:00Z"
    assert meeting["actual_minutes"] is None


async def test_the_usual_questions_wait_for_answers_unless_others_are_sent(plan: Plan) -> None:
    usual = (await plan())["preparation"]
    assert len(usual) == 7
    assert {each["answer"] for each in usual} == {None}
    own = [{"question": "Why museums?", "answer": "I like explaining."}]
    assert (await plan(preparation=own))["preparation"] == own


@pytest.mark.parametrize("missing", ["contact_id", "starts_at", "minutes", "time_zone", "format"])
async def test_a_meeting_needs_whom_when_how_long_and_how(
    api: httpx.AsyncClient, contact: dict[str, Any], missing: str
) -> None:
    body = {
        "contact_id": contact["id"],
        "starts_at": "2031-05-05T09:00:00Z",
        "minutes": 20,
        "time_zone": "Europe/Berlin",
        "format": "phone",
    }
    del body[missing]
    refused = await api.post("/v1/meetings", json=body)
    assert refused.status_code == 422
    assert [each["pointer"] for each in refused.json()["errors"]] == [f"/{missing}"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("minutes", 0),
        ("minutes", "20"),
        ("minutes", True),
        ("starts_at", "2031-05-05T09:00:00"),
        ("starts_at", 1_900_000_000),
        ("time_zone", "Berlin"),
        ("format", "zoom"),
        ("video_url", "javascript:alert(1)"),
        ("goals", [""]),
        ("status", "held"),
        ("action_plan", [{"text": "x", "due_on": "2031-02-30"}]),
    ],
)
async def test_what_is_not_acceptable_is_named(api: httpx.AsyncClient, plan: Plan, field: str, value: Any) -> None:
    meeting = await plan()
    body = {name: meeting[name] for name in ("contact_id", "starts_at", "minutes", "time_zone", "format")}
    refused = await api.post("/v1/meetings", json={**body, field: value})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"].startswith(f"/{field}")


async def test_a_meeting_that_took_place_can_be_recorded(
    api: httpx.AsyncClient, contact: dict[str, Any], plan: Plan
) -> None:
    began = datetime.now(UTC).replace(microsecond=0) - timedelta(days=3)
    meeting = await plan(starts_at=instant(began), **AFTERWARDS)
    assert meeting["notes"]["learned"] == "Start small."
    ended = instant(began + timedelta(minutes=23))
    held = (await api.post(f"/v1/meetings/{meeting['id']}/finish", json={"ended_at": ended})).json()
    assert (held["status"], held["ended_at"], held["actual_minutes"]) == ("held", ended, 23)
    assert (await api.get(f"/v1/contacts/{contact['id']}")).json()["last_touch_at"] == ended


async def test_notes_and_evaluation_are_merged_field_by_field(api: httpx.AsyncClient, plan: Plan) -> None:
    path = f"/v1/meetings/{(await plan())['id']}"
    await api.patch(path, json={"notes": {"advice": "Volunteer first.", "quotes": "Just start."}})
    merged = await api.patch(
        path,
        json={"notes": {"learned": "Grants pay.", "quotes": None}},
        headers={"content-type": "application/merge-patch+json"},
    )
    assert merged.json()["notes"] == {
        "learned": "Grants pay.",
        "business_issues": None,
        "advice": "Volunteer first.",
        "quotes": None,
    }
    await api.patch(path, json={"evaluation": {"fit": "Good.", "interest": "maybe"}})
    evaluated = (await api.patch(path, json={"evaluation": {"fit": None}})).json()["evaluation"]
    assert (evaluated["fit"], evaluated["interest"]) == (None, "maybe")
    assert set((await api.patch(path, json={"notes": None})).json()["notes"].values()) == {None}


async def test_items_of_the_checklist_are_ticked_one_by_one(api: httpx.AsyncClient, plan: Plan) -> None:
    meeting = await plan(format="in_person")
    path = f"/v1/meetings/{meeting['id']}"
    items = [each["item"] for each in meeting["checklist"]]
    assert {"item", "why", "done", "citation"} == set(meeting["checklist"][0])
    await api.patch(path, json={"checklist": [{"item": items[1], "done": True}]})
    await api.patch(path, json={"checklist": [{"item": items[3], "done": True}]})
    ticked = (await api.patch(path, json={"checklist": [{"item": items[1], "done": False}]})).json()
    assert [each["item"] for each in ticked["checklist"] if each["done"]] == [items[3]]
    refused = await api.patch(path, json={"checklist": [{"item": items[0], "done": True}, {"item": "?", "done": True}]})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/checklist/1/item")


async def test_the_checklist_follows_the_format(api: httpx.AsyncClient, plan: Plan) -> None:
    meeting = await plan(format="in_person")
    by_phone = (await api.patch(f"/v1/meetings/{meeting['id']}", json={"format": "phone"})).json()
    assert any("Dress" in each["item"] for each in meeting["checklist"])
    assert not any("Dress" in each["item"] for each in by_phone["checklist"])
    assert by_phone["arrive_at"] is None


async def test_the_action_plan_is_replaced_and_its_items_keep_their_ids(api: httpx.AsyncClient, plan: Plan) -> None:
    path = f"/v1/meetings/{(await plan())['id']}"
    sent = {"action_plan": [{"text": "Write to Lee", "due_on": "2031-05-09"}, {"text": "Read the report"}]}
    first, second = (await api.patch(path, json=sent)).json()["action_plan"]
    assert first == {"id": first["id"], "text": "Write to Lee", "due_on": "2031-05-09", "done": False}
    again = {"action_plan": [{"id": second["id"], "text": "Read the report", "done": True}, {"text": "Call"}]}
    kept, new = (await api.patch(path, json=again)).json()["action_plan"]
    assert (kept["id"], kept["done"]) == (second["id"], True)
    assert new["id"] not in (first["id"], second["id"])
    for ids in ([first["id"]], [kept["id"], kept["id"]]):
        refused = await api.patch(path, json={"action_plan": [{"id": each, "text": "x"} for each in ids]})
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, f"/action_plan/{len(ids) - 1}/id")


async def test_the_plan_is_checked_and_the_homework_is_asked_for_until_it_is_done(
    api: httpx.AsyncClient, contact: dict[str, Any], plan: Plan
) -> None:
    meeting = await plan()
    path = f"/v1/meetings/{meeting['id']}"
    assert rules_of(meeting) == [("meeting.no-goals", "/goals"), ("contact.no-research", "/contact_id")]
    wordy = "I like museums very much indeed. " * 60
    spoken = (await api.patch(path, json={"goals": ["How she began"], "overview": wordy})).json()
    assert ("overview.too-long", "/overview") in rules_of(spoken)
    assert ("overview.incomplete", "/overview") in rules_of(spoken)
    assert ("meeting.no-goals", "/goals") not in rules_of(spoken)
    await api.patch(f"/v1/contacts/{contact['id']}", json={"research": [{"kind": "person", "title": "Her talk"}]})
    assert ("contact.no-research", "/contact_id") not in rules_of((await api.get(path)).json())
    listed = (await api.get("/v1/meetings")).json()["items"][0]
    assert rules_of(listed) == rules_of((await api.get(path)).json())


@pytest.mark.parametrize("state", ["scheduled", "confirmed", "in_progress", "held", "cancelled", "no_show"])
async def test_each_state_lets_its_own_fields_be_changed(
    api: httpx.AsyncClient, meeting_in: MeetingIn, state: str
) -> None:
    meeting = await meeting_in(state)
    path = f"/v1/meetings/{meeting['id']}"
    for fields, states in (
        (PLANNING, ("scheduled", "confirmed")),
        (AFTERWARDS, ("scheduled", "confirmed", "in_progress", "held")),
    ):
        for name, value in fields.items():
            answer = await api.patch(path, json={name: value})
            if state in states:
                assert answer.status_code == 200, (name, answer.text)
                assert (await api.get(path)).content == answer.content
            else:
                problem = answer.json()
                assert (answer.status_code, problem["code"]) == (409, "invalid_transition"), name
                assert (problem["state"], problem["allowed"]) == (state, meeting["available_actions"])


async def test_the_start_moves_by_rescheduling_only(api: httpx.AsyncClient, plan: Plan) -> None:
    meeting = await plan()
    refused = await api.patch(f"/v1/meetings/{meeting['id']}", json={"starts_at": "2031-05-05T09:00:00Z"})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/starts_at")


async def test_what_a_meeting_must_have_cannot_be_cleared(api: httpx.AsyncClient, plan: Plan) -> None:
    meeting = await plan()
    for name in ("minutes", "time_zone", "format", "goals", "preparation", "checklist", "action_plan", "people_met"):
        refused = await api.patch(f"/v1/meetings/{meeting['id']}", json={name: None})
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, f"/{name}")


async def test_no_interest_means_that_one_does_not_stay_in_touch(
    api: httpx.AsyncClient, contact: dict[str, Any], meeting_in: MeetingIn
) -> None:
    meeting = await meeting_in("held")
    path = f"/v1/contacts/{contact['id']}"
    before = (await api.get(path)).json()["next_touch_at"]
    assert before is not None
    for evaluation, next_touch_at in (({"interest": "no"}, None), (None, before)):
        await api.patch(f"/v1/meetings/{meeting['id']}", json={"evaluation": evaluation})
        assert (await api.get(path)).json()["next_touch_at"] == next_touch_at


async def test_a_stale_if_match_is_refused_everywhere(api: httpx.AsyncClient, plan: Plan) -> None:
    path = f"/v1/meetings/{(await plan())['id']}"
    stale = {"If-Match": (await api.get(path)).headers["etag"]}
    assert (await api.post(f"{path}/start", headers=stale)).status_code == 200
    assert (await api.patch(path, json={"people_met": ["Lee"]}, headers=stale)).status_code == 412
    assert (await api.post(f"{path}/finish", headers=stale)).status_code == 412
    assert (await api.delete(path, headers=stale)).status_code == 412
    assert (await api.post(f"{path}/referrals", json={"name": "Lee"}, headers=stale)).status_code == 412
    fresh = {"If-Match": (await api.get(path)).headers["etag"]}
    assert (await api.post(f"{path}/finish", headers=fresh)).status_code == 200


async def test_lists_filter_by_state_contact_and_time(
    api: httpx.AsyncClient, contact: dict[str, Any], plan: Plan
) -> None:
    other = (await api.post("/v1/contacts", json={"name": "Lee"})).json()
    first = await plan(starts_at="2031-05-05T09:00:00Z")
    second = await plan(starts_at="2031-05-06T09:00:00Z", contact_id=other["id"])
    third = await plan(starts_at="2031-05-07T09:00:00Z")
    await api.post(f"/v1/meetings/{second['id']}/cancel")

    async def ids(query: str) -> list[str]:
        answer = await api.get(f"/v1/meetings?sort=starts_at&{query}")
        assert answer.status_code == 200, answer.text
        return [each["id"] for each in answer.json()["items"]]

    assert await ids("") == [first["id"], second["id"], third["id"]]
    assert await ids("status=cancelled") == [second["id"]]
    assert await ids("status=cancelled&status=scheduled&limit=2") == [first["id"], second["id"]]
    assert await ids(f"contact_id={contact['id']}") == [first["id"], third["id"]]
    assert await ids("starts_after=2031-05-05T09:00:00Z") == [second["id"], third["id"]]
    assert await ids("starts_before=2031-05-06T09:00:00Z") == [first["id"]]
    assert await ids(f"interview_request_id={NOWHERE}") == []
    assert (await api.get("/v1/meetings?status=over")).status_code == 422


async def test_pages_of_meetings_follow_each_other(api: httpx.AsyncClient, plan: Plan) -> None:
    made = [(await plan())["id"] for _ in range(5)]
    for sort in ("starts_at", "-starts_at", "created_at", "-created_at", "updated_at", "-updated_at"):
        seen: list[str] = []
        url: str | None = f"/v1/meetings?limit=2&sort={sort}"
        while url:
            answer = await api.get(url)
            seen += [each["id"] for each in answer.json()["items"]]
            url = answer.links["next"]["url"] if "next" in answer.links else None
        assert seen == (made[::-1] if sort.startswith("-") else made)


async def test_references_must_be_the_seekers_own_and_for_this_contact(
    api: httpx.AsyncClient, stranger: Seeker, plan: Plan
) -> None:
    meeting = await plan()
    body = {name: meeting[name] for name in ("contact_id", "minutes", "time_zone", "format")}
    body["starts_at"] = "2031-05-05T09:00:00Z"
    their_contact = (await stranger.client.post("/v1/contacts", json={"name": "Ida"})).json()["id"]
    their_request = (await stranger.client.post("/v1/interview-requests", json={"contact_id": their_contact})).json()[
        "id"
    ]
    their_set = (await stranger.client.post("/v1/question-sets", json={"title": "Mine"})).json()["id"]
    for name, value in (
        ("contact_id", their_contact),
        ("interview_request_id", their_request),
        ("question_set_id", their_set),
        ("question_set_id", NOWHERE),
    ):
        refused = await api.post("/v1/meetings", json={**body, name: value})
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (404, f"/{name}")
        if name != "contact_id":
            refused = await api.patch(f"/v1/meetings/{meeting['id']}", json={name: value})
            assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (404, f"/{name}")
    other = (await api.post("/v1/contacts", json={"name": "Lee"})).json()["id"]
    request = (await api.post("/v1/interview-requests", json={"contact_id": other})).json()["id"]
    questions = (await api.post("/v1/question-sets", json={"title": "For Lee", "contact_id": other})).json()["id"]
    for name, value in (("interview_request_id", request), ("question_set_id", questions)):
        refused = await api.post("/v1/meetings", json={**body, name: value})
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, f"/{name}")


async def test_a_meeting_keeps_the_request_and_the_questions_it_came_from(
    api: httpx.AsyncClient, contact: dict[str, Any], plan: Plan
) -> None:
    request = (await api.post("/v1/interview-requests", json={"contact_id": contact["id"]})).json()["id"]
    questions = (await api.post("/v1/question-sets", json={"title": "For anybody"})).json()["id"]
    meeting = await plan(interview_request_id=request, question_set_id=questions)
    assert (meeting["interview_request_id"], meeting["question_set_id"]) == (request, questions)
    found = (await api.get(f"/v1/meetings?interview_request_id={request}")).json()["items"]
    assert [each["id"] for each in found] == [meeting["id"]]
    let_go = await api.patch(f"/v1/meetings/{meeting['id']}", json={"question_set_id": None})
    assert let_go.json()["question_set_id"] is None


async def test_another_accounts_meeting_is_the_same_404_as_none(stranger: Seeker, plan: Plan) -> None:
    meeting = await plan()
    for path, method, body in (
        ("", "GET", None),
        ("", "PATCH", {"goals": []}),
        ("", "DELETE", None),
        ("/clock", "GET", None),
        ("/invite.ics", "GET", None),
        ("/referrals", "POST", {"name": "Lee"}),
        ("/confirm", "POST", None),
        ("/start", "POST", None),
        ("/finish", "POST", None),
        ("/cancel", "POST", None),
        ("/no-show", "POST", None),
        ("/extend", "POST", {"minutes": 5, "offered_by": "contact"}),
        ("/reschedule", "POST", {"starts_at": "2031-05-05T09:00:00Z"}),
    ):
        theirs = await stranger.client.request(method, f"/v1/meetings/{meeting['id']}{path}", json=body)
        none = await stranger.client.request(method, f"/v1/meetings/{NOWHERE}{path}", json=body)
        assert (theirs.status_code, theirs.json()["code"]) == (404, "not_found"), path
        assert theirs.json()["detail"] == none.json()["detail"]
    assert (await stranger.client.get("/v1/meetings")).json()["items"] == []


async def test_a_meeting_that_nobody_expects_can_be_deleted(api: httpx.AsyncClient, meeting_in: MeetingIn) -> None:
    for state in ("scheduled", "held", "cancelled", "no_show"):
        path = f"/v1/meetings/{(await meeting_in(state))['id']}"
        assert (await api.delete(path)).status_code == 204
        assert (await api.get(path)).status_code == 404
    for state in ("confirmed", "in_progress"):
        meeting = await meeting_in(state)
        refused = await api.delete(f"/v1/meetings/{meeting['id']}")
        assert (refused.status_code, refused.json()["code"]) == (409, "invalid_transition")
        assert (refused.json()["state"], refused.json()["allowed"]) == (state, meeting["available_actions"])


async def test_a_meeting_that_thanks_rest_on_stays(api: httpx.AsyncClient, meeting_in: MeetingIn) -> None:
    meeting = await meeting_in("held")
    thanks = await api.post("/v1/thank-you-notes", json={"meeting_id": meeting["id"]})
    assert thanks.status_code == 201, thanks.text
    refused = await api.delete(f"/v1/meetings/{meeting['id']}")
    assert (refused.status_code, refused.json()["code"]) == (409, "in_use")


async def test_a_referral_is_a_new_contact_introduced_by_this_one(
    api: httpx.AsyncClient, contact: dict[str, Any], meeting_in: MeetingIn
) -> None:
    path = f"/v1/meetings/{(await meeting_in('held'))['id']}/referrals"
    made = await api.post(path, json={"name": "Lee Moreno", "organisation": "Hill Museum"})
    assert made.status_code == 201
    assert (await api.get(made.headers["location"])).content == made.content
    lee = made.json()
    assert made.headers["location"] == f"/v1/contacts/{lee['id']}"
    assert (lee["introduced_by_id"], lee["source"], lee["warmth"]) == (contact["id"], "referral", "lukewarm")
    chosen = (await api.post(path, json={"name": "Ida", "warmth": "warm", "source": "friend"})).json()
    assert (chosen["warmth"], chosen["source"]) == ("warm", "friend")
    refused = await api.post(path, json={"name": "Jo", "introduced_by_id": lee["id"]})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/introduced_by_id")


async def test_a_repeated_post_with_the_same_key_plans_one_meeting(api: httpx.AsyncClient, plan: Plan) -> None:
    meeting = await plan()
    body = {name: meeting[name] for name in ("contact_id", "minutes", "time_zone", "format")}
    body["starts_at"] = "2031-05-05T09:00:00Z"
    headers = {"Idempotency-Key": "plan-once"}
    first = await api.post("/v1/meetings", json=body, headers=headers)
    again = await api.post("/v1/meetings", json=body, headers=headers)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.headers["idempotency-replayed"] == "true"
    assert again.content == first.content

"""The main job from end to end: from a contact to the thank-you note, with the cardinal rule enforced."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from tests.conftest import TestClock

pytestmark = pytest.mark.anyio

JOB_ASK = "Do you have any openings on your team?"
LETTER = (
    "Dear Dana Whitfield,\n\nJoe Miller suggested I write to you. My name is Sam Rivera, a biology graduate moving "
    "into science writing. I am writing to you because of your work at City Science Museum. I would like to learn how "
    "you spend your days. Could I have 15 minutes of your time for five questions? In person would be great, and by "
    "phone is fine too. {} I would gladly send you the questions in advance.\n\nKind regards,\nSam Rivera"
)


async def post(api: httpx.AsyncClient, path: str, status: int = 200, **body: Any) -> dict[str, Any]:
    answer = await api.post(path, json=body)
    assert answer.status_code == status, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def meet_dana(api: httpx.AsyncClient) -> dict[str, Any]:
    """Add the contact, and the one who introduced her."""
    joe = await post(api, "/v1/contacts", 201, name="Joe Miller", warmth="warm", source="friend")
    return await post(
        api,
        "/v1/contacts",
        201,
        name="Dana Whitfield",
        organisation="City Science Museum",
        role_title="Exhibition developer",
        source="referral",
        introduced_by_id=joe["id"],
    )


async def prepare_questions(api: httpx.AsyncClient, dana: dict[str, Any]) -> dict[str, Any]:
    """Write the questions that go with the request, and share them."""
    texts = (
        "What does a typical day of yours look like?",
        "What surprised you most when you began?",
        "How has your field changed since you began?",
        "What do you enjoy about your work?",
        "Who else would you suggest I talk to?",
    )
    questions = await post(
        api,
        "/v1/question-sets",
        201,
        title="For Dana",
        contact_id=dana["id"],
        minutes_available=15,
        questions=[{"text": text} for text in texts],
    )
    assert questions["verdict"] != "block"
    return questions


async def test_from_the_first_idea_to_the_thanks(api: httpx.AsyncClient, clock: TestClock) -> None:
    dana = await meet_dana(api)
    questions = await prepare_questions(api, dana)

    # a request that asks for a job does not go out
    request = await post(
        api,
        "/v1/interview-requests",
        201,
        contact_id=dana["id"],
        purpose="learn_role",
        minutes_requested=15,
        question_count=5,
        formats_offered=["in_person", "phone"],
        question_set_id=questions["id"],
        message=LETTER.format(JOB_ASK),
    )
    path = f"/v1/interview-requests/{request['id']}"
    assert request["verdict"] == "block"
    blocked = await post(api, f"{path}/send", 422)
    assert blocked["code"] == "check_blocked"
    error = next(each for each in blocked["findings"] if each["rule"] == "job-ask.vacancy")
    assert error["quote"] in JOB_ASK
    assert (await api.get(path)).json()["status"] == "draft"

    # without that sentence it does, and Dana says yes
    changed = (await api.patch(path, json={"message": LETTER.format("")})).json()
    assert changed["verdict"] != "block"
    assert (await post(api, f"{path}/send"))["status"] == "sent"
    accepted = await post(api, f"{path}/accept")
    assert (accepted["status"], accepted["available_actions"]) == ("accepted", [])

    # she gets the questions in advance, and they know which request they belong to
    shared = await post(api, f"/v1/question-sets/{questions['id']}/share")
    assert shared["shared_at"]
    assert shared["interview_request_id"] == request["id"]

    # they meet, for as long as was asked
    meeting = await post(
        api,
        "/v1/meetings",
        201,
        contact_id=dana["id"],
        interview_request_id=request["id"],
        question_set_id=questions["id"],
        starts_at=(datetime.now(UTC) + timedelta(minutes=5)).isoformat(),
        minutes=15,
        time_zone="Europe/Berlin",
        format="phone",
        phone="+49 30 901820",
        goals=["How people come into exhibition work"],
    )
    here = f"/v1/meetings/{meeting['id']}"
    assert (await post(api, f"{here}/confirm"))["status"] == "confirmed"
    clock.advance(minutes=5)
    assert (await post(api, f"{here}/start"))["status"] == "in_progress"
    clock.advance(minutes=8)
    held = await post(api, f"{here}/finish")
    assert (held["status"], held["actual_minutes"]) == ("held", 8)
    noted = await api.patch(
        here,
        json={
            "notes": {"advice": "Volunteer in the archive before applying anywhere."},
            "evaluation": {"interest": "yes"},
            "action_plan": [{"text": "Call the city archive"}],
        },
    )
    assert noted.status_code == 200, noted.text

    # and Dana hears back
    text = await post(api, "/v1/thank-you-notes/compose", meeting_id=meeting["id"])
    assert "Volunteer in the archive" in text["message"]
    note = await post(api, "/v1/thank-you-notes", 201, meeting_id=meeting["id"], message=text["message"])
    assert (note["verdict"], note["overdue"]) == ("clear", False)
    thanked = await post(api, f"/v1/thank-you-notes/{note['id']}/send")
    assert (thanked["status"], thanked["available_actions"]) == ("sent", [])
    dana = (await api.get(f"/v1/contacts/{dana['id']}")).json()
    assert dana["last_touch_at"] == thanked["sent_at"]
    assert dana["next_touch_at"] is not None


async def test_a_seeker_who_knows_better_says_why_and_is_not_locked_out(api: httpx.AsyncClient) -> None:
    dana = await meet_dana(api)
    request = await post(
        api, "/v1/interview-requests", 201, contact_id=dana["id"], message=LETTER.format(JOB_ASK), minutes_requested=15
    )
    acknowledge = [{"rule": "job-ask.vacancy", "reason": "She told me to ask her that."}]
    sent = await post(api, f"/v1/interview-requests/{request['id']}/send", acknowledge=acknowledge)
    assert sent["status"] == "sent"
    assert "She told me to ask her that." in str(sent["findings"])


@pytest.mark.parametrize("said_in", ["the text", "the field"])
async def test_ninety_minutes_of_a_stranger_do_not_go_out(api: httpx.AsyncClient, said_in: str) -> None:
    dana = await meet_dana(api)
    letter = LETTER.format("")
    fields: dict[str, Any] = {"message": letter, "minutes_requested": 90}
    if said_in == "the text":
        fields = {"message": letter.replace("15 minutes", "ninety minutes")}
    request = await post(api, "/v1/interview-requests", 201, contact_id=dana["id"], **fields)
    error = next(each for each in request["findings"] if each["rule"] == "time.overlong")
    assert (error["severity"], request["verdict"]) == ("error", "block")
    assert error["pointer"] == ("/message" if said_in == "the text" else "/minutes_requested")
    blocked = await post(api, f"/v1/interview-requests/{request['id']}/send", 422)
    assert blocked["code"] == "check_blocked"

"""Interview requests: sending them, the one reminder, the answer."""

import asyncio
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest

from tests.interview_requests.conftest import ASKING, GOOD, JOB_ASK, PATH, REMINDER, Later, act, make

pytestmark = pytest.mark.anyio

VERBS = ("send", "follow-up", "accept", "decline", "no-response", "withdraw")


async def touched_at(api: httpx.AsyncClient, request: dict[str, Any]) -> str | None:
    found: str | None = (await api.get(f"/v1/contacts/{request['contact_id']}")).json()["last_touch_at"]
    return found


async def test_a_sent_request_says_when_and_the_contact_counts_as_touched(
    api: httpx.AsyncClient, draft: dict[str, Any]
) -> None:
    assert await touched_at(api, draft) is None
    answer = await api.post(f"{PATH}/{draft['id']}/send")
    assert answer.status_code == 200, answer.text
    sent = answer.json()
    assert sent["status"] == "sent"
    assert sent["sent_at"] == sent["updated_at"] == await touched_at(api, sent)
    read = await api.get(f"{PATH}/{draft['id']}")
    assert (read.content, read.headers["etag"]) == (answer.content, answer.headers["etag"])


async def test_a_job_ask_blocks_sending_and_nothing_changes(api: httpx.AsyncClient, contact: dict[str, Any]) -> None:
    request = await make(api, contact["id"], message=ASKING, minutes_requested=15)
    before = await api.get(f"{PATH}/{request['id']}")
    blocked = await act(api, request, "send")
    problem = blocked.json()
    assert (blocked.status_code, problem["code"]) == (422, "check_blocked")
    assert blocked.headers["content-type"] == "application/problem+json"
    assert "job-ask.vacancy" in [finding["rule"] for finding in problem["findings"]]
    assert (await api.get(f"{PATH}/{request['id']}")).content == before.content
    assert await touched_at(api, request) is None


async def test_a_changed_text_can_be_sent(api: httpx.AsyncClient, contact: dict[str, Any]) -> None:
    request = await make(api, contact["id"], message=ASKING, minutes_requested=15)
    assert (await act(api, request, "send")).status_code == 422
    await api.patch(f"{PATH}/{request['id']}", json={"message": GOOD})
    assert (await act(api, request, "send")).status_code == 200


async def test_an_error_that_is_acknowledged_with_a_reason_does_not_block_and_the_reason_is_kept(
    api: httpx.AsyncClient, contact: dict[str, Any]
) -> None:
    request = await make(api, contact["id"], message=ASKING, minutes_requested=15)
    reason = "She asked me to mention the opening."
    sent = await act(api, request, "send", acknowledge=[{"rule": "job-ask.vacancy", "reason": reason}])
    assert sent.status_code == 200, sent.text
    read = (await api.get(f"{PATH}/{request['id']}")).json()
    kept = [each["acknowledged"] for each in read["findings"] if each["rule"] == "job-ask.vacancy"]
    assert kept == [{"reason": reason, "at": read["sent_at"]}]
    assert (read["status"], read["verdict"]) == ("sent", "advise")


async def test_an_acknowledgement_of_something_else_does_not_help(
    api: httpx.AsyncClient, contact: dict[str, Any]
) -> None:
    request = await make(api, contact["id"], message=ASKING, minutes_requested=15)
    for acknowledge in ([], [{"rule": "time.overlong", "reason": "She has time."}]):
        blocked = await act(api, request, "send", acknowledge=acknowledge)
        assert (blocked.status_code, blocked.json()["code"]) == (422, "check_blocked")


async def test_an_acknowledgement_needs_a_reason(api: httpx.AsyncClient, contact: dict[str, Any]) -> None:
    request = await make(api, contact["id"], message=ASKING, minutes_requested=15)
    for acknowledge in ([{"rule": "job-ask.vacancy"}], [{"rule": "job-ask.vacancy", "reason": "  "}]):
        refused = await act(api, request, "send", acknowledge=acknowledge)
        assert (refused.status_code, refused.json()["code"]) == (422, "validation_failed")
        assert refused.json()["errors"][0]["pointer"] == "/acknowledge/0/reason"


async def test_the_last_check_knows_what_changed_since_the_draft(
    api: httpx.AsyncClient, contact: dict[str, Any], draft: dict[str, Any]
) -> None:
    await api.patch(f"/v1/contacts/{contact['id']}", json={"name": "Peter Smith"})
    blocked = await act(api, draft, "send")
    assert blocked.status_code == 422
    assert "custom.wrong-name" in [finding["rule"] for finding in blocked.json()["findings"]]


async def test_nothing_goes_out_to_a_contact_who_wants_no_contact_whatever_is_acknowledged(
    api: httpx.AsyncClient, draft: dict[str, Any]
) -> None:
    await api.patch(f"/v1/contacts/{draft['contact_id']}", json={"do_not_contact": True})
    acknowledge = [{"rule": "contact.do-not-contact", "reason": "I know better."}]
    refused = await act(api, draft, "send", acknowledge=acknowledge)
    assert (refused.status_code, refused.json()["code"]) == (409, "do_not_contact")
    assert (await api.get(f"{PATH}/{draft['id']}")).json()["status"] == "draft"


@pytest.mark.parametrize("message", [None, "", " \n "])
async def test_a_draft_without_words_cannot_be_sent(
    api: httpx.AsyncClient, contact: dict[str, Any], message: str | None
) -> None:
    request = await make(api, contact["id"], message=message)
    refused = await act(api, request, "send")
    assert (refused.status_code, refused.json()["code"]) == (422, "validation_failed")
    assert refused.json()["errors"][0]["pointer"] == "/message"


async def test_what_cardinal_does_not_mail_yet_is_refused_and_stays_a_draft(
    api: httpx.AsyncClient, draft: dict[str, Any]
) -> None:
    refused = await act(api, draft, "send", via="cardinal")
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/via")
    assert (await api.get(f"{PATH}/{draft['id']}")).json()["status"] == "draft"


async def test_of_two_sends_at_once_exactly_one_goes_out(api: httpx.AsyncClient, draft: dict[str, Any]) -> None:
    answers = await asyncio.gather(*(act(api, draft, "send") for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409]
    assert {a.json()["code"] for a in answers if a.status_code == 409} == {"invalid_transition"}


async def test_a_repeated_send_with_its_key_gets_the_first_answer(
    api: httpx.AsyncClient, draft: dict[str, Any]
) -> None:
    key = {"Idempotency-Key": "send-once"}
    first = await api.post(f"{PATH}/{draft['id']}/send", json={}, headers=key)
    again = await api.post(f"{PATH}/{draft['id']}/send", json={}, headers=key)
    assert (again.status_code, again.content) == (200, first.content)
    assert again.headers["idempotency-replayed"] == "true"


async def test_a_send_of_another_version_than_was_read_is_refused(
    api: httpx.AsyncClient, draft: dict[str, Any]
) -> None:
    path = f"{PATH}/{draft['id']}"
    etag = (await api.get(path)).headers["etag"]
    await api.patch(path, json={"subject": "Changed meanwhile"})
    refused = await api.post(f"{path}/send", headers={"If-Match": etag})
    assert (refused.status_code, refused.json()["code"]) == (412, "stale")
    assert (await api.get(path)).json()["status"] == "draft"
    current = (await api.get(path)).headers["etag"]
    assert (await api.post(f"{path}/send", headers={"If-Match": current})).status_code == 200


@pytest.mark.parametrize("way", [[], ["send"], ["send", "no-response"], ["send", "accept"], ["withdraw"]])
async def test_what_a_state_does_not_allow_is_refused_with_what_it_does(
    api: httpx.AsyncClient, draft: dict[str, Any], way: list[str]
) -> None:
    for verb in way:
        assert (await act(api, draft, verb)).status_code == 200
    path = f"{PATH}/{draft['id']}"
    now = (await api.get(path)).json()
    forbidden = [verb for verb in VERBS if verb not in now["available_actions"]]
    body = {"follow-up": {"message": REMINDER}}
    answers = [await act(api, draft, verb, **body.get(verb, {})) for verb in forbidden]
    if way:
        answers += [await api.patch(path, json={"subject": "New"}), await api.delete(path)]
    assert answers
    for answer in answers:
        problem = answer.json()
        assert (answer.status_code, problem["code"]) == (409, "invalid_transition")
        assert (problem["state"], problem["allowed"]) == (now["status"], now["available_actions"])
    assert (await api.get(path)).json() == now


@pytest.mark.parametrize(
    ("verb", "status", "answered"),
    [
        ("accept", "accepted", True),
        ("decline", "declined", True),
        ("no-response", "no_response", False),
        ("withdraw", "withdrawn", False),
    ],
)
async def test_an_answer_is_dated_and_a_touch_and_its_lack_is_neither(
    api: httpx.AsyncClient, sent: dict[str, Any], verb: str, status: str, answered: bool
) -> None:
    answer = await act(api, sent, verb)
    settled = answer.json()
    assert (answer.status_code, settled["status"]) == (200, status)
    assert settled["answered_at"] == (settled["updated_at"] if answered else None)
    assert await touched_at(api, sent) == (settled["updated_at"] if answered else sent["sent_at"])


@pytest.mark.parametrize(("verb", "status"), [("accept", "accepted"), ("decline", "declined")])
async def test_a_late_answer_still_counts(api: httpx.AsyncClient, sent: dict[str, Any], verb: str, status: str) -> None:
    assert (await act(api, sent, "no-response")).status_code == 200
    late = (await act(api, sent, verb)).json()
    assert late["status"] == status
    assert late["answered_at"]


async def test_a_reminder_waits_a_week_and_says_until_when(
    api: httpx.AsyncClient, sent: dict[str, Any], later: Later
) -> None:
    refused = await act(api, sent, "follow-up", message=REMINDER)
    problem = refused.json()
    assert (refused.status_code, problem["code"]) == (409, "follow_up_too_soon")
    sent_at = datetime.fromisoformat(sent["sent_at"])
    assert datetime.fromisoformat(problem["available_at"]) == sent_at + timedelta(days=7)
    await later(days=7, minutes=-1)
    assert (await act(api, sent, "follow-up", message=REMINDER)).json()["code"] == "follow_up_too_soon"
    await later(minutes=2)
    assert (await act(api, sent, "follow-up", message=REMINDER)).status_code == 200


async def test_a_reminder_is_kept_and_there_is_only_one(
    api: httpx.AsyncClient, sent: dict[str, Any], later: Later
) -> None:
    await later(days=8)
    reminded = (await act(api, sent, "follow-up", message=REMINDER, via="self")).json()
    checked_by = {name: sent[name] for name in ("ruleset", "policy_revision")}
    kept = {"sent_at": reminded["updated_at"], "via": "self", "message": REMINDER, **checked_by}
    assert (reminded["status"], reminded["follow_ups"]) == ("sent", [kept])
    assert reminded["sent_at"] == sent["sent_at"]
    assert await touched_at(api, sent) == kept["sent_at"]
    assert (await api.get(f"{PATH}/{sent['id']}")).json() == reminded
    await later(days=8)
    refused = await act(api, sent, "follow-up", message=REMINDER)
    assert (refused.status_code, refused.json()["code"]) == (409, "follow_up_spent")


async def test_a_reminder_is_checked_like_the_rest(api: httpx.AsyncClient, sent: dict[str, Any], later: Later) -> None:
    await later(days=8)
    asking = REMINDER.replace("If 15 minutes", f"{JOB_ASK} If 15 minutes")
    blocked = await act(api, sent, "follow-up", message=asking)
    assert (blocked.status_code, blocked.json()["code"]) == (422, "check_blocked")
    error = next(each for each in blocked.json()["findings"] if each["rule"] == "job-ask.vacancy")
    assert error["pointer"] == "/message"
    assert (await api.get(f"{PATH}/{sent['id']}")).json() == sent
    acknowledge = [{"rule": "job-ask.vacancy", "reason": "She asked me to remind her."}]
    gone = (await act(api, sent, "follow-up", message=asking, acknowledge=acknowledge)).json()
    kept = next(each for each in gone["findings"] if each["rule"] == "job-ask.vacancy")
    assert kept["pointer"] == "/follow_ups/0/message"
    assert kept["acknowledged"]["reason"] == "She asked me to remind her."
    assert gone["findings"][: len(sent["findings"])] == sent["findings"]
    assert gone["verdict"] == "advise"


@pytest.mark.parametrize("body", [{}, {"message": ""}, {"message": "  "}, {"message": None}])
async def test_a_reminder_has_words(
    api: httpx.AsyncClient, sent: dict[str, Any], later: Later, body: dict[str, Any]
) -> None:
    await later(days=8)
    refused = await act(api, sent, "follow-up", **body)
    assert (refused.status_code, refused.json()["code"]) == (422, "validation_failed")
    assert refused.json()["errors"][0]["pointer"] == "/message"


async def test_a_contact_who_wants_no_contact_is_not_reminded(
    api: httpx.AsyncClient, sent: dict[str, Any], later: Later
) -> None:
    await later(days=8)
    await api.patch(f"/v1/contacts/{sent['contact_id']}", json={"do_not_contact": True})
    refused = await act(api, sent, "follow-up", message=REMINDER)
    assert (refused.status_code, refused.json()["code"]) == (409, "do_not_contact")


async def test_of_two_reminders_at_once_exactly_one_goes_out(
    api: httpx.AsyncClient, sent: dict[str, Any], later: Later
) -> None:
    await later(days=8)
    answers = await asyncio.gather(*(act(api, sent, "follow-up", message=REMINDER) for _ in range(3)))
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409]
    assert {a.json()["code"] for a in answers if a.status_code == 409} == {"follow_up_spent"}
    assert len((await api.get(f"{PATH}/{sent['id']}")).json()["follow_ups"]) == 1

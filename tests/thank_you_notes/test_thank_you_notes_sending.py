"""Thank-you notes: sending them."""

import asyncio
from typing import Any

import httpx
import pytest

from tests.thank_you_notes.conftest import ASKING, GOOD, PATH, make, send

pytestmark = pytest.mark.anyio


async def touched_at(api: httpx.AsyncClient) -> str | None:
    found: str | None = (await api.get("/v1/contacts")).json()["items"][0]["last_touch_at"]
    return found


async def test_a_sent_note_says_when_and_the_contact_counts_as_touched(
    api: httpx.AsyncClient, draft: dict[str, Any]
) -> None:
    answer = await api.post(f"{PATH}/{draft['id']}/send")
    assert answer.status_code == 200, answer.text
    sent = answer.json()
    assert (sent["status"], sent["available_actions"]) == ("sent", [])
    assert sent["sent_at"] == sent["updated_at"] == await touched_at(api)
    read = await api.get(f"{PATH}/{draft['id']}")
    assert (read.content, read.headers["etag"]) == (answer.content, answer.headers["etag"])


async def test_what_was_sent_is_not_changed_deleted_or_sent_again(api: httpx.AsyncClient, sent: dict[str, Any]) -> None:
    path = f"{PATH}/{sent['id']}"
    for refused in (
        await send(api, sent),
        await api.patch(path, json={"message": "Better words"}),
        await api.delete(path),
    ):
        problem = refused.json()
        assert (refused.status_code, problem["code"]) == (409, "invalid_transition")
        assert (problem["state"], problem["allowed"]) == ("sent", [])
    assert (await api.get(path)).json() == sent


async def test_a_job_ask_blocks_until_it_is_acknowledged_and_the_reason_is_kept(
    api: httpx.AsyncClient, held: dict[str, Any]
) -> None:
    note = await make(api, held["id"], message=ASKING)
    blocked = await send(api, note)
    assert (blocked.status_code, blocked.json()["code"]) == (422, "check_blocked")
    assert "job-ask.vacancy" in [finding["rule"] for finding in blocked.json()["findings"]]
    assert (await api.get(f"{PATH}/{note['id']}")).json() == note
    reason = "She told me to ask."
    sent = (await send(api, note, acknowledge=[{"rule": "job-ask.vacancy", "reason": reason}])).json()
    kept = [each["acknowledged"]["reason"] for each in sent["findings"] if each["rule"] == "job-ask.vacancy"]
    assert (sent["status"], sent["verdict"], kept) == ("sent", "advise", [reason])


@pytest.mark.parametrize("message", [None, "", " \n "])
async def test_a_note_without_words_cannot_be_sent(
    api: httpx.AsyncClient, held: dict[str, Any], message: str | None
) -> None:
    note = await make(api, held["id"], message=message)
    refused = await send(api, note)
    assert (refused.status_code, refused.json()["code"]) == (422, "validation_failed")
    assert refused.json()["errors"][0]["pointer"] == "/message"


async def test_not_even_thanks_go_out_to_a_contact_who_wants_no_contact(
    api: httpx.AsyncClient, held: dict[str, Any]
) -> None:
    await api.patch(f"/v1/contacts/{held['contact_id']}", json={"do_not_contact": True})
    note = await make(api, held["id"], message=GOOD)
    assert [(each["rule"], each["pointer"]) for each in note["findings"]] == [("contact.do-not-contact", "/meeting_id")]
    acknowledge = [{"rule": "contact.do-not-contact", "reason": "It is only thanks."}]
    refused = await send(api, note, acknowledge=acknowledge)
    assert (refused.status_code, refused.json()["code"]) == (409, "do_not_contact")
    assert (await api.get(f"{PATH}/{note['id']}")).json()["status"] == "draft"


async def test_what_cardinal_does_not_mail_yet_is_refused_and_stays_a_draft(
    api: httpx.AsyncClient, draft: dict[str, Any]
) -> None:
    refused = await send(api, draft, via="cardinal")
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/via")
    assert (await api.get(f"{PATH}/{draft['id']}")).json()["status"] == "draft"


async def test_of_two_sends_at_once_exactly_one_goes_out(api: httpx.AsyncClient, draft: dict[str, Any]) -> None:
    answers = await asyncio.gather(*(send(api, draft) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409]


async def test_a_send_of_another_version_than_was_read_is_refused(
    api: httpx.AsyncClient, draft: dict[str, Any]
) -> None:
    path = f"{PATH}/{draft['id']}"
    etag = (await api.get(path)).headers["etag"]
    await api.patch(path, json={"channel": "letter"})
    refused = await api.post(f"{path}/send", headers={"If-Match": etag})
    assert (refused.status_code, refused.json()["code"]) == (412, "stale")
    assert (await api.get(path)).json()["status"] == "draft"

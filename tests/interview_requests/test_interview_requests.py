"""Interview requests: drafting them, what the check says, finding them again."""

from typing import Any

import httpx
import pytest

from tests.conftest import Seeker
from tests.interview_requests.conftest import ASKING, GOOD, JOB_ASK, PATH, act, make

pytestmark = pytest.mark.anyio

CHANNELS = ("email", "phone", "letter", "linkedin", "message", "in_person")
NOBODY = "019b0a6e-7c3e-7b62-9d0c-5a5c3f1c2d11"


def rules(request: dict[str, Any]) -> list[str]:
    return [finding["rule"] for finding in request["findings"]]


def found(request: dict[str, Any], rule: str) -> dict[str, Any]:
    matching: list[dict[str, Any]] = [each for each in request["findings"] if each["rule"] == rule]
    assert matching, f"{rule} is not among {rules(request)}"
    return matching[0]


async def new_contact(api: httpx.AsyncClient, name: str, **fields: Any) -> dict[str, Any]:
    answer = await api.post("/v1/contacts", json={"name": name, **fields})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def test_a_new_request_is_a_draft_with_every_field_and_reads_the_same_again(
    api: httpx.AsyncClient, contact: dict[str, Any]
) -> None:
    made = await api.post(PATH, json={"contact_id": contact["id"]})
    assert made.status_code == 201
    request = made.json()
    assert request["status"] == "draft"
    assert request["available_actions"] == ["send", "withdraw"]
    assert request["channel"] == "email"
    assert request["formats_offered"] == request["follow_ups"] == []
    for name in ("referred_by_id", "purpose", "objective", "minutes_requested", "question_count", "question_set_id"):
        assert request[name] is None
    for name in ("subject", "message", "sent_at", "answered_at"):
        assert request[name] is None
    read = await api.get(made.headers["location"])
    assert (read.content, read.headers["etag"]) == (made.content, made.headers["etag"])


async def test_everything_that_is_sent_comes_back(api: httpx.AsyncClient, contact: dict[str, Any]) -> None:
    referrer = await new_contact(api, "Joe Miller")
    questions = await api.post("/v1/question-sets", json={"title": "For Dana", "questions": []})
    fields = {
        "contact_id": contact["id"],
        "referred_by_id": referrer["id"],
        "channel": "linkedin",
        "purpose": "learn_role",
        "objective": "How exhibit developers spend their days",
        "minutes_requested": 15,
        "question_count": 5,
        "formats_offered": ["phone", "coffee"],
        "question_set_id": questions.json()["id"],
        "subject": "Five questions",
        "message": "  Hello Dana 👩‍🚀,\r\n\tmay I ask you something?  ",
    }
    request = await make(api, **fields)
    assert {name: request[name] for name in fields} == fields


async def test_a_good_request_is_not_blocked(draft: dict[str, Any]) -> None:
    assert draft["verdict"] in ("clear", "advise")
    assert draft["ruleset"]


async def test_a_job_ask_is_an_error_at_its_very_words(api: httpx.AsyncClient, contact: dict[str, Any]) -> None:
    request = await make(api, contact["id"], message=f"👋 {ASKING}")
    error = found(request, "job-ask.vacancy")
    assert (error["severity"], error["pointer"], error["acknowledged"]) == ("error", "/message", None)
    assert request["verdict"] == "block"
    span = error["span"]
    assert error["quote"] in JOB_ASK
    assert request["message"][span["start"] : span["end"]] == error["quote"]
    in_utf16 = request["message"].encode("utf-16-le")[2 * span["utf16_start"] : 2 * span["utf16_end"]]
    assert in_utf16.decode("utf-16-le") == error["quote"]
    assert error["citation"]["source"]


async def test_the_subject_is_read_too(api: httpx.AsyncClient, contact: dict[str, Any]) -> None:
    request = await make(api, contact["id"], subject=JOB_ASK, message=GOOD)
    assert found(request, "job-ask.vacancy")["pointer"] == "/subject"


async def test_a_changed_draft_is_checked_anew(api: httpx.AsyncClient, contact: dict[str, Any]) -> None:
    request = await make(api, contact["id"], message=ASKING, minutes_requested=15)
    changed = (await api.patch(f"{PATH}/{request['id']}", json={"message": GOOD})).json()
    assert request["verdict"] == "block"
    assert changed["verdict"] != "block"
    assert "job-ask.vacancy" not in rules(changed)


async def test_ninety_minutes_of_a_stranger_is_an_error_even_before_a_word_is_written(
    api: httpx.AsyncClient, contact: dict[str, Any]
) -> None:
    request = await make(api, contact["id"], minutes_requested=90)
    error = found(request, "time.overlong")
    assert (error["severity"], error["pointer"], request["verdict"]) == ("error", "/minutes_requested", "block")
    fewer = await api.patch(f"{PATH}/{request['id']}", json={"minutes_requested": 20})
    assert "time.overlong" not in rules(fewer.json())


async def test_how_long_is_too_long_depends_on_whom_and_where(api: httpx.AsyncClient) -> None:
    friend = await new_contact(api, "Ana", warmth="warm")
    chief = await new_contact(api, "Bo", warmth="warm", position="executive")
    for contact, formats, minutes, verdict in (
        (friend, [], 60, "advise"),
        (friend, [], 61, "block"),
        (friend, ["lunch"], 90, "advise"),
        (chief, [], 60, "block"),
    ):
        request = await make(api, contact["id"], minutes_requested=minutes, formats_offered=formats)
        assert (rules(request), request["verdict"]) == (["time.overlong"], verdict), minutes


async def test_another_length_in_the_text_than_in_the_field_is_an_error(
    api: httpx.AsyncClient, contact: dict[str, Any]
) -> None:
    request = await make(api, contact["id"], message=GOOD, minutes_requested=10)
    assert found(request, "time.mismatch")["severity"] == "error"


async def test_a_greeting_with_another_name_is_an_error(api: httpx.AsyncClient, contact: dict[str, Any]) -> None:
    request = await make(api, contact["id"], message=GOOD.replace("Dear Dana Whitfield", "Dear Peter Smith"))
    assert found(request, "custom.wrong-name")["quote"] == "Peter Smith"


async def test_whoever_sent_the_seeker_should_be_named(api: httpx.AsyncClient) -> None:
    joe = await new_contact(api, "Joe Miller")
    mia = await new_contact(api, "Mia Chen")
    dana = await new_contact(api, "Dana Whitfield", introduced_by_id=joe["id"])
    silent = await make(api, dana["id"], message=GOOD)
    assert "Joe Miller" in found(silent, "custom.no-referrer")["message"]
    by_another = await make(api, dana["id"], message=GOOD, referred_by_id=mia["id"])
    assert "Mia Chen" in found(by_another, "custom.no-referrer")["message"]
    naming = GOOD.replace("I am writing", "Joe Miller suggested I write to you. I am writing")
    assert "custom.no-referrer" not in rules(await make(api, dana["id"], message=naming))


async def test_a_resume_is_unsolicited_until_the_contact_asks_for_it(
    api: httpx.AsyncClient, contact: dict[str, Any]
) -> None:
    message = GOOD.replace("I would gladly", "I have attached my resume. I would gladly")
    assert "resume.unsolicited" in rules(await make(api, contact["id"], message=message))
    await api.patch(f"/v1/contacts/{contact['id']}", json={"resume_invited": True})
    assert "resume.unsolicited" not in rules(await make(api, contact["id"], message=message))


async def test_human_resources_are_warned_of(api: httpx.AsyncClient) -> None:
    contact = await new_contact(api, "Dana Whitfield", position="human_resources")
    warning = found(await make(api, contact["id"], message=GOOD), "contact.human-resources")
    assert (warning["severity"], warning["pointer"]) == ("warning", "/contact_id")


async def test_a_contact_who_wants_no_contact_can_be_drafted_for_with_an_error(api: httpx.AsyncClient) -> None:
    contact = await new_contact(api, "Dana Whitfield", do_not_contact=True)
    request = await make(api, contact["id"], message=GOOD)
    error = found(request, "contact.do-not-contact")
    assert (error["severity"], error["pointer"], request["verdict"]) == ("error", "/contact_id", "block")


async def test_null_clears_and_what_must_be_there_cannot_be_cleared(
    api: httpx.AsyncClient, draft: dict[str, Any]
) -> None:
    path = f"{PATH}/{draft['id']}"
    cleared = await api.patch(path, json={"minutes_requested": None, "message": None})
    assert cleared.status_code == 200
    assert cleared.json()["minutes_requested"] is cleared.json()["message"] is None
    assert cleared.json()["question_count"] == 5
    for name in ("contact_id", "channel", "formats_offered"):
        refused = await api.patch(path, json={name: None})
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, f"/{name}")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("channel", "fax"),
        ("purpose", "get_hired"),
        ("minutes_requested", "15"),
        ("minutes_requested", 0),
        ("question_count", True),
        ("formats_offered", ["phone", "walk"]),
        ("message", 5),
        ("message", "x" * 20_001),
        ("status", "sent"),
        ("contact_id", "nobody"),
    ],
)
async def test_what_is_not_acceptable_is_refused_by_name_and_never_repeated(
    api: httpx.AsyncClient, contact: dict[str, Any], name: str, value: Any
) -> None:
    refused = await api.post(PATH, json={"contact_id": contact["id"], name: value})
    problem = refused.json()
    assert (refused.status_code, problem["code"]) == (422, "validation_failed")
    assert problem["errors"][0]["pointer"].startswith(f"/{name}")
    assert "xxx" not in refused.text


@pytest.mark.parametrize("name", ["contact_id", "referred_by_id", "question_set_id"])
async def test_a_reference_to_another_account_is_a_404_that_names_the_field(
    api: httpx.AsyncClient, stranger: Seeker, contact: dict[str, Any], draft: dict[str, Any], name: str
) -> None:
    theirs = await new_contact(stranger.client, "Not yours")
    if name == "question_set_id":
        theirs = (await stranger.client.post("/v1/question-sets", json={"title": "Theirs", "questions": []})).json()
    for id_ in (theirs["id"], NOBODY):
        answers = [
            await api.post(PATH, json={"contact_id": contact["id"], name: id_}),
            await api.patch(f"{PATH}/{draft['id']}", json={name: id_}),
        ]
        if name != "question_set_id":
            answers.append(await api.post(f"{PATH}/compose", json={"contact_id": contact["id"], name: id_}))
        for answer in answers:
            assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
            assert answer.json()["errors"][0]["pointer"] == f"/{name}"


async def test_nobody_is_referred_to_themselves(
    api: httpx.AsyncClient, contact: dict[str, Any], draft: dict[str, Any]
) -> None:
    both = {"contact_id": contact["id"], "referred_by_id": contact["id"]}
    for refused in (
        await api.post(PATH, json=both),
        await api.patch(f"{PATH}/{draft['id']}", json={"referred_by_id": contact["id"]}),
        await api.post(f"{PATH}/compose", json=both),
    ):
        assert refused.status_code == 422
        assert refused.json()["errors"][0]["pointer"] == "/referred_by_id"


async def test_another_accounts_request_is_the_same_404_as_none(draft: dict[str, Any], stranger: Seeker) -> None:
    for id_ in (draft["id"], NOBODY, "nonsense"):
        path = f"{PATH}/{id_}"
        answers = [
            await stranger.client.get(path),
            await stranger.client.patch(path, json={"subject": "Mine now"}),
            await stranger.client.delete(path),
            await stranger.client.post(f"{path}/follow-up", json={"message": GOOD}),
        ]
        for verb in ("send", "accept", "decline", "no-response", "withdraw"):
            answers.append(await stranger.client.post(f"{path}/{verb}"))
        assert {(answer.status_code, answer.json()["code"]) for answer in answers} == {(404, "not_found")}


async def test_a_draft_can_be_deleted_and_what_was_sent_cannot(
    api: httpx.AsyncClient, contact: dict[str, Any], sent: dict[str, Any]
) -> None:
    request = await make(api, contact["id"])
    assert (await api.delete(f"{PATH}/{request['id']}")).status_code == 204
    assert (await api.get(f"{PATH}/{request['id']}")).status_code == 404
    refused = await api.delete(f"{PATH}/{sent['id']}")
    assert (refused.status_code, refused.json()["code"]) == (409, "invalid_transition")
    assert (await api.get(f"{PATH}/{sent['id']}")).status_code == 200


async def test_a_contact_with_requests_is_deleted_only_with_all_of_them(
    api: httpx.AsyncClient, contact: dict[str, Any], sent: dict[str, Any]
) -> None:
    refused = await api.delete(f"/v1/contacts/{contact['id']}")
    assert (refused.status_code, refused.json()["code"]) == (409, "in_use")
    assert refused.json()["used_by"] == {"interview_requests": 1}
    assert (await api.delete(f"/v1/contacts/{contact['id']}?erase=true")).status_code == 204
    assert (await api.get(f"{PATH}/{sent['id']}")).status_code == 404


async def test_a_request_outlives_whoever_referred_the_seeker(api: httpx.AsyncClient, contact: dict[str, Any]) -> None:
    referrer = await new_contact(api, "Joe Miller")
    request = await make(api, contact["id"], referred_by_id=referrer["id"])
    assert (await api.delete(f"/v1/contacts/{referrer['id']}?erase=true")).status_code == 204
    assert (await api.get(f"{PATH}/{request['id']}")).json()["referred_by_id"] is None


async def test_filters_find_any_of_the_values(api: httpx.AsyncClient, contact: dict[str, Any]) -> None:
    other = await new_contact(api, "Joe Miller")
    clean = await make(api, contact["id"], message=GOOD, minutes_requested=15, question_count=5)
    await act(api, clean, "send")
    gone = await make(api, other["id"], channel="phone")
    await act(api, gone, "withdraw")
    blocked = await make(api, other["id"], channel="letter", message=ASKING)

    async def ids(query: str) -> set[str]:
        answer = await api.get(f"{PATH}?{query}")
        assert answer.status_code == 200, answer.text
        return {item["id"] for item in answer.json()["items"]}

    assert await ids("status=sent&status=withdrawn") == {clean["id"], gone["id"]}
    assert await ids(f"contact_id={other['id']}") == {gone["id"], blocked["id"]}
    assert await ids("channel=letter&channel=email") == {clean["id"], blocked["id"]}
    assert await ids("verdict=block") == {blocked["id"]}
    assert await ids(f"contact_id={other['id']}&status=draft") == {blocked["id"]}
    assert await ids("") == {clean["id"], gone["id"], blocked["id"]}


@pytest.mark.parametrize("query", ["status=lost", "sort=verdict", "limit=0", "purpose=learn_role", "contact_id=x"])
async def test_a_filter_that_is_not_known_is_refused(api: httpx.AsyncClient, query: str) -> None:
    refused = await api.get(f"{PATH}?{query}")
    assert (refused.status_code, refused.json()["code"]) == (422, "validation_failed")
    assert refused.json()["errors"][0]["pointer"].startswith(f"/query/{query.partition('=')[0]}")


async def test_pages_by_time_of_sending_miss_nothing_and_put_drafts_at_the_end(
    api: httpx.AsyncClient, contact: dict[str, Any]
) -> None:
    made = [await make(api, contact["id"], message=GOOD, minutes_requested=15) for _ in range(5)]
    for request in (made[3], made[1]):
        assert (await act(api, request, "send")).status_code == 200
    for sort in ("sent_at", "-sent_at"):
        seen: list[str] = []
        url: str | None = f"{PATH}?limit=2&sort={sort}"
        while url:
            answer = await api.get(url)
            seen += [item["id"] for item in answer.json()["items"]]
            url = answer.links["next"]["url"] if "next" in answer.links else None
        assert len(seen) == len(set(seen)) == 5
        in_order = seen if sort == "sent_at" else seen[::-1]
        assert in_order[:2] == [made[3]["id"], made[1]["id"]]


@pytest.mark.parametrize("channel", CHANNELS)
async def test_a_composed_request_can_be_sent_as_it_is(
    api: httpx.AsyncClient, contact: dict[str, Any], channel: str
) -> None:
    await api.patch("/v1/account", json={"profile": {"headline": "Biology graduate moving into science writing"}})
    plan = {
        "contact_id": contact["id"],
        "channel": channel,
        "objective": "How exhibit developers spend their days",
        "purpose": "learn_role",
        "minutes_requested": 15,
        "question_count": 5,
        "formats_offered": ["in_person", "phone"],
    }
    composed = await api.post(f"{PATH}/compose", json=plan)
    assert composed.status_code == 200, composed.text
    text = composed.json()
    assert text["findings"] == []
    assert bool(text["subject"]) == (channel == "email")
    for part in ("Dana", "Sam Rivera", "City Science Museum", "15 minutes", "five questions"):
        assert part in text["message"]
    assert (await api.get(PATH)).json()["items"] == []
    request = await make(api, **plan, subject=text["subject"], message=text["message"])
    assert (request["verdict"], request["findings"]) == ("clear", [])
    assert (await act(api, request, "send")).status_code == 200


async def test_what_is_composed_never_asks_for_more_time_than_the_policy_allows(
    api: httpx.AsyncClient, contact: dict[str, Any]
) -> None:
    answer = await api.post(f"{PATH}/compose", json={"contact_id": contact["id"], "minutes_requested": 90})
    text = answer.json()
    assert "20 minutes" in text["message"]
    assert "90" not in text["message"]
    assert [(each["rule"], each["pointer"]) for each in text["findings"]] == [("time.overlong", "/minutes_requested")]


async def test_what_is_composed_names_who_sent_the_seeker(api: httpx.AsyncClient) -> None:
    joe = await new_contact(api, "Joe Miller")
    dana = await new_contact(api, "Dana Whitfield", introduced_by_id=joe["id"])
    text = (await api.post(f"{PATH}/compose", json={"contact_id": dana["id"]})).json()
    assert "Joe Miller suggested" in text["message"]
    assert text["findings"] == []


async def test_an_aim_that_asks_for_a_job_is_not_composed(api: httpx.AsyncClient, contact: dict[str, Any]) -> None:
    answer = await api.post(f"{PATH}/compose", json={"contact_id": contact["id"], "objective": JOB_ASK})
    assert "openings" not in answer.json()["message"]
    assert answer.json()["findings"] == []

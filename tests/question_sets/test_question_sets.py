"""Question sets: kept in order, changed, listed, copied and deleted."""

from typing import Any

import httpx
import pytest

from tests.conftest import Seeker
from tests.question_sets.conftest import OPEN, PATH, asking, make

pytestmark = pytest.mark.anyio

NOBODY = "019b0a6e-7c3e-7b62-9d0c-5a5c3f1c2d11"


async def test_a_title_is_enough_and_every_field_is_there(api: httpx.AsyncClient) -> None:
    made = await make(api, title="For later")
    assert list(made) == [
        *("id", "created_at", "updated_at", "title", "contact_id", "minutes_available", "questions"),
        *("shared_at", "interview_request_id", "findings", "verdict", "ruleset", "policy_revision"),
    ]
    assert (made["title"], made["questions"], made["findings"], made["verdict"]) == ("For later", [], [], "clear")
    assert made["contact_id"] is made["minutes_available"] is made["shared_at"] is made["interview_request_id"] is None


async def test_every_field_is_kept_as_it_was_sent_and_read_with_the_same_etag(
    api: httpx.AsyncClient, contact: dict[str, Any]
) -> None:
    question = {
        "text": "  What do you read 📚 to keep up?\n",
        "topic": "skills",
        "reserve": True,
        "unplanned": False,
        "asked": True,
        "answer": "Two journals.",
    }
    body = {"title": "For Dana", "contact_id": contact["id"], "minutes_available": 20, "questions": [question]}
    made = await api.post(PATH, json=body)
    assert made.status_code == 201, made.text
    shown = made.json()
    assert {name: shown[name] for name in ("title", "contact_id", "minutes_available")} == {
        name: body[name] for name in ("title", "contact_id", "minutes_available")
    }
    assert shown["questions"] == [{"id": shown["questions"][0]["id"], **question}]
    assert made.headers["location"] == f"{PATH}/{shown['id']}"
    read = await api.get(made.headers["location"])
    assert (read.json(), read.headers["etag"]) == (shown, made.headers["etag"])
    assert (await api.get(made.headers["location"], headers={"If-None-Match": read.headers["etag"]})).status_code == 304


async def test_a_question_is_planned_of_no_topic_and_unanswered_unless_it_says_so(api: httpx.AsyncClient) -> None:
    (question,) = (await make(api, questions=asking(OPEN[0])))["questions"]
    assert question.pop("id")
    assert question == {
        "text": OPEN[0],
        "topic": "other",
        "reserve": False,
        "unplanned": False,
        "asked": False,
        "answer": None,
    }


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/title"),
        ({"title": None}, "/title"),
        ({"title": "  "}, "/title"),
        ({"title": "x" * 201}, "/title"),
        ({"title": "x", "minutes_available": 0}, "/minutes_available"),
        ({"title": "x", "minutes_available": 1441}, "/minutes_available"),
        ({"title": "x", "minutes_available": "20"}, "/minutes_available"),
        ({"title": "x", "minutes_available": True}, "/minutes_available"),
        ({"title": "x", "contact_id": "dana"}, "/contact_id"),
        ({"title": "x", "questions": None}, "/questions"),
        ({"title": "x", "questions": ["How?"]}, "/questions/0"),
        ({"title": "x", "questions": [{}]}, "/questions/0/text"),
        ({"title": "x", "questions": [{"text": ""}]}, "/questions/0/text"),
        ({"title": "x", "questions": [{"text": "How?"}, {"text": "x" * 501}]}, "/questions/1/text"),
        ({"title": "x", "questions": [{"text": "How?", "topic": "weather"}]}, "/questions/0/topic"),
        ({"title": "x", "questions": [{"text": "How?", "reserve": 1}]}, "/questions/0/reserve"),
        ({"title": "x", "questions": [{"text": "How?", "asked": "true"}]}, "/questions/0/asked"),
        ({"title": "x", "questions": [{"text": "How?", "answer": "x" * 10_001}]}, "/questions/0/answer"),
        ({"title": "x", "questions": [{"text": "How?", "order": 1}]}, "/questions/0/order"),
        ({"title": "x", "questions": asking(*["How?"] * 101)}, "/questions"),
        ({"title": "x", "shared_at": "2026-11-22T09:30:00Z"}, "/shared_at"),
    ],
)
async def test_bad_input_is_refused_with_the_field_that_is_wrong(
    api: httpx.AsyncClient, body: dict[str, Any], pointer: str
) -> None:
    refused = await api.post(PATH, json=body)
    assert (refused.status_code, refused.json()["code"]) == (422, "validation_failed")
    assert [each["pointer"] for each in refused.json()["errors"]] == [pointer]


async def test_a_hundred_questions_are_kept_in_their_order(api: httpx.AsyncClient) -> None:
    texts = [f"What did year {number} teach you?" for number in range(100)]
    made = await make(api, questions=asking(*texts))
    assert [each["text"] for each in made["questions"]] == texts
    assert len({each["id"] for each in made["questions"]}) == 100


async def test_questions_keep_their_ids_when_the_list_is_replaced(api: httpx.AsyncClient) -> None:
    made = await make(api, questions=asking(*OPEN))
    first, second, third = made["questions"]
    new = [third, {"text": "What would you read first?", "id": None}, {**first, "asked": True, "answer": "By chance."}]
    changed = await api.patch(f"{PATH}/{made['id']}", json={"questions": new})
    assert changed.status_code == 200, changed.text
    shown = changed.json()["questions"]
    assert [shown[0]["id"], shown[2]["id"]] == [third["id"], first["id"]]
    assert shown[1]["id"] not in {first["id"], second["id"], third["id"]}
    assert (shown[2]["asked"], shown[2]["answer"]) == (True, "By chance.")
    assert (await api.get(f"{PATH}/{made['id']}")).json() == changed.json()


async def test_a_question_sent_without_the_rest_of_its_fields_is_stored_whole(api: httpx.AsyncClient) -> None:
    made = await make(api, questions=asking(OPEN[0]))
    changed = await api.patch(f"{PATH}/{made['id']}", json={"questions": asking(OPEN[1])})
    assert set(changed.json()["questions"][0]) == {"id", "text", "topic", "reserve", "unplanned", "asked", "answer"}


async def test_an_id_that_is_no_question_of_the_set_is_refused(api: httpx.AsyncClient) -> None:
    one, other = await make(api, questions=asking(OPEN[0])), await make(api, questions=asking(OPEN[0]))
    for strange in (other["questions"][0]["id"], NOBODY):
        body = {"questions": [*one["questions"], {"id": strange, "text": OPEN[1]}]}
        refused = await api.patch(f"{PATH}/{one['id']}", json=body)
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/questions/1/id")
    twice = await api.patch(f"{PATH}/{one['id']}", json={"questions": one["questions"] * 2})
    assert (twice.status_code, twice.json()["errors"][0]["pointer"]) == (422, "/questions/1/id")
    new = await api.post(PATH, json={"title": "x", "questions": one["questions"]})
    assert (new.status_code, new.json()["errors"][0]["pointer"]) == (422, "/questions/0/id")
    assert (await api.get(f"{PATH}/{one['id']}")).json() == one


async def test_what_is_not_named_stays_and_null_clears(api: httpx.AsyncClient, contact: dict[str, Any]) -> None:
    made = await make(api, contact_id=contact["id"], minutes_available=20, questions=asking(*OPEN))
    changed = await api.patch(
        f"{PATH}/{made['id']}",
        json={"contact_id": None, "minutes_available": None},
        headers={"content-type": "application/merge-patch+json"},
    )
    shown = changed.json()
    assert shown["contact_id"] is shown["minutes_available"] is None
    assert (shown["title"], shown["questions"]) == (made["title"], made["questions"])
    for name in ("title", "questions"):
        refused = await api.patch(f"{PATH}/{made['id']}", json={name: None})
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, f"/{name}")


async def test_a_stale_if_match_stops_every_change(api: httpx.AsyncClient) -> None:
    made = await make(api, questions=asking(*OPEN))
    path = f"{PATH}/{made['id']}"
    old = {"If-Match": (await api.get(path)).headers["etag"]}
    assert (await api.patch(path, json={"title": "Newer"}, headers=old)).status_code == 200
    for refused in (
        await api.patch(path, json={"title": "Lost"}, headers=old),
        await api.post(f"{path}/share", headers=old),
        await api.post(f"{path}/duplicate", headers=old),
        await api.delete(path, headers=old),
    ):
        assert (refused.status_code, refused.json()["code"]) == (412, "stale")
    kept = (await api.get(path)).json()
    assert (kept["title"], kept["shared_at"]) == ("Newer", None)


async def test_a_deleted_set_is_gone(api: httpx.AsyncClient) -> None:
    made = await make(api)
    assert (await api.delete(f"{PATH}/{made['id']}")).status_code == 204
    assert (await api.get(f"{PATH}/{made['id']}")).status_code == 404
    assert (await api.delete(f"{PATH}/{made['id']}")).status_code == 404


async def test_another_accounts_set_is_the_same_404_as_none(api: httpx.AsyncClient, stranger: Seeker) -> None:
    made = await make(api, questions=asking(*OPEN))
    for set_id in (made["id"], NOBODY):
        path = f"{PATH}/{set_id}"
        for answer in (
            await stranger.client.get(path),
            await stranger.client.get(f"{path}/outline"),
            await stranger.client.patch(path, json={"title": "Mine"}),
            await stranger.client.post(f"{path}/duplicate"),
            await stranger.client.post(f"{path}/share"),
            await stranger.client.delete(path),
        ):
            assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
            assert answer.json()["errors"] == []
    assert (await api.get(f"{PATH}/{made['id']}")).json() == made
    assert (await stranger.client.get(PATH)).json() == {"items": [], "next_cursor": None}


async def test_another_accounts_contact_in_a_body_is_not_found_and_nothing_is_stored(
    api: httpx.AsyncClient, contact: dict[str, Any], stranger: Seeker
) -> None:
    theirs = await make(stranger.client)
    for contact_id in (contact["id"], NOBODY):
        for answer in (
            await stranger.client.post(PATH, json={"title": "x", "contact_id": contact_id}),
            await stranger.client.patch(f"{PATH}/{theirs['id']}", json={"contact_id": contact_id}),
            await stranger.client.post(f"{PATH}/suggest", json={"contact_id": contact_id}),
        ):
            assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
            assert answer.json()["errors"][0]["pointer"] == "/contact_id"
    assert (await stranger.client.get(PATH)).json()["items"] == [theirs]


async def test_the_list_is_filtered_by_contact_and_by_when(api: httpx.AsyncClient, contact: dict[str, Any]) -> None:
    other = (await api.post("/v1/contacts", json={"name": "Joe"})).json()
    first = await make(api, title="first", contact_id=contact["id"])
    await make(api, title="second", contact_id=other["id"])
    await make(api, title="third")
    await api.patch(f"{PATH}/{first['id']}", json={"minutes_available": 15})

    async def titles(**query: Any) -> list[str]:
        answer = await api.get(PATH, params={"sort": "created_at", **query})
        assert answer.status_code == 200, answer.text
        return [item["title"] for item in answer.json()["items"]]

    assert await titles() == ["first", "second", "third"]
    assert await titles(sort="-created_at") == ["third", "second", "first"]
    assert await titles(sort="-updated_at") == ["first", "third", "second"]
    assert await titles(contact_id=contact["id"]) == ["first"]
    assert await titles(contact_id=[contact["id"], other["id"]]) == ["first", "second"]
    assert await titles(contact_id=NOBODY) == []
    assert await titles(created_after=first["created_at"]) == ["second", "third"]
    assert await titles(updated_after=first["updated_at"], contact_id=contact["id"]) == ["first"]
    for query in ("limit=0", "limit=201", "sort=title", "contact_id=dana", "verdict=clear"):
        assert (await api.get(f"{PATH}?{query}")).status_code == 422


async def test_pages_of_the_list_follow_each_other(api: httpx.AsyncClient) -> None:
    for number in range(5):
        await make(api, title=f"Set {number}")
    seen: list[str] = []
    url: str | None = f"{PATH}?limit=2&sort=created_at"
    while url:
        answer = await api.get(url)
        seen += [item["title"] for item in answer.json()["items"]]
        url = answer.links["next"]["url"] if "next" in answer.links else None
    assert seen == [f"Set {number}" for number in range(5)]


async def test_a_copy_is_asked_afresh(api: httpx.AsyncClient, contact: dict[str, Any]) -> None:
    questions = [
        {"text": OPEN[0], "topic": "career_path", "asked": True, "answer": "By chance."},
        {"text": OPEN[1], "reserve": True},
        {"text": "What made you stay?", "unplanned": True, "asked": True},
        {"text": OPEN[2]},
    ]
    made = await make(api, contact_id=contact["id"], minutes_available=30, questions=questions)
    assert (await api.post(f"{PATH}/{made['id']}/share")).status_code == 200
    answer = await api.post(f"{PATH}/{made['id']}/duplicate")
    assert answer.status_code == 201, answer.text
    copy = answer.json()
    assert answer.headers["location"] == f"{PATH}/{copy['id']}" != f"{PATH}/{made['id']}"
    assert {name: copy[name] for name in ("title", "contact_id", "minutes_available")} == {
        name: made[name] for name in ("title", "contact_id", "minutes_available")
    }
    assert (copy["shared_at"], copy["interview_request_id"]) == (None, None)
    before = {each["id"] for each in made["questions"]}
    for old, new in zip(made["questions"], copy["questions"], strict=True):
        assert new["id"] not in before
        assert {**new, "id": None} == {**old, "id": None, "unplanned": False, "asked": False, "answer": None}


async def test_the_same_idempotency_key_copies_once(api: httpx.AsyncClient) -> None:
    made = await make(api)
    key = {"Idempotency-Key": "copy-1"}
    first = await api.post(f"{PATH}/{made['id']}/duplicate", headers=key)
    again = await api.post(f"{PATH}/{made['id']}/duplicate", headers=key)
    assert again.json() == first.json()
    assert again.headers["idempotency-replayed"] == "true"
    assert len((await api.get(PATH)).json()["items"]) == 2


async def test_a_set_tells_the_newest_request_that_names_it(api: httpx.AsyncClient, contact: dict[str, Any]) -> None:
    made, other = await make(api, title="named"), await make(api, title="not named")
    body = {"contact_id": contact["id"], "question_set_id": made["id"]}
    newest = None
    for _ in range(2):
        answer = await api.post("/v1/interview-requests", json=body)
        assert answer.status_code == 201, answer.text
        newest = answer.json()["id"]
    etag = (await api.get(f"{PATH}/{made['id']}")).headers["etag"]
    assert (await api.get(f"{PATH}/{made['id']}")).json()["interview_request_id"] == newest
    listed = {item["title"]: item["interview_request_id"] for item in (await api.get(PATH)).json()["items"]}
    assert listed == {"named": newest, "not named": None}
    changed = await api.patch(f"{PATH}/{made['id']}", json={"title": "still named"}, headers={"If-Match": etag})
    assert (changed.status_code, changed.json()["interview_request_id"]) == (200, newest)
    used = await api.delete(f"{PATH}/{made['id']}")
    assert (used.status_code, used.json()["code"]) == (409, "in_use")
    assert (await api.delete(f"{PATH}/{other['id']}")).status_code == 204

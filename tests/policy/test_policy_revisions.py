"""Policy revisions: what a finding was made under can be read for as long as the account lives."""

from typing import Any

import httpx
import pytest

from tests.conftest import Seeker

pytestmark = pytest.mark.anyio


async def revisions(api: httpx.AsyncClient, query: str = "") -> dict[str, Any]:
    answer = await api.get(f"/v1/policy/revisions{query}")
    assert answer.status_code == 200, answer.text
    shown: dict[str, Any] = answer.json()
    return shown


async def revision_after(api: httpx.AsyncClient, **body: Any) -> str:
    answer = await api.patch("/v1/policy", json=body)
    assert answer.status_code == 200, answer.text
    name: str = answer.json()["revision"]
    return name


async def test_a_change_keeps_the_policy_before_it_and_the_one_after_it(api: httpx.AsyncClient) -> None:
    first = (await api.get("/v1/policy")).json()
    second = await revision_after(api, preset="strict", values={"follow_up.wait_days": 3})
    listed = (await revisions(api))["items"]
    assert [each["revision"] for each in listed] == [second, first["revision"]]
    assert [each["in_force"] for each in listed] == [True, False]
    assert [each["preset"] for each in listed] == ["strict", "balanced"]
    assert listed[1]["changed"] == []
    assert {"key": "follow_up.wait_days", "value": 3, "origin": "account"} in listed[0]["changed"]
    before = (await api.get(f"/v1/policy/revisions/{first['revision']}")).json()
    assert before["values"] == {each["key"]: each["value"] for each in first["values"]}
    assert (await api.get(f"/v1/policy/revisions/{second}")).json()["values"]["follow_up.wait_days"] == 3


async def test_the_policy_in_force_can_be_read_before_anything_names_it(api: httpx.AsyncClient) -> None:
    name = (await api.get("/v1/policy")).json()["revision"]
    shown = (await api.get(f"/v1/policy/revisions/{name}")).json()
    assert (shown["revision"], shown["in_force"], shown["created_at"]) == (name, True, None)
    assert (await revisions(api))["items"] == []


async def test_going_back_adds_no_revision(api: httpx.AsyncClient) -> None:
    names = [await revision_after(api, values={"follow_up.wait_days": days}) for days in (5, 6, 5, None, 6)]
    assert len(set(names)) == 3
    assert len((await revisions(api))["items"]) == 3


async def test_a_checked_text_keeps_the_policy_it_names(api: httpx.AsyncClient, contact: dict[str, Any]) -> None:
    made = [
        (await api.post("/v1/interview-requests", json={"contact_id": contact["id"], "message": "Hello."})).json()
        for _ in range(3)
    ]
    (kept,) = (await revisions(api))["items"]
    assert {each["policy_revision"] for each in made} == {kept["revision"]}
    assert kept["created_at"] is not None


@pytest.mark.parametrize("kind", ["question_set", "follow_up"])
async def test_every_kind_of_text_keeps_it(api: httpx.AsyncClient, contact: dict[str, Any], kind: str) -> None:
    if kind == "question_set":
        body = {"title": "Museums", "questions": [{"text": "How did you begin?"}]}
        assert (await api.post("/v1/question-sets", json=body)).status_code == 201
    else:
        await revision_after(api, values={"follow_up.wait_days": 0})
        text = {"contact_id": contact["id"], "message": "Could I ask you about your work for 15 minutes?"}
        path = f"/v1/interview-requests/{(await api.post('/v1/interview-requests', json=text)).json()['id']}"
        assert (await api.post(f"{path}/send", json={})).status_code == 200
        assert (await api.post(f"{path}/follow-up", json={"message": "Did it reach you?"})).status_code == 200
    now = (await api.get("/v1/policy")).json()["revision"]
    assert now in [each["revision"] for each in (await revisions(api))["items"]]


async def test_revisions_are_listed_by_pages(api: httpx.AsyncClient) -> None:
    names = [await revision_after(api, values={"follow_up.wait_days": days}) for days in range(1, 6)]
    seen: list[str] = []
    query = "?limit=2&sort=created_at"
    while True:
        page = await revisions(api, query)
        seen += [each["revision"] for each in page["items"]]
        if page["next_cursor"] is None:
            break
        query = f"?limit=2&sort=created_at&cursor={page['next_cursor']}"
    assert seen[1:] == names


async def test_a_strangers_revision_is_not_there(seeker: Seeker, stranger: Seeker) -> None:
    name = await revision_after(seeker.client, values={"cadence.exploring_days": 99})
    assert (await stranger.client.get(f"/v1/policy/revisions/{name}")).status_code == 404
    assert (await revisions(stranger.client))["items"] == []

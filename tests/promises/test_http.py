"""What HTTP itself asks of a server, beyond what each operation says."""

from typing import Any

import httpx
import pytest

from tests.conftest import PASSWORD, Seeker
from tests.promises.test_operations import ALL, ids_of_one_account

pytestmark = pytest.mark.anyio
JSON = {"Content-Type": "application/json"}


async def test_head_answers_like_get_without_the_body(api: httpx.AsyncClient, contact: dict[str, Any]) -> None:
    for path in ("/v1/contacts", f"/v1/contacts/{contact['id']}", "/v1/account", "/livez", "/v1/rules", "/docs"):
        whole, head = await api.get(path), await api.head(path)
        assert (head.status_code, head.content) == (200, b""), path
        for name in ("content-type", "content-length", "etag"):
            assert head.headers.get(name) == whole.headers.get(name), (path, name)
    tag = {"If-None-Match": (await api.head("/v1/account")).headers["etag"]}
    assert (await api.head("/v1/account", headers=tag)).status_code == 304


async def test_head_is_as_closed_as_get_and_is_offered_beside_it(
    api: httpx.AsyncClient, anonymous: httpx.AsyncClient, stranger: Seeker, contact: dict[str, Any]
) -> None:
    path = f"/v1/contacts/{contact['id']}"
    assert (await anonymous.head(path)).status_code == 401
    assert (await stranger.client.head(path)).status_code == 404
    assert (await api.put(path)).headers["allow"] == "DELETE, GET, HEAD, PATCH"
    assert (await api.head("/v1/auth/token")).headers["allow"] == "POST"


async def test_a_path_with_a_slash_too_many_is_nothing_rather_than_somewhere_else(api: httpx.AsyncClient) -> None:
    for path in ("/v1/contacts/", "/v1/account/", "/v1/rules/"):
        answer = await api.get(path)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found"), path


async def test_an_empty_body_is_no_json(api: httpx.AsyncClient) -> None:
    empty = await api.post("/v1/contacts", content=b"", headers=JSON)
    assert (empty.status_code, empty.json()["code"]) == (400, "malformed_json")
    untyped = await api.post("/v1/contacts")
    assert (untyped.status_code, untyped.json()["code"]) == (415, "unsupported_media_type")


async def test_an_empty_sign_in_is_told_in_the_terms_of_oauth(anonymous: httpx.AsyncClient) -> None:
    for path in ("/v1/auth/token", "/v1/auth/revoke"):
        answer = await anonymous.post(path, data={})
        assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request"), path


@pytest.mark.parametrize("number", ["100000000000000000000", "9" * 25, "-99999999999999999999", "1e30"])
async def test_a_number_too_large_for_its_field_is_json_all_the_same(api: httpx.AsyncClient, number: str) -> None:
    body = f'{{"title": "Questions", "minutes_available": {number}}}'
    key = {"Idempotency-Key": number}
    answer = await api.post("/v1/question-sets", content=body, headers=JSON | key)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/minutes_available")


async def test_an_address_kept_for_trying_things_out_is_an_address(
    api: httpx.AsyncClient, anonymous: httpx.AsyncClient
) -> None:
    made = await api.post("/v1/contacts", json={"name": "Dana Whitfield", "email": "dana@museum.test"})
    assert made.json()["email"] == "dana@museum.test"
    account = {"email": f"{made.json()['id']}@cardinal.test", "password": PASSWORD, "name": "Sam Rivera"}
    assert (await anonymous.post("/v1/accounts", json=account)).status_code == 201


async def test_the_document_says_where_an_answer_has_a_tag_and_may_be_unchanged(api: httpx.AsyncClient) -> None:
    ids = await ids_of_one_account(api) | {"rule": "job-ask.vacancy"}
    for called in ALL:
        if called.verb == "get":
            tag = (await api.get(called.url(**ids))).headers.get("etag")
            declared = called.operation["responses"]
            assert ("304" in declared) == ("ETag" in declared["200"]["headers"]) == (tag is not None), str(called)
            takes = {each["name"] for each in called.operation.get("parameters", ())}
            assert ("Link" in declared["200"]["headers"]) == ("cursor" in takes), str(called)
            assert ("If-None-Match" in takes) == (tag is not None), str(called)
            if tag is not None:
                again = await api.get(called.url(**ids), headers={"If-None-Match": tag})
                assert (again.status_code, again.content) == (304, b""), str(called)


async def test_a_parameter_that_is_no_list_is_taken_once_and_never_chosen_from_two(api: httpx.AsyncClient) -> None:
    for query, pointer in (
        ("/v1/contacts?limit=1&limit=2", "/query/limit"),
        ("/v1/agenda?until=2026-11-22T09:30:00Z&until=2026-11-23T09:30:00Z", "/query/until"),
        ("/v1/insights?from=2026-11-01&from=2026-11-02", "/query/from"),
        ("/v1/network?to_organisation=Zoo&to_organisation=Opera", "/query/to_organisation"),
        ("/v1/agenda?a/b~c=1", "/query/a~1b~0c"),
    ):
        answer = await api.get(query)
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer), query
    assert (await api.get("/v1/contacts?warmth=warm&warmth=cold")).status_code == 200


async def test_a_body_that_is_no_object_is_told_so_in_the_terms_of_json(api: httpx.AsyncClient) -> None:
    bodies: tuple[Any, ...] = ([], "name", 5)
    for body in bodies:
        answer = await api.patch("/v1/policy", json=body)
        assert answer.status_code == 422
        assert answer.json()["errors"][0]["message"] == "must be an object", answer.text

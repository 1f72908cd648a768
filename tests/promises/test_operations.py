"""What holds for every operation, taken from the OpenAPI document, so that a new one cannot forget a rule."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import httpx
import pytest

from app.core import openapi
from app.core.examples import example
from app.core.ids import new_id
from app.main import create_app
from tests.conftest import PASSWORD, Seeker, client_of

pytestmark = pytest.mark.anyio

DOCUMENT = openapi.document(create_app())
SCHEMAS = DOCUMENT["components"]["schemas"]
JSON_TYPES = ("application/json", "application/merge-patch+json")
BROKEN_BODIES = {
    "nothing": b"",
    "not json": b'{"name": ',
    "not a number": b'{"name": NaN}',
    "a key twice": b'{"name": "a", "name": "b"}',
    "a lone surrogate": b'{"name": "\\ud800"}',
    "a nul": b'{"name": "a\\u0000b"}',
    "not utf-8": b'{"name": "\xff"}',
    "too deep": b'{"name": ' + b"[" * 40 + b"]" * 40 + b"}",
    "a bare nul": b'{"name": "a\x00b"}',
    "a number without end": b'{"name": 1' + b"0" * 400 + b"}",
}


@dataclass(frozen=True)
class Called:
    """One operation of the document."""

    verb: str
    path: str
    operation: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.verb.upper()} {self.path}"

    @property
    def public(self) -> bool:
        return not self.operation["security"]

    @property
    def body(self) -> Any:
        for media_type, content in self.operation.get("requestBody", {}).get("content", {}).items():
            if media_type in JSON_TYPES:
                return example(content["schema"], SCHEMAS)
        return None

    def url(self, **ids: str) -> str:
        path = self.path
        for parameter in self.operation.get("parameters", []):
            if parameter["in"] == "path":
                name = parameter["name"]
                path = path.replace(f"{{{name}}}", ids.get(name, new_id()))
        return path

    async def call(self, client: httpx.AsyncClient, url: str, **more: Any) -> httpx.Response:
        if self.body is not None and not more:
            more["json"] = self.body
        return await client.request(self.verb.upper(), url, **more)


def operations() -> Iterator[Called]:
    for path, verbs in DOCUMENT["paths"].items():
        for verb, operation in verbs.items():
            yield Called(verb, path, operation)


ALL = list(operations())
PRIVATE = [each for each in ALL if not each.public]
WITH_ID = [each for each in PRIVATE if "{" in each.path]
WITH_BODY = [each for each in PRIVATE if each.body is not None]


def is_problem(answer: httpx.Response, status: int, code: str) -> bool:
    body = answer.json()
    return bool(
        answer.headers["content-type"] == "application/problem+json"
        and (answer.status_code, body["status"], body["code"]) == (status, status, code)
        and body["type"] == f"/problems/{code}"
        and body["request_id"] == answer.headers["x-request-id"]
    )


@pytest.mark.parametrize("called", PRIVATE, ids=str)
async def test_without_a_token_it_is_401_before_the_body_is_looked_at(
    called: Called, anonymous: httpx.AsyncClient
) -> None:
    headers = {"Content-Type": "application/json"}
    answer = await anonymous.request(called.verb.upper(), called.url(), content=b'{"broken', headers=headers)
    assert is_problem(answer, 401, "unauthenticated"), answer.text
    assert answer.headers["www-authenticate"].startswith("Bearer")


@pytest.fixture
async def reading_key(seeker: Seeker) -> str:
    made = await seeker.client.post("/v1/api-keys", json={"name": "reader", "scopes": ["read"], "password": PASSWORD})
    assert made.status_code == 201, made.text
    secret: str = made.json()["secret"]
    return secret


async def test_a_key_that_may_read_can_do_nothing_else(app: Any, reading_key: str) -> None:
    async with client_of(app, reading_key) as client:
        for called in PRIVATE:
            ways = called.operation["security"]
            if {"session": ["read"]} not in ways or {"apiKey": []} not in ways:
                answer = await called.call(client, called.url())
                assert is_problem(answer, 403, "insufficient_scope"), (str(called), answer.text)


async def test_an_id_that_is_no_id_is_404(api: httpx.AsyncClient) -> None:
    for called in WITH_ID:
        for bad in ("x", "00000000-0000-0000-0000-00000000000g", "1' OR '1'='1", "%00", "019B0A6E"):
            ids = {each["name"]: bad for each in called.operation["parameters"] if each["in"] == "path"}
            answer = await called.call(api, called.url(**ids))
            assert is_problem(answer, 404, "not_found"), (str(called), bad, answer.text)


async def test_what_never_was_is_404(api: httpx.AsyncClient) -> None:
    for called in WITH_ID:
        answer = await called.call(api, called.url())
        assert is_problem(answer, 404, "not_found"), (str(called), answer.text)


_hours = count()  # no two meetings at the same time
Make = Callable[[httpx.AsyncClient], Awaitable[str]]


async def _make(api: httpx.AsyncClient, path: str, body: dict[str, Any]) -> str:
    answer = await api.post(path, json=body)
    assert answer.status_code == 201, answer.text
    made: str = answer.json()["id"]
    return made


async def a_contact(api: httpx.AsyncClient) -> str:
    return await _make(api, "/v1/contacts", {"name": "Dana Whitfield"})


async def a_request(api: httpx.AsyncClient) -> str:
    body = {"contact_id": await a_contact(api), "message": "Could I ask you about your work for 15 minutes?"}
    return await _make(api, "/v1/interview-requests", body)


async def a_question_set(api: httpx.AsyncClient) -> str:
    return await _make(api, "/v1/question-sets", {"title": "Museums", "questions": [{"text": "How did you begin?"}]})


async def a_meeting(api: httpx.AsyncClient, days: int = 3) -> str:
    starts_at = (datetime.now(UTC) + timedelta(days=days, hours=next(_hours))).isoformat()
    body = {"contact_id": await a_contact(api), "starts_at": starts_at, "minutes": 20}
    return await _make(api, "/v1/meetings", {**body, "time_zone": "Europe/Berlin", "format": "phone"})


async def a_note(api: httpx.AsyncClient) -> str:
    meeting = await a_meeting(api, days=-30)
    assert (await api.post(f"/v1/meetings/{meeting}/finish", json={})).status_code == 200
    return await _make(api, "/v1/thank-you-notes", {"meeting_id": meeting, "message": "Thank you for your time."})


async def a_session(api: httpx.AsyncClient) -> str:
    found: str = (await api.get("/v1/sessions")).json()["items"][0]["id"]
    return found


async def a_key(api: httpx.AsyncClient) -> str:
    return await _make(api, "/v1/api-keys", {"name": "script", "scopes": ["read"], "password": PASSWORD})


async def a_policy_revision(api: httpx.AsyncClient) -> str:
    answer = await api.patch("/v1/policy", json={"values": {"cadence.exploring_days": 41}})
    assert answer.status_code == 200, answer.text
    revision: str = answer.json()["revision"]
    return revision


async def an_agenda_item(api: httpx.AsyncClient) -> str:
    request = await a_request(api)
    items = (await api.get("/v1/agenda")).json()["items"]
    found: str = next(each["key"] for each in items if each["subject"]["id"] == request)
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    assert (await api.post(f"/v1/agenda/{found}/snooze", json={"until": tomorrow})).status_code == 200
    return found


MAKERS: dict[str, Make] = {
    "contact_id": a_contact,
    "request_id": a_request,
    "question_set_id": a_question_set,
    "meeting_id": a_meeting,
    "note_id": a_note,
    "revision": a_policy_revision,
    "session_id": a_session,
    "key_id": a_key,
    "key": an_agenda_item,
}


async def ids_of_one_account(api: httpx.AsyncClient) -> dict[str, str]:
    """Return the id of one resource of each kind, by the name of the path parameter."""
    ids = {name: await make(api) for name, make in MAKERS.items()}
    path = f"/v1/contacts/{ids['contact_id']}/touchpoints"
    ids["touchpoint_id"] = await _make(api, path, {"kind": "call", "note": "Rang back."})
    return ids


async def test_another_accounts_resources_are_404_everywhere_and_stay_as_they_are(
    seeker: Seeker, stranger: Seeker
) -> None:
    ids = await ids_of_one_account(seeker.client)
    names = {each["name"] for called in WITH_ID for each in called.operation["parameters"] if each["in"] == "path"}
    assert names <= set(ids), "make one of each kind above, so that every operation is covered"

    async def everything() -> dict[str, str]:
        single = [each for each in WITH_ID if each.verb == "get"]
        return {str(each): (await seeker.client.get(each.url(**ids))).text for each in single}

    before = await everything()
    for called in WITH_ID:
        answer = await called.call(stranger.client, called.url(**ids))
        assert is_problem(answer, 404, "not_found"), (str(called), answer.text)
    assert await everything() == before


async def test_a_body_that_two_parsers_could_read_differently_is_refused_everywhere(api: httpx.AsyncClient) -> None:
    for called in WITH_BODY:
        for what, body in BROKEN_BODIES.items():
            if what == "nothing":
                continue
            answer = await called.call(api, called.url(), content=body, headers={"Content-Type": "application/json"})
            assert is_problem(answer, 400, "malformed_json"), (str(called), what, answer.text)


async def test_unknown_fields_and_parameters_are_named_everywhere(api: httpx.AsyncClient) -> None:
    for called in WITH_BODY:
        answer = await called.call(api, called.url(), json={**called.body, "no_such_field": 1})
        assert is_problem(answer, 422, "validation_failed"), (str(called), answer.text)
        assert "/no_such_field" in [each["pointer"] for each in answer.json()["errors"]], str(called)
    for called in PRIVATE:
        answer = await called.call(api, called.url() + "?no_such_parameter=1")
        assert is_problem(answer, 422, "validation_failed"), (str(called), answer.text)
        assert answer.json()["errors"][0]["pointer"] == "/query/no_such_parameter"
        for parameter in called.operation.get("parameters", []):
            if parameter["in"] == "query":
                nul = await called.call(api, f"{called.url()}?{parameter['name']}=a%00b")
                assert is_problem(nul, 422, "validation_failed"), (str(called), parameter["name"], nul.text)


async def test_a_body_of_another_kind_or_size_is_refused_everywhere(api: httpx.AsyncClient) -> None:
    for called in WITH_BODY:
        text = await called.call(api, called.url(), content=b"name=x", headers={"Content-Type": "text/plain"})
        assert is_problem(text, 415, "unsupported_media_type"), str(called)
        none = await called.call(api, called.url(), content=b'{"name": "x"}')
        assert is_problem(none, 415, "unsupported_media_type"), str(called)
        huge = b'{"name": "' + b"x" * 1024 * 1024 + b'"}'
        large = await called.call(api, called.url(), content=huge, headers={"Content-Type": "application/json"})
        assert is_problem(large, 413, "body_too_large"), str(called)


async def test_a_problem_never_repeats_what_was_sent(api: httpx.AsyncClient) -> None:
    for called in WITH_BODY:
        wrong: dict[str, Any] = {name: {"canary": "canary-7f3a"} for name in called.body} or {"x": "canary-7f3a"}
        answer = await called.call(api, called.url(), json=wrong)
        assert answer.status_code == 422, (str(called), answer.text)
        assert "canary-7f3a" not in answer.text, str(called)


async def test_other_methods_are_405_with_all_that_are_offered(anonymous: httpx.AsyncClient) -> None:
    for path, verbs in DOCUMENT["paths"].items():
        called = Called("trace", path, next(iter(verbs.values())))
        answer = await anonymous.request("TRACE", called.url())
        assert is_problem(answer, 405, "method_not_allowed"), path
        offered = set(answer.headers["allow"].split(", "))
        assert {verb.upper() for verb in verbs} <= offered, path


async def test_lists_bound_their_pages_and_refuse_made_up_cursors(api: httpx.AsyncClient) -> None:
    for called in PRIVATE:
        names = {each["name"] for each in called.operation.get("parameters", []) if each["in"] == "query"}
        if "cursor" not in names:
            continue
        ids = await ids_of_one_account(api) if "{" in called.path else {}
        for limit in ("0", "201", "x"):
            answer = await api.get(called.url(**ids), params={"limit": limit})
            assert is_problem(answer, 422, "validation_failed"), (str(called), limit)
            assert answer.json()["errors"][0]["pointer"] == "/query/limit"
        answer = await api.get(called.url(**ids), params={"cursor": "bm9wZQ"})
        assert is_problem(answer, 422, "invalid_cursor"), (str(called), answer.text)

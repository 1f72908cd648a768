"""The conventions of the API that are not of one operation: retries, conditions, limits, browsers, logs."""

import asyncio
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from app.main import create_app
from tests.conftest import PASSWORD, Place, Seeker, client_of

pytestmark = pytest.mark.anyio


async def test_eight_posts_at_once_with_one_key_make_one_row(api: httpx.AsyncClient) -> None:
    headers = {"Idempotency-Key": "eight-at-once"}
    answers = await asyncio.gather(
        *(api.post("/v1/contacts", json={"name": "Dana"}, headers=headers) for _ in range(8))
    )
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert sum("idempotency-replayed" in answer.headers for answer in answers) == 7
    assert len((await api.get("/v1/contacts")).json()["items"]) == 1


async def test_a_replay_is_the_first_answer_with_its_headers(api: httpx.AsyncClient) -> None:
    headers = {"Idempotency-Key": "again"}
    first = await api.post("/v1/contacts", json={"name": "Dana", "tags": ["a"]}, headers=headers)
    again = await api.post("/v1/contacts", content=b'{"tags":["a"], "name":"Dana"}', headers=headers | JSON)
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert again.headers["idempotency-replayed"] == "true"
    assert (again.headers["etag"], again.headers["location"]) == (first.headers["etag"], first.headers["location"])


JSON = {"Content-Type": "application/json"}


async def test_a_key_with_another_body_or_address_is_refused(api: httpx.AsyncClient, contact: dict[str, Any]) -> None:
    headers = {"Idempotency-Key": "once"}
    await api.post("/v1/contacts", json={"name": "Dana"}, headers=headers)
    for path, body in (
        ("/v1/contacts", {"name": "Eli"}),
        (f"/v1/contacts/{contact['id']}/touchpoints", {"kind": "call"}),
    ):
        answer = await api.post(path, json=body, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_mismatch")


async def test_an_answer_that_is_no_success_does_not_use_the_key_up(api: httpx.AsyncClient) -> None:
    headers = {"Idempotency-Key": "try-again"}
    assert (await api.post("/v1/contacts", json={"name": ""}, headers=headers)).status_code == 422
    assert (await api.post("/v1/contacts", json={"name": "Dana"}, headers=headers)).status_code == 201


async def test_the_same_key_of_another_account_is_another_key(seeker: Seeker, stranger: Seeker) -> None:
    headers = {"Idempotency-Key": "shared"}
    mine = await seeker.client.post("/v1/contacts", json={"name": "Dana"}, headers=headers)
    theirs = await stranger.client.post("/v1/contacts", json={"name": "Eli"}, headers=headers)
    assert mine.status_code == theirs.status_code == 201
    assert "idempotency-replayed" not in theirs.headers


async def test_a_key_is_forgotten_after_a_day(app: FastAPI, seeker: Seeker, clock: Any) -> None:
    key = await seeker.client.post("/v1/api-keys", json={"name": "k", "scopes": ["write"], "password": PASSWORD})
    async with client_of(app, key.json()["secret"]) as api:
        headers = {"Idempotency-Key": "yesterday"}
        assert (await api.post("/v1/contacts", json={"name": "Dana"}, headers=headers)).status_code == 201
        clock.advance(hours=25)
        later = await api.post("/v1/contacts", json={"name": "Eli"}, headers=headers)
        assert (later.status_code, later.json()["name"]) == (201, "Eli")


async def test_a_replay_never_shows_a_secret_again(api: httpx.AsyncClient) -> None:
    body = {"name": "script", "scopes": ["read"], "password": PASSWORD}
    headers = {"Idempotency-Key": "secret"}
    first = await api.post("/v1/api-keys", json=body, headers=headers)
    again = await api.post("/v1/api-keys", json=body, headers=headers)
    assert first.json()["secret"].startswith("cardinal_key_")
    assert again.json() == {**first.json(), "secret": None}


async def test_two_writers_at_once_lose_nothing(api: httpx.AsyncClient, contact: dict[str, Any]) -> None:
    path = f"/v1/contacts/{contact['id']}"
    changes = [{"notes": "a"}, {"organisation": "b"}, {"role_title": "c"}, {"location": "d"}, {"industry": "e"}]
    answers = await asyncio.gather(*(api.patch(path, json=change) for change in changes))
    assert {answer.status_code for answer in answers} == {200}
    now = (await api.get(path)).json()
    assert all(now[name] == value for change in changes for name, value in change.items())


async def test_of_two_writers_with_the_same_etag_one_wins(api: httpx.AsyncClient, contact: dict[str, Any]) -> None:
    path = f"/v1/contacts/{contact['id']}"
    headers = {"If-Match": (await api.get(path)).headers["etag"]}
    answers = await asyncio.gather(*(api.patch(path, json={"notes": str(n)}, headers=headers) for n in range(6)))
    assert sorted(answer.status_code for answer in answers) == [200] + [412] * 5


@pytest.mark.parametrize("condition", ['"0-x"', 'W/"1-x"', '"x"', "1", '""'])
async def test_an_etag_that_is_not_this_one_is_412(
    api: httpx.AsyncClient, contact: dict[str, Any], condition: str
) -> None:
    path = f"/v1/contacts/{contact['id']}"
    for verb in ("PATCH", "DELETE"):
        body = {"notes": "x"} if verb == "PATCH" else None
        answer = await api.request(verb, path, headers={"If-Match": condition}, json=body)
        assert (answer.status_code, answer.json()["code"]) == (412, "stale"), condition
    assert (await api.patch(path, json={"notes": "x"}, headers={"If-Match": "*"})).status_code == 200


async def test_what_has_not_changed_is_304(api: httpx.AsyncClient, contact: dict[str, Any]) -> None:
    path = f"/v1/contacts/{contact['id']}"
    etag = (await api.get(path)).headers["etag"]
    for condition in (etag, f'"other", {etag}', f"W/{etag}", "*"):
        same = await api.get(path, headers={"If-None-Match": condition})
        assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", etag)
    await api.patch(path, json={"notes": "new"})
    assert (await api.get(path, headers={"If-None-Match": etag})).status_code == 200


async def test_a_request_id_comes_back_when_it_is_harmless(anonymous: httpx.AsyncClient) -> None:
    given = await anonymous.get("/livez", headers={"X-Request-ID": "mobile-7.3:a_b"})
    assert given.headers["x-request-id"] == "mobile-7.3:a_b"
    for harmful in ("a b", "x" * 200, "é", "<script>"):
        made = await anonymous.get("/livez", headers={b"X-Request-ID": harmful.encode()})
        assert made.headers["x-request-id"] != harmful


async def test_a_browser_of_a_listed_origin_may_read_the_headers_it_needs(place: Place) -> None:
    app = create_app(place.settings(cors_origins=["https://app.example.org"]))
    async with app.router.lifespan_context(app), client_of(app) as client:
        asked = {"Origin": "https://app.example.org", "Access-Control-Request-Method": "PATCH"}
        asked["Access-Control-Request-Headers"] = "authorization, if-match, content-type, idempotency-key"
        allowed = await client.options("/v1/contacts", headers=asked)
        assert allowed.status_code == 200
        assert allowed.headers["access-control-allow-origin"] == "https://app.example.org"
        refused = await client.get("/v1/contacts", headers={"Origin": "https://app.example.org"})
        exposed = refused.headers["access-control-expose-headers"].lower()
        assert refused.status_code == 401
        assert all(name in exposed for name in ("etag", "link", "location", "ratelimit", "x-request-id"))
        other = await client.get("/livez", headers={"Origin": "https://evil.example.org"})
        assert "access-control-allow-origin" not in other.headers


async def test_requests_are_limited_and_say_how_many_are_left(place: Place) -> None:
    app = create_app(place.settings(rate_limit="on"))
    async with app.router.lifespan_context(app), client_of(app) as client:
        first = await client.get("/v1/rules")
        assert first.headers["ratelimit-policy"] == '"address";q=30;w=60'
        assert first.headers["ratelimit"].startswith('"address";r=29;t=')
        answers = [await client.get("/v1/rules") for _ in range(30)]
        assert answers[-1].status_code == 429
        assert answers[-1].json()["code"] == "rate_limited"
        assert 1 <= int(answers[-1].headers["retry-after"]) <= 60
        # what a load balancer asks is not counted
        assert {(await client.get("/livez")).status_code for _ in range(40)} == {200}


async def test_health_says_whether_the_process_can_serve(anonymous: httpx.AsyncClient) -> None:
    assert (await anonymous.get("/livez")).json() == {"status": "ok"}
    assert (await anonymous.get("/readyz")).json() == {"status": "ok"}
    metrics = await anonymous.get("/metrics")
    assert metrics.headers["content-type"].startswith("text/plain")
    assert 'cardinal_http_requests_total{operation="getReadiness",status="200"}' in metrics.text


async def test_the_reference_needs_nothing_from_elsewhere(anonymous: httpx.AsyncClient) -> None:
    page = await anonymous.get("/docs")
    assert "http" not in page.text.replace("http-equiv", "")
    for asset in ("swagger-ui.css", "swagger-ui-bundle.js", "start.js", "favicon-32x32.png"):
        assert (await anonymous.get(f"/docs/{asset}")).status_code == 200
    assert (await anonymous.get("/docs/other.js")).status_code == 404
    assert (await anonymous.get("/openapi.json")).json()["info"]["title"] == "Cardinal"


async def test_every_problem_has_its_page(anonymous: httpx.AsyncClient) -> None:
    answer = await anonymous.get("/v1/contacts")
    page = await anonymous.get(answer.json()["type"])
    assert page.status_code == 200
    assert answer.json()["title"] in page.text

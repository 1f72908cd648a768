"""The rules over HTTP."""

from typing import Any

import httpx
import pytest

pytestmark = pytest.mark.anyio


async def test_everybody_may_read_the_rules(anonymous: httpx.AsyncClient) -> None:
    answer = await anonymous.get("/v1/rules")
    assert answer.status_code == 200
    assert set(answer.json()) == {"items"}
    names = [each["rule"] for each in answer.json()["items"]]
    assert names == sorted(set(names))
    assert {"job-ask.vacancy", "questions.salary", "contact.no-research", "meeting.no-goals"} <= set(names)


async def test_each_rule_tells_why_it_is_there_with_sources_and_examples(anonymous: httpx.AsyncClient) -> None:
    for rule in (await anonymous.get("/v1/rules")).json()["items"]:
        assert list(rule) == [
            *("rule", "revision", "family", "severity", "kinds", "message", "suggestion", "about", "citations"),
            *("good", "good_examples", "bad"),
        ]
        assert rule["rule"].startswith(f"{rule['family']}.")
        assert rule["severity"] in ("error", "warning", "advice")
        assert rule["message"]
        assert rule["about"]
        for citation in rule["citations"]:
            assert citation["quote"] or citation["address"], rule["rule"]
        for example in rule["bad"]:
            assert example["quote"] is None or example["quote"] in example["text"], rule["rule"]


async def test_each_example_tells_what_is_known_beside_it(anonymous: httpx.AsyncClient) -> None:
    for rule in (await anonymous.get("/v1/rules")).json()["items"]:
        assert rule["good"] == [each["text"] for each in rule["good_examples"]]
        for example in (*rule["good_examples"], *rule["bad"]):
            assert (example["kind"] is None) is (rule["kinds"] == [])
    overlong = (await anonymous.get("/v1/rules/time.overlong")).json()
    assert {"warmth": "warm"} in [each["context"] for each in overlong["good_examples"]]
    assert (overlong["revision"], type(overlong["suggestion"])) == (1, str)


async def test_an_example_with_what_is_known_beside_it_can_be_checked(api: httpx.AsyncClient) -> None:
    known = {"contact_name", "organisation", "referrer_name", "interested", "warmth", "position", "channel"}
    tried = 0
    for rule in (await api.get("/v1/rules")).json()["items"]:
        for example in rule["bad"]:
            if not rule["kinds"] or example["policy"] or not example["context"] or not set(example["context"]) <= known:
                continue
            body = {"kind": example["kind"], "text": example["text"], "context": example["context"]}
            checked = await api.post("/v1/checks", json=body)
            assert rule["rule"] in [each["rule"] for each in checked.json()["findings"]], example
            tried += 1
    assert tried > 10


async def test_every_rule_that_a_check_names_can_be_read(anonymous: httpx.AsyncClient, api: httpx.AsyncClient) -> None:
    checked = await api.post("/v1/checks", json={"kind": "interview_request", "text": "Are you hiring?"})
    names = {each["rule"] for each in checked.json()["findings"]}
    assert names
    for name in names:
        rule = await anonymous.get(f"/v1/rules/{name}")
        assert (rule.status_code, rule.json()["rule"]) == (200, name)


async def test_one_rule_is_what_the_list_says_of_it(anonymous: httpx.AsyncClient) -> None:
    listed: list[dict[str, Any]] = (await anonymous.get("/v1/rules")).json()["items"]
    for rule in listed:
        assert (await anonymous.get(f"/v1/rules/{rule['rule']}")).json() == rule


async def test_a_rule_that_does_not_exist_is_not_found(anonymous: httpx.AsyncClient) -> None:
    for name in ("job-ask.weather", "job-ask", "x" * 1000, "%00"):
        missing = await anonymous.get(f"/v1/rules/{name}")
        assert (missing.status_code, missing.json()["code"]) == (404, "not_found")


async def test_rules_that_have_not_changed_are_not_sent_again(anonymous: httpx.AsyncClient) -> None:
    for path in ("/v1/rules", "/v1/rules/job-ask.vacancy"):
        first, second = await anonymous.get(path), await anonymous.get(path)
        assert (first.content, first.headers["etag"]) == (second.content, second.headers["etag"])
        again = await anonymous.get(path, headers={"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")

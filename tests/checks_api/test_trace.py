"""The trace of a check: each match, score and find, what became of it, and why."""

from typing import Any

import httpx
import pytest

from app.checks.engine import default_ruleset

pytestmark = pytest.mark.anyio

VACANCY = "Do you have any openings on your team?"
UNSURE = "I know you are hiring."  # a frame finds it, and the score neither confirms nor denies it
DENIED = "I am not asking for a job."
PLAIN = "I grew up near the museum."
ASKED_FOR = {"resume.unsolicited": "My resume is attached.", "time.overlong": "Could I have three hours of your time?"}


async def traced(api: httpx.AsyncClient, text: str, **body: Any) -> dict[str, Any]:
    answer = await api.post("/v1/checks?trace=true", json={"kind": "interview_request", "text": text, **body})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def steps(shown: dict[str, Any], step: str, **wanted: Any) -> list[dict[str, Any]]:
    return [
        each
        for each in shown["trace"]
        if each["step"] == step and all(each[name] == value for name, value in wanted.items())
    ]


async def test_each_sentence_has_its_score_with_the_limits_and_the_decision(api: httpx.AsyncClient) -> None:
    text = f"{PLAIN} {VACANCY} {UNSURE}"
    scores = steps(await traced(api, text), "score")
    assert [(each["quote"], each["decision"]) for each in scores] == [
        (PLAIN, "nothing"),
        (VACANCY, "confirmed"),
        (UNSURE, "unchanged"),
    ]
    assert [text[each["span"]["start"] : each["span"]["end"]] for each in scores] == [PLAIN, VACANCY, UNSURE]
    plain, vacancy, unsure = (each["score"] for each in scores)
    scorer = default_ruleset().scorer
    assert scorer is not None
    assert [each["limits"] for each in scores] == [scorer.limits._asdict()] * 3
    limits = scores[0]["limits"]
    assert plain < limits["suspects"] <= vacancy
    assert limits["denies"] <= unsure < limits["suspects"]


async def test_every_decision_agrees_with_the_score_and_with_what_is_found(api: httpx.AsyncClient) -> None:
    decisions = set()
    for rule in default_ruleset().rules.values():
        for example in (*rule.bad, *rule.good) if rule.family == "job-ask" else ():
            shown = await traced(api, example.text)
            for each in steps(shown, "score"):
                decisions.add(each["decision"])
                score, limits = each["score"], each["limits"]
                found = [
                    find for find in steps(shown, "finding", sentence=each["sentence"]) if "job-ask" in find["rule"]
                ]
                assert bool(found) is (each["decision"] not in ("nothing", "dropped")), (example.text, each)
                if each["decision"] == "dropped":
                    assert score < limits["denies"]
                elif each["decision"] == "unchanged":
                    assert limits["denies"] <= score < limits["suspects"]
                    assert not any(find["certain"] for find in found)
                elif each["decision"] == "pointed_out":
                    assert score >= limits["confirms"]
                elif each["decision"] != "nothing":
                    assert score >= limits["suspects"]
    assert decisions >= {"nothing", "dropped", "confirmed", "suspected", "pointed_out"}


async def test_a_find_that_the_score_drops_says_so(api: httpx.AsyncClient) -> None:
    dropped = 0
    for rule in default_ruleset().rules.values():
        for example in rule.good if rule.family == "job-ask" else ():
            shown = await traced(api, example.text)
            for score in steps(shown, "score", decision="dropped"):
                patterns = steps(shown, "pattern", sentence=score["sentence"], silenced_by="score")
                assert patterns, example.text
                assert not any(each["certain"] for each in patterns)
                dropped += 1
    assert dropped


async def test_a_match_tells_its_pattern_the_contexts_and_what_took_it_back(api: httpx.AsyncClient) -> None:
    shown = await traced(api, f"{DENIED} {VACANCY}")
    denied = steps(shown, "pattern", sentence=0)
    assert {each["silenced_by"] for each in denied} == {"negated"}
    assert all(each["contexts"] == ["negated"] for each in denied)
    stands = steps(shown, "pattern", sentence=1, rule="job-ask.vacancy", silenced_by=None)
    assert stands
    known = set(default_ruleset().rules["job-ask.vacancy"].contexts)
    assert all(each["pattern"] and each["frame"] and set(each["contexts"]) <= known for each in stands)
    assert all(each["quote"] in VACANCY for each in stands)


async def test_what_the_context_allows_is_silenced_by_it(api: httpx.AsyncClient) -> None:
    text = ASKED_FOR["resume.unsolicited"]
    stands = await traced(api, text)
    assert {each["silenced_by"] for each in steps(stands, "pattern", rule="resume.unsolicited")} == {None}
    allowed = await traced(api, text, context={"resume_invited": True})
    assert {each["silenced_by"] for each in steps(allowed, "pattern", rule="resume.unsolicited")} == {"resume_invited"}
    assert not steps(allowed, "finding", rule="resume.unsolicited")


async def test_a_rule_that_counts_tells_its_reason_and_its_values(api: httpx.AsyncClient) -> None:
    shown = await traced(api, ASKED_FOR["time.overlong"])
    (told,) = steps(shown, "message_rule", rule="time.overlong")
    assert (told["values"]["minutes"], told["given"], told["quote"]) == (180, "error", "three hours")
    assert told["reason"]
    names = {each["rule"] for each in steps(shown, "message_rule")}
    assert {each["rule"] for each in shown["findings"]} - {"job-ask.suspected"} == names


async def test_each_finding_has_the_reason_for_its_severity(api: httpx.AsyncClient) -> None:
    shown = await traced(api, f"{VACANCY} {UNSURE} {ASKED_FOR['time.overlong']}")
    said = {(each["rule"], each["quote"], each["severity"]) for each in steps(shown, "finding", silenced_by=None)}
    assert said == {(each["rule"], each["quote"], each["severity"]) for each in shown["findings"]}
    (sure,) = steps(shown, "finding", rule="job-ask.vacancy", sentence=0)
    assert (sure["severity"], sure["ceiling"], sure["certain"], sure["certain_by"]) == ("error", "error", True, "score")
    (unsure,) = steps(shown, "finding", rule="job-ask.vacancy", sentence=1)
    assert (unsure["severity"], unsure["certain"], unsure["certain_by"]) == ("warning", False, None)
    assert "one step less" in unsure["reason"]
    assert sure["ways"] == len(steps(shown, "pattern", rule="job-ask.vacancy", sentence=0, silenced_by=None))
    outweighed = steps(shown, "finding", sentence=0, silenced_by="outweighed")
    assert {each["rule"] for each in outweighed} == {"job-ask.direct"}


async def test_a_find_that_is_said_too_often_is_told_as_repeated(api: httpx.AsyncClient) -> None:
    shown = await traced(api, f"{VACANCY} " * 25)
    told = steps(shown, "finding", rule="job-ask.vacancy")
    assert [each["silenced_by"] for each in told] == [None] * 20 + ["repeated"] * 5


@pytest.mark.parametrize("text", ["", PLAIN, f"{DENIED} {VACANCY} {UNSURE}", "Haben Sie offene Stellen in Ihrem Team?"])
async def test_a_check_finds_the_same_with_and_without_a_trace(api: httpx.AsyncClient, text: str) -> None:
    plain = await api.post("/v1/checks", json={"kind": "interview_request", "text": text})
    assert plain.json() == {**await traced(api, text), "trace": None}


async def test_every_step_has_the_fields_that_the_document_promises(api: httpx.AsyncClient) -> None:
    schemas = (await api.get("/openapi.json")).json()["components"]["schemas"]
    text = " ".join([PLAIN, VACANCY, UNSURE, DENIED, *ASKED_FOR.values()])
    names = {
        "pattern": "PatternStepOut",
        "score": "ScoreStepOut",
        "message_rule": "MessageRuleStepOut",
        "finding": "FindingStepOut",
    }
    shown = await traced(api, text)
    assert {each["step"] for each in shown["trace"]} == set(names)
    for each in shown["trace"]:
        assert set(each) == set(schemas[names[each["step"]]]["properties"])

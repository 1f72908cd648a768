"""Checking a text that is not stored, over HTTP."""

from typing import Any

import httpx
import pytest

from app.checks.report import Kind
from app.checks.schemas import CheckKind

pytestmark = pytest.mark.anyio

LETTER = (
    "Hi Dana,\n\nI am Sam Rivera, a biology graduate in Leeds. Suzy Smith thought you would be a good person to ask "
    "about exhibit design at the City Science Museum. Could I have 15 minutes of your time, in person or by phone, "
    "to ask five questions? I will gladly send them in advance.\n\nBest,\nSam"
)
VACANCY = "Do you have any openings on your team?"


async def check(api: httpx.AsyncClient, kind: str = "interview_request", **body: Any) -> dict[str, Any]:
    answer = await api.post("/v1/checks", json={"kind": kind, **body})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def rules(shown: dict[str, Any]) -> list[str]:
    return [each["rule"] for each in shown["findings"]]


async def test_an_overview_is_measured_in_the_seconds_it_takes_to_say(api: httpx.AsyncClient) -> None:
    short = await check(api, kind="overview", text="I like museums. " * 56)  # 168 words
    assert (short["facts"]["word_count"], short["facts"]["spoken_seconds"]) == (168, 72)
    assert "overview.too-long" not in rules(short)
    long = await check(api, kind="overview", text="I like museums. " * 112)
    (finding,) = [each for each in long["findings"] if each["rule"] == "overview.too-long"]
    assert long["facts"]["spoken_seconds"] == 144
    assert "2.4 minutes" in finding["message"]
    assert (await check(api, text=LETTER))["facts"]["spoken_seconds"] is None


async def test_a_check_answers_with_every_field(api: httpx.AsyncClient) -> None:
    shown = await check(api, text=f"{LETTER}\n{VACANCY}")
    assert list(shown) == ["ruleset", "policy_revision", "verdict", "findings", "facts", "language", "trace"]
    assert set(shown["facts"]) == {"word_count", "minutes", "vague", "question_count", "spoken_seconds"}
    assert shown["trace"] is None
    for finding in shown["findings"]:
        assert list(finding) == [
            *("rule", "rule_revision", "family", "severity", "pointer", "span", "quote", "message", "suggestion"),
            *("replacement", "citation", "acknowledged"),
        ]


async def test_asking_for_a_job_blocks_and_says_where(api: httpx.AsyncClient) -> None:
    text = LETTER.replace("Best,", f"{VACANCY}\n\nBest,")
    shown = await check(api, text=text)
    assert shown["verdict"] == "block"
    (finding,) = (each for each in shown["findings"] if each["severity"] == "error")
    assert (finding["rule"], finding["pointer"]) == ("job-ask.vacancy", "/text")
    span = finding["span"]
    assert text[span["start"] : span["end"]] == finding["quote"]
    assert finding["quote"] in VACANCY


async def test_offsets_behind_an_emoji_count_code_points_and_utf16_units(api: httpx.AsyncClient) -> None:
    text = f"Hi Dana 👋🏽, greetings from 🇩🇪! {VACANCY}"
    (finding,) = (each for each in (await check(api, text=text))["findings"] if each["family"] == "job-ask")
    span = finding["span"]
    assert text[span["start"] : span["end"]] == finding["quote"]
    utf16 = text.encode("utf-16-le")
    assert utf16[2 * span["utf16_start"] : 2 * span["utf16_end"]].decode("utf-16-le") == finding["quote"]
    assert (span["utf16_start"] - span["start"], span["utf16_end"] - span["end"]) == (4, 4)


async def test_the_facts_tell_the_minutes_and_questions_that_the_text_asks_for(api: httpx.AsyncClient) -> None:
    facts = (await check(api, text=LETTER))["facts"]
    span = facts["minutes"].pop("span")
    assert facts["minutes"] == {"low": 15, "high": 15, "assumed": False}
    assert "15 minutes" in LETTER[span["start"] : span["end"]]
    assert (facts["question_count"], facts["vague"]) == (5, False)
    assert facts["word_count"] == len(LETTER.split())


async def test_ninety_minutes_of_a_stranger_is_an_error(api: httpx.AsyncClient) -> None:
    context = {"warmth": "cold", "minutes_requested": 90}
    shown = await check(api, text="May I have 90 minutes of your time?", context=context)
    assert ("time.overlong", "error") in [(each["rule"], each["severity"]) for each in shown["findings"]]
    assert shown["verdict"] == "block"


async def test_the_subject_is_checked_with_a_pointer_of_its_own(api: httpx.AsyncClient) -> None:
    shown = await check(api, text=LETTER, subject=VACANCY)
    assert [each["pointer"] for each in shown["findings"] if each["family"] == "job-ask"] == ["/subject"]


async def test_questions_are_checked_one_by_one(api: httpx.AsyncClient) -> None:
    questions = ["What does your day look like?", "Do you enjoy your work?", "What is the salary range?"]
    shown = await check(api, "question_set", questions=questions)
    assert [(each["rule"], each["pointer"]) for each in shown["findings"] if each["span"]] == [
        ("questions.closed", "/questions/1"),
        ("questions.salary", "/questions/2"),
    ]
    assert shown["facts"]["question_count"] == 3


async def test_questions_may_come_as_one_text(api: httpx.AsyncClient) -> None:
    text = "What does your day look like?\nDo you enjoy your work?"
    shown = await check(api, "question_set", text=text)
    assert [(each["rule"], each["pointer"], each["quote"]) for each in shown["findings"] if each["span"]] == [
        ("questions.closed", "/text", "Do you enjoy your work?")
    ]


@pytest.mark.parametrize("kind", [kind.value for kind in Kind if kind is not Kind.QUESTION_SET])
async def test_an_empty_text_is_told_what_it_lacks(api: httpx.AsyncClient, kind: str) -> None:
    shown = await check(api, kind, text="", subject="")
    assert shown["facts"]["word_count"] == 0
    assert shown["verdict"] in ("block", "advise", "clear")
    missing = {"interview_request": "objective.missing", "thank_you_note": "thanks.missing"}
    assert missing.get(kind) in (None, *rules(shown))


async def test_no_questions_are_no_findings(api: httpx.AsyncClient) -> None:
    for questions in ([], [""], ["  "]):
        shown = await check(api, "question_set", questions=questions)
        assert (shown["findings"], shown["facts"]["question_count"]) == ([], 0)


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"kind": "interview_request"}, "/text"),
        ({"kind": "interview_request", "text": None}, "/text"),
        ({"kind": "question_set"}, "/questions"),
        ({"kind": "thank_you_note", "questions": ["How?"]}, "/questions"),
        ({"kind": "overview", "text": "x", "questions": []}, "/questions"),
        ({"kind": "question_set", "text": "x", "questions": ["How?"]}, "/text"),
        ({"kind": "question_set", "questions": ["x" * 10_001, "x" * 10_000]}, "/questions"),
        ({"kind": "question_set", "questions": ["x"] * 101}, "/questions"),
        ({"kind": "question_set", "questions": ["x", 1]}, "/questions/1"),
        ({"kind": "question_set", "questions": ["x" * 20_001]}, "/questions/0"),
        ({"kind": "overview", "text": "😀" * 20_001}, "/text"),
        ({"kind": "overview", "text": 5}, "/text"),
        ({"kind": "overview", "text": "x", "subject": "x" * 501}, "/subject"),
        ({"kind": "poem", "text": "x"}, "/kind"),
        ({"text": "x"}, "/kind"),
        ({"kind": "overview", "text": "x", "context": None}, "/context"),
        ({"kind": "overview", "text": "x", "context": {"warmth": "hot"}}, "/context/warmth"),
        ({"kind": "overview", "text": "x", "context": {"channel": "fax"}}, "/context/channel"),
        ({"kind": "overview", "text": "x", "context": {"position": "boss"}}, "/context/position"),
        ({"kind": "overview", "text": "x", "context": {"minutes_requested": 0}}, "/context/minutes_requested"),
        ({"kind": "overview", "text": "x", "context": {"minutes_requested": "15"}}, "/context/minutes_requested"),
        ({"kind": "overview", "text": "x", "context": {"question_count": 1.5}}, "/context/question_count"),
        ({"kind": "overview", "text": "x", "context": {"formats_offered": ["fax"]}}, "/context/formats_offered/0"),
        ({"kind": "overview", "text": "x", "context": {"interested": "yes"}}, "/context/interested"),
        ({"kind": "overview", "text": "x", "context": {"resume_invited": 1}}, "/context/resume_invited"),
        ({"kind": "overview", "text": "x", "context": {"search_mode": "idle"}}, "/context/search_mode"),
        ({"kind": "overview", "text": "x", "context": {"contact_name": "x" * 201}}, "/context/contact_name"),
        ({"kind": "overview", "text": "x", "context": {"mood": "good"}}, "/context/mood"),
        ({"kind": "overview", "text": "x", "message": "x"}, "/message"),
    ],
)
async def test_bad_input_is_refused_with_the_field_that_is_wrong(
    api: httpx.AsyncClient, body: dict[str, Any], pointer: str
) -> None:
    refused = await api.post("/v1/checks", json=body)
    assert (refused.status_code, refused.json()["code"]) == (422, "validation_failed")
    assert [each["pointer"] for each in refused.json()["errors"]] == [pointer]
    many = await api.post("/v1/checks/batch", json={"items": [{"kind": "overview", "text": ""}, body]})
    assert (many.status_code, many.json()["errors"][0]["pointer"]) == (422, f"/items/1{pointer}")


async def test_every_context_field_is_taken_and_null_is_not_known(api: httpx.AsyncClient) -> None:
    known = {
        "channel": "email",
        "warmth": "lukewarm",
        "position": "executive",
        "minutes_requested": 15,
        "question_count": 5,
        "formats_offered": ["in_person", "phone"],
        "contact_name": "Dana Whitfield",
        "organisation": "City Science Museum",
        "role_title": "Exhibition developer",
        "referrer_name": "Suzy Smith",
        "interested": True,
        "resume_invited": False,
        "search_mode": "exploring",
    }
    assert "job-ask" not in {each["family"] for each in (await check(api, text=LETTER, context=known))["findings"]}
    unknown = await check(api, text=LETTER, context=dict.fromkeys(known))
    assert unknown == await check(api, text=LETTER)
    assert "custom.no-organisation" in rules(await check(api, text="Hi Dana", context=known))
    assert "custom.no-organisation" not in rules(await check(api, text="Hi Dana"))
    assert "custom.wrong-name" in rules(await check(api, text=LETTER, context={"contact_name": "Peter Moss"}))


async def test_twenty_thousand_characters_are_read_to_the_end(api: httpx.AsyncClient) -> None:
    text = f"{'I like it here 🌳. ' * 1200}"[: 20_000 - len(VACANCY) - 1] + f" {VACANCY}"
    assert len(text) == 20_000
    shown = await check(api, text=text)
    (finding,) = (each for each in shown["findings"] if each["rule"] == "job-ask.vacancy")
    assert finding["span"]["end"] > 19_900


async def test_hostile_texts_are_answered(api: httpx.AsyncClient) -> None:
    for piece in (" ", "\n", "?", ".", ">", "[", "a", "A.", "é́", "\u202e", "15 ", "do you have any ", "👩‍👩‍👧‍👦"):
        text = (piece * 20_000)[:20_000]
        shown = await check(api, text=text, context={"contact_name": "Dana"})
        for each in shown["findings"]:
            assert each["quote"] is None or each["quote"] == text[each["span"]["start"] : each["span"]["end"]]


async def test_the_same_input_gives_the_same_bytes(api: httpx.AsyncClient) -> None:
    body = {"kind": "interview_request", "text": f"{LETTER} {VACANCY}", "context": {"contact_name": "Dana"}}
    first, again = [await api.post("/v1/checks?trace=true", json=body) for _ in range(2)]
    assert first.content == again.content


async def test_the_trace_tells_what_matched_when_it_is_asked_for(api: httpx.AsyncClient) -> None:
    body = {"kind": "interview_request", "text": VACANCY}
    traced = (await api.post("/v1/checks?trace=true", json=body)).json()
    plain = (await api.post("/v1/checks?trace=false", json=body)).json()
    assert "job-ask.vacancy" in [step["rule"] for step in traced["trace"]]
    assert plain == {**traced, "trace": None}
    refused = await api.post("/v1/checks?trace=maybe", json=body)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/query/trace")


async def test_a_batch_answers_in_order_what_each_text_gets_alone(api: httpx.AsyncClient) -> None:
    items = [
        {"kind": "interview_request", "text": VACANCY},
        {"kind": "question_set", "questions": ["Do you enjoy your work?"]},
        {"kind": "thank_you_note", "text": "Thank you for telling me about the night shift."},
    ]
    answer = await api.post("/v1/checks/batch", json={"items": items})
    assert answer.status_code == 200
    assert answer.json() == {"items": [(await api.post("/v1/checks", json=item)).json() for item in items]}


async def test_a_batch_holds_up_to_a_hundred(api: httpx.AsyncClient) -> None:
    item = {"kind": "overview", "text": "I am Sam."}
    full = await api.post("/v1/checks/batch", json={"items": [item] * 100})
    assert len(full.json()["items"]) == 100
    assert (await api.post("/v1/checks/batch", json={"items": []})).json() == {"items": []}
    over = await api.post("/v1/checks/batch", json={"items": [item] * 101})
    assert (over.status_code, over.json()["errors"][0]["pointer"]) == (422, "/items")


async def test_a_check_needs_an_account_and_only_the_right_to_read(
    api: httpx.AsyncClient, anonymous: httpx.AsyncClient
) -> None:
    for path, body in (("/v1/checks", {"kind": "overview", "text": ""}), ("/v1/checks/batch", {"items": []})):
        assert (await anonymous.post(path, json=body)).status_code == 401
        key = {"Idempotency-Key": "not kept"}
        assert (await api.post(path, json=body, headers=key)).status_code == 200
        other = await api.post(path, json={**body, "kind": "poem"}, headers=key)
        assert other.json()["code"] == "validation_failed"


def test_the_api_knows_the_same_kinds_as_the_checker() -> None:
    assert [kind.value for kind in CheckKind] == [kind.value for kind in Kind]

"""What the check says of a question set, and what keeps it from being shared."""

from typing import Any

import httpx
import pytest

from tests.conftest import TestClock
from tests.question_sets.conftest import OPEN, PATH, asking, make

pytestmark = pytest.mark.anyio

SALARY = "What is the salary range for your role?"
REASON = "She offered to talk about pay."


def found(shown: dict[str, Any], rule: str) -> list[dict[str, Any]]:
    return [each for each in shown["findings"] if each["rule"] == rule]


async def test_open_questions_that_end_with_a_referral_are_clear(api: httpx.AsyncClient) -> None:
    made = await make(api, minutes_available=20, questions=asking(*OPEN))
    assert (made["findings"], made["verdict"]) == ([], "clear")


async def test_a_closed_question_is_a_warning_at_its_place_with_an_open_form(api: httpx.AsyncClient) -> None:
    made = await make(api, questions=asking(OPEN[0], "Do you enjoy your work?", OPEN[2]))
    (finding,) = made["findings"]
    assert (finding["rule"], finding["severity"]) == ("questions.closed", "warning")
    assert (finding["pointer"], finding["quote"]) == ("/questions/1/text", "Do you enjoy your work?")
    assert finding["replacement"] == "What do you enjoy about your work?"
    assert finding["citation"]["source"] == "S4"
    assert finding["acknowledged"] is None
    assert made["verdict"] == "advise"


async def test_offsets_count_code_points_and_utf16_units(api: httpx.AsyncClient) -> None:
    text = f"👩‍🚀 😀 {SALARY}"
    made = await make(api, questions=asking(text))
    (finding,) = found(made, "questions.salary")
    span = finding["span"]
    assert text[span["start"] : span["end"]] == finding["quote"]
    utf16 = text.encode("utf-16-le")
    assert utf16[2 * span["utf16_start"] : 2 * span["utf16_end"]].decode("utf-16-le") == finding["quote"]
    assert span["utf16_start"] == span["start"] + 3


async def test_more_questions_than_fit_are_a_warning_about_the_list(api: httpx.AsyncClient) -> None:
    texts = [f"What did you learn from project {number}?" for number in range(8)]
    made = await make(api, minutes_available=15, questions=asking(*texts, OPEN[2]))
    (finding,) = found(made, "questions.too-many")
    assert (finding["severity"], finding["pointer"], finding["span"]) == ("warning", "/questions", None)
    longer = await api.patch(f"{PATH}/{made['id']}", json={"minutes_available": 30})
    assert longer.json()["findings"] == []


async def test_reserve_and_unplanned_questions_do_not_count(api: httpx.AsyncClient) -> None:
    texts = [f"What did you learn from project {number}?" for number in range(5)]
    spare = [{"text": f"What would year {number} bring?", "reserve": True} for number in range(5)]
    asked = [{"text": f"What came of idea {number}?", "unplanned": True} for number in range(5)]
    made = await make(api, minutes_available=15, questions=[*asking(*texts), *spare, *asked, {"text": OPEN[2]}])
    assert made["findings"] == []
    flat = [{**each, "reserve": False} for each in made["questions"]]
    changed = await api.patch(f"{PATH}/{made['id']}", json={"questions": flat})
    assert [each["rule"] for each in changed.json()["findings"]] == ["questions.too-many"]


async def test_what_came_up_in_the_conversation_is_past_checking(api: httpx.AsyncClient) -> None:
    asked = {"text": "Do you like it there?", "unplanned": True, "asked": True}
    made = await make(api, questions=[asked, *asking(OPEN[0], "Is it stressful?", OPEN[2])])
    assert [each["pointer"] for each in made["findings"]] == ["/questions/2/text"]


async def test_a_reserve_question_is_checked_too_for_it_may_be_asked(api: httpx.AsyncClient) -> None:
    made = await make(api, questions=[*asking(*OPEN), {"text": SALARY, "reserve": True}])
    assert [each["pointer"] for each in found(made, "questions.salary")] == ["/questions/3/text"]
    assert made["verdict"] == "block"


async def test_asking_for_a_job_blocks_here_too(api: httpx.AsyncClient) -> None:
    made = await make(api, questions=asking("Do you have any openings on your team?"))
    assert [each["family"] for each in made["findings"] if each["severity"] == "error"] == ["job-ask"]
    assert made["verdict"] == "block"


async def test_a_salary_question_blocks_sharing_until_it_is_acknowledged_with_a_reason(api: httpx.AsyncClient) -> None:
    made = await make(api, questions=asking(OPEN[0], SALARY, OPEN[2]))
    path = f"{PATH}/{made['id']}"
    assert made["verdict"] == "block"
    other = [{"rule": "questions.closed", "reason": REASON}]
    ways: list[dict[str, Any]] = [{}, {"json": {}}, {"json": {"acknowledge": []}}, {"json": {"acknowledge": other}}]
    for sent in ways:
        refused = await api.post(f"{path}/share", **sent)
        assert (refused.status_code, refused.json()["code"]) == (422, "check_blocked")
        assert refused.json()["findings"] == made["findings"]
    assert (await api.get(path)).json() == made
    body = {"acknowledge": [{"rule": "questions.salary", "reason": REASON}]}
    shared = await api.post(f"{path}/share", json=body)
    assert shared.status_code == 200, shared.text
    (finding,) = found(shared.json(), "questions.salary")
    assert finding["acknowledged"] == {"reason": REASON, "at": shared.json()["shared_at"]}
    assert shared.json()["verdict"] == "advise"
    assert (await api.get(path)).json() == shared.json()


@pytest.mark.parametrize(
    ("acknowledge", "pointer"),
    [
        ([{"rule": "questions.salary"}], "/acknowledge/0/reason"),
        ([{"rule": "questions.salary", "reason": " "}], "/acknowledge/0/reason"),
        ([{"reason": REASON}], "/acknowledge/0/rule"),
        ({"questions.salary": REASON}, "/acknowledge"),
    ],
)
async def test_an_acknowledgement_needs_a_rule_and_a_reason(
    api: httpx.AsyncClient, acknowledge: Any, pointer: str
) -> None:
    made = await make(api, questions=asking(SALARY))
    refused = await api.post(f"{PATH}/{made['id']}/share", json={"acknowledge": acknowledge})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, pointer)


async def test_the_changed_text_can_be_shared(api: httpx.AsyncClient) -> None:
    made = await make(api, questions=asking(SALARY))
    path = f"{PATH}/{made['id']}"
    (question,) = made["questions"]
    await api.patch(path, json={"questions": [{**question, "text": OPEN[0]}]})
    shared = await api.post(f"{path}/share", json={})
    assert (shared.status_code, shared.json()["verdict"]) == (200, "clear")


async def test_what_was_acknowledged_moves_with_its_question_and_ends_with_its_words(api: httpx.AsyncClient) -> None:
    made = await make(api, questions=asking(SALARY, OPEN[0], OPEN[2]))
    path = f"{PATH}/{made['id']}"
    acknowledge = [{"rule": "questions.salary", "reason": REASON}]
    shared = (await api.post(f"{path}/share", json={"acknowledge": acknowledge})).json()
    salary, *others = shared["questions"]
    moved = (await api.patch(path, json={"questions": [*others, salary]})).json()
    (finding,) = found(moved, "questions.salary")
    assert (finding["pointer"], finding["acknowledged"]["reason"]) == ("/questions/2/text", REASON)
    other_words = {**salary, "text": "How much do you make?"}
    changed = (await api.patch(path, json={"questions": [*others, other_words]})).json()
    (finding,) = found(changed, "questions.salary")
    assert (finding["acknowledged"], changed["verdict"]) == (None, "block")


async def test_sharing_again_changes_nothing_until_the_set_has_changed(
    api: httpx.AsyncClient, clock: TestClock
) -> None:
    made = await make(api, questions=asking(*OPEN))
    path = f"{PATH}/{made['id']}"
    first = await api.post(f"{path}/share")
    clock.advance(minutes=2)
    again = await api.post(f"{path}/share")
    assert (again.json(), again.headers["etag"]) == (first.json(), first.headers["etag"])
    changed = (await api.patch(path, json={"questions": asking(OPEN[0])})).json()
    assert changed["shared_at"] == first.json()["shared_at"]
    once_more = (await api.post(f"{path}/share")).json()
    assert once_more["shared_at"] > first.json()["shared_at"]


async def test_a_set_that_shows_the_contact_nothing_is_not_shared(api: httpx.AsyncClient) -> None:
    kept_back = [{"text": OPEN[0], "reserve": True}, {"text": OPEN[1], "unplanned": True}]
    for questions in ([], kept_back):
        made = await make(api, questions=questions)
        refused = await api.post(f"{PATH}/{made['id']}/share")
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/questions")

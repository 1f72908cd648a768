"""Suggested sets, the library, and the outline to print, over HTTP."""

from typing import Any

import httpx
import pytest

from app.question_sets.outline import CONTENT_SECURITY_POLICY
from tests.question_sets.conftest import OPEN, PATH, asking, make

pytestmark = pytest.mark.anyio

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


async def suggest(api: httpx.AsyncClient, **wish: Any) -> dict[str, Any]:
    answer = await api.post(f"{PATH}/suggest", json=wish)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


@pytest.mark.parametrize("minutes", [None, 1, 10, 15, 20, 30, 60, 1440])
async def test_a_suggested_set_passes_the_check_and_can_be_stored_as_it_is(
    api: httpx.AsyncClient, minutes: int | None
) -> None:
    suggested = await suggest(api, minutes_available=minutes, goals=["Learn how people grow here"])
    assert (suggested["findings"], suggested["verdict"]) == ([], "clear")
    assert (await api.get(PATH)).json()["items"] == []
    fields = {name: suggested[name] for name in ("title", "contact_id", "minutes_available", "questions")}
    stored = await make(api, **fields)
    assert (stored["findings"], stored["verdict"]) == ([], "clear")
    assert [each["text"] for each in stored["questions"]] == [each["text"] for each in suggested["questions"]]


async def test_every_topic_by_itself_gives_a_set_that_passes(api: httpx.AsyncClient) -> None:
    library = (await api.get("/v1/question-library")).json()["items"]
    for topic in {each["topic"] for each in library}:
        suggested = await suggest(api, minutes_available=30, topics=[topic])
        assert (suggested["findings"], suggested["verdict"]) == ([], "clear"), topic


async def test_topics_and_minutes_decide_what_is_suggested(api: httpx.AsyncClient) -> None:
    suggested = await suggest(api, minutes_available=30, topics=["culture", "management"])
    asked = [each for each in suggested["questions"] if not each["reserve"]]
    assert {each["topic"] for each in asked} == {"culture", "management", "referral"}
    assert asked[-1]["topic"] == "referral"
    short = await suggest(api, minutes_available=10)
    assert len([each for each in short["questions"] if not each["reserve"]]) == 6


async def test_what_the_contact_was_asked_is_not_suggested_again(
    api: httpx.AsyncClient, contact: dict[str, Any]
) -> None:
    first = await suggest(api, minutes_available=15, contact_id=contact["id"])
    assert (first["contact_id"], first["title"]) == (contact["id"], "Questions for Dana Whitfield")
    texts = [each["text"] for each in first["questions"]]
    asked = [{"text": each, "asked": True} for each in texts]
    await make(api, contact_id=contact["id"], questions=asked)
    again = await suggest(api, minutes_available=15, contact_id=contact["id"])
    assert not set(texts) & {each["text"] for each in again["questions"]}
    assert (await suggest(api, minutes_available=15))["questions"] == first["questions"]


async def test_a_long_name_still_fits_the_title(api: httpx.AsyncClient) -> None:
    long = (await api.post("/v1/contacts", json={"name": "D" * 200})).json()
    suggested = await suggest(api, contact_id=long["id"])
    assert len(suggested["title"]) == 200


@pytest.mark.parametrize(
    ("wish", "pointer"),
    [
        ({"minutes_available": 0}, "/minutes_available"),
        ({"topics": ["weather"]}, "/topics/0"),
        ({"topics": "culture"}, "/topics"),
        ({"goals": ["x" * 501]}, "/goals/0"),
        ({"goals": ["x"] * 21}, "/goals"),
        ({"title": "Mine"}, "/title"),
    ],
)
async def test_a_wish_that_makes_no_sense_is_refused(
    api: httpx.AsyncClient, wish: dict[str, Any], pointer: str
) -> None:
    refused = await api.post(f"{PATH}/suggest", json=wish)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, pointer)


async def test_the_library_gives_each_question_with_its_source(api: httpx.AsyncClient) -> None:
    answer = await api.get("/v1/question-library")
    shown = answer.json()
    assert answer.status_code == 200
    assert shown["next_cursor"] is None
    assert len(shown["items"]) >= 65
    for item in shown["items"]:
        assert set(item) == {"text", "topic", "citation"}
        assert set(item["citation"]) == {"source", "title", "quote", "address"}


async def test_the_library_is_filtered_by_any_of_the_topics(
    api: httpx.AsyncClient, anonymous: httpx.AsyncClient
) -> None:
    found = await api.get("/v1/question-library?topic=culture&topic=referral&topic=culture")
    topics = [item["topic"] for item in found.json()["items"]]
    assert set(topics) == {"culture", "referral"}
    assert len({item["text"] for item in found.json()["items"]}) == len(topics)
    refused = await api.get("/v1/question-library?topic=weather")
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/query/topic/0")
    assert (await api.get("/v1/question-library?about=culture")).status_code == 422
    assert (await anonymous.get("/v1/question-library")).status_code == 401


async def test_the_outline_is_markdown_unless_html_is_preferred(
    api: httpx.AsyncClient, contact: dict[str, Any]
) -> None:
    spare = {"text": "What would you read first?", "reserve": True, "answer": "*Stars*"}
    made = await make(
        api,
        title="Für Dana & Co <3",
        contact_id=contact["id"],
        minutes_available=20,
        questions=[*asking(*OPEN), spare],
    )
    path = f"{PATH}/{made['id']}/outline"
    for accept in ("*/*", "", "text/markdown", "text/*", "text/html;q=0.5, text/markdown", "text/html;q=x", "nonsense"):
        markdown = await api.get(path, headers={"Accept": accept})
        assert markdown.status_code == 200
        assert markdown.headers["content-type"] == "text/markdown; charset=utf-8", accept
        assert markdown.content.decode().startswith("# Für Dana \\& Co \\<3\n\nWith Dana Whitfield, 20 minutes\n")
    for accept in (BROWSER, "text/html", "text/markdown;q=0.1, TEXT/HTML ; q=0.9"):
        html = await api.get(path, headers={"Accept": accept})
        assert html.headers["content-type"] == "text/html; charset=utf-8", accept
        assert html.headers["vary"] == "Accept"
        assert html.headers["content-security-policy"] == CONTENT_SECURITY_POLICY
        assert "<h1>Für Dana &amp; Co &lt;3</h1>" in html.text
        assert all(text in html.text for text in OPEN)
    asked = await api.get(f"{path}?format=html")
    assert asked.headers["content-type"] == "text/html; charset=utf-8"
    asked = await api.get(f"{path}?format=markdown", headers={"Accept": BROWSER})
    assert asked.headers["content-type"] == "text/markdown; charset=utf-8"
    assert (await api.get(f"{path}?format=pdf")).status_code == 422

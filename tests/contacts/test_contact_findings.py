"""What the practice says of approaching a contact, over HTTP."""

from typing import Any

import httpx
import pytest

pytestmark = pytest.mark.anyio

HOMEWORK = {"kind": "person", "title": "Talk on exhibit design"}


async def add(api: httpx.AsyncClient, **fields: Any) -> dict[str, Any]:
    answer = await api.post("/v1/contacts", json={"name": "Dana", **fields})
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


def told(contact: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(each["rule"], each["severity"], each["pointer"]) for each in contact["findings"]]


async def test_human_resources_and_missing_homework_are_pointed_out(api: httpx.AsyncClient) -> None:
    assert told(await add(api, position="human_resources")) == [
        ("contact.human-resources", "warning", "/position"),
        ("contact.no-research", "advice", "/research"),
    ]


async def test_nothing_speaks_against_a_contact_who_was_read_up_on(api: httpx.AsyncClient) -> None:
    for position in ("same_role", "one_step_above", "other"):
        assert told(await add(api, position=position, research=[HOMEWORK])) == []


@pytest.mark.parametrize(("warmth", "minutes"), [("cold", 15), ("lukewarm", 20), ("warm", 30)])
async def test_of_an_executive_it_says_how_much_time_may_be_asked(
    api: httpx.AsyncClient, warmth: str, minutes: int
) -> None:
    made = await add(api, position="executive", warmth=warmth, research=[HOMEWORK])
    assert told(made) == [("contact.executive-time", "advice", "/position")]
    (finding,) = made["findings"]
    assert f"{minutes} minutes" in finding["message"]
    assert finding["citation"]["source"] == "S0"
    assert (await api.get("/v1/contacts")).json()["items"] == [made]


async def test_whoever_must_not_be_contacted_is_an_error(api: httpx.AsyncClient) -> None:
    made = await add(api, research=[HOMEWORK], do_not_contact=True)
    assert told(made) == [("contact.do-not-contact", "error", "/do_not_contact")]


async def test_findings_follow_each_change_and_stand_in_the_list(api: httpx.AsyncClient) -> None:
    made = await add(api)
    changed = (await api.patch(f"/v1/contacts/{made['id']}", json={"position": "human_resources"})).json()
    assert [rule for rule, *_ in told(changed)] == ["contact.human-resources", "contact.no-research"]
    (listed,) = (await api.get("/v1/contacts")).json()["items"]
    assert listed == changed == (await api.get(f"/v1/contacts/{made['id']}")).json()


async def test_homework_is_no_matter_once_you_have_met(api: httpx.AsyncClient, contact: dict[str, Any]) -> None:
    meeting = await api.post(
        "/v1/meetings",
        json={
            "contact_id": contact["id"],
            "starts_at": "2025-03-03T10:00:00Z",
            "minutes": 20,
            "time_zone": "Europe/Berlin",
            "format": "phone",
        },
    )
    assert meeting.status_code == 201, meeting.text
    assert "contact.no-research" in [rule for rule, *_ in told(contact)]
    held = await api.post(f"/v1/meetings/{meeting.json()['id']}/finish")
    assert held.status_code == 200, held.text
    assert told((await api.get(f"/v1/contacts/{contact['id']}")).json()) == []


async def test_homework_replaced_by_a_change_is_stored_whole(api: httpx.AsyncClient) -> None:
    made = await add(api)
    changed = (await api.patch(f"/v1/contacts/{made['id']}", json={"research": [HOMEWORK]})).json()
    assert changed["research"] == [{**HOMEWORK, "url": None, "note": None}]

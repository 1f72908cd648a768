"""The network: who introduced whom, and the shortest introductions to an organisation."""

import asyncio
from typing import Any

import httpx
import pytest

from tests.conftest import Seeker

pytestmark = pytest.mark.anyio

PATH = "/v1/network"


async def add(api: httpx.AsyncClient, name: str, by: str | None = None, at: str | None = None, **more: Any) -> str:
    body = {"name": name, "introduced_by_id": by, "organisation": at, **more}
    answer = await api.post("/v1/contacts", json=body)
    assert answer.status_code == 201, answer.text
    made: str = answer.json()["id"]
    return made


async def refer(api: httpx.AsyncClient, contact_id: str, by: str) -> None:
    answer = await api.post("/v1/interview-requests", json={"contact_id": contact_id, "referred_by_id": by})
    assert answer.status_code == 201, answer.text


async def network(api: httpx.AsyncClient, to: str | None = None) -> dict[str, Any]:
    answer = await api.get(PATH, params={} if to is None else {"to_organisation": to})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    assert list(found) == ["nodes", "edges", "paths"]
    return found


def pairs(found: dict[str, Any]) -> list[tuple[str, str]]:
    return [(each["from"], each["to"]) for each in found["edges"]]


async def test_nobody_is_no_network(api: httpx.AsyncClient) -> None:
    assert await network(api) == {"nodes": [], "edges": [], "paths": None}


async def test_it_shows_everybody_and_each_introduction_once(api: httpx.AsyncClient) -> None:
    ada = await add(api, "Ada", at="Harbour Museum", warmth="warm")
    bea = await add(api, "Bea", ada)
    cleo = await add(api, "Cleo")
    await refer(api, bea, ada)  # known from the contact already
    await refer(api, cleo, bea)
    await refer(api, cleo, bea)
    await refer(api, ada, cleo)  # closes a circle
    found = await network(api)
    assert found["nodes"] == [
        {"id": ada, "name": "Ada", "organisation": "Harbour Museum", "warmth": "warm"},
        {"id": bea, "name": "Bea", "organisation": None, "warmth": "cold"},
        {"id": cleo, "name": "Cleo", "organisation": None, "warmth": "cold"},
    ]
    assert sorted(pairs(found)) == sorted([(ada, bea), (bea, cleo), (cleo, ada)])


async def test_of_several_ways_to_an_organisation_the_shortest_is_shown(api: httpx.AsyncClient) -> None:
    ada = await add(api, "Ada")
    bea = await add(api, "Bea", ada)
    cleo = await add(api, "Cleo", bea, at="City Science Museum")
    dora = await add(api, "Dora", cleo, at="City Science Museum")
    await add(api, "Elsewhere", ada, at="Town Hall")
    found = await network(api, "City Science Museum")
    assert found["paths"] == [[ada, bea, cleo]]
    assert [each["id"] for each in found["nodes"]] == [ada, bea, cleo]
    assert pairs(found) == [(ada, bea), (bea, cleo)]
    await refer(api, dora, ada)
    assert (await network(api, "City Science Museum"))["paths"] == [[ada, dora]]


async def test_all_who_are_as_near_are_shown(api: httpx.AsyncClient) -> None:
    ada = await add(api, "Ada")
    bea = await add(api, "Bea", ada, at="Zoo")
    cleo = await add(api, "Cleo", ada, at="Zoo")
    found = await network(api, "Zoo")
    assert found["paths"] == [[ada, bea], [ada, cleo]]
    assert [each["id"] for each in found["nodes"]] == [ada, bea, cleo]
    dora = await add(api, "Dora", at="Zoo")
    assert (await network(api, "Zoo"))["paths"] == [[dora]]  # you know somebody there


async def test_a_way_through_a_circle_ends_where_nobody_introduced(api: httpx.AsyncClient) -> None:
    ada, bea = await add(api, "Ada"), await add(api, "Bea")
    cleo = await add(api, "Cleo", bea, at="Zoo")
    await refer(api, bea, ada)
    await refer(api, ada, cleo)  # Ada, Bea and Cleo: a circle
    assert (await network(api, "Zoo"))["paths"] == [[bea, cleo]]  # the nearest whom you did not get to know by anybody
    first = await add(api, "First")
    await refer(api, ada, first)
    assert (await network(api, "Zoo"))["paths"] == [[first, ada, bea, cleo]]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("CAFÉ MÜLLER", {"Café Müller"}),
        ("cafe   muller", {"Café Müller"}),
        ("Museum", {"Museum"}),  # of that very name, so no other
        ("science museum", {"City Science Museum", "Science Museum, Leeds"}),
        ("scien", set()),
        ("100%", {"100% Design"}),
        ("%", set()),
        ("Nowhere Ltd", set()),
        ("Prison", set()),  # nobody who may be written to
    ],
)
async def test_an_organisation_is_found_by_its_name_or_words_of_it(
    api: httpx.AsyncClient, asked: str, found: set[str]
) -> None:
    for name in ("Café Müller", "Museum", "City Science Museum", "Science Museum, Leeds", "100% Design"):
        await add(api, "Somebody", at=name)
    await add(api, "Somebody", at="Prison", do_not_contact=True)
    answer = await network(api, asked)
    assert {each["organisation"] for each in answer["nodes"]} == found
    assert len(answer["paths"]) == len(found)


@pytest.mark.parametrize("query", ["to_organisation=", "to_organisation=%20", "to_organisation=" + "x" * 201, "x=1"])
async def test_what_cannot_be_an_organisation_is_refused(api: httpx.AsyncClient, query: str) -> None:
    refused = await api.get(f"{PATH}?{query}")
    assert (refused.status_code, refused.json()["code"]) == (422, "validation_failed")
    assert refused.json()["errors"][0]["pointer"] == f"/query/{query.partition('=')[0]}"


async def test_another_account_sees_nothing_of_it(api: httpx.AsyncClient, stranger: Seeker) -> None:
    ada = await add(api, "Ada")
    await add(api, "Bea", ada, at="Zoo")
    assert (await network(stranger.client))["nodes"] == []
    assert (await network(stranger.client, "Zoo"))["paths"] == []


async def test_its_tag_answers_if_none_match_until_it_changes(api: httpx.AsyncClient) -> None:
    ada = await add(api, "Ada")
    tags = {}
    for accept in ("application/json", "image/svg+xml"):
        first = await api.get(PATH, headers={"Accept": accept})
        tags[accept] = first.headers["etag"]
        again = await api.get(PATH, headers={"Accept": accept, "If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.headers["vary"]) == (304, "Accept")
    assert len(set(tags.values())) == 2
    await add(api, "Bea", ada)
    for accept, tag in tags.items():
        assert (await api.get(PATH, headers={"Accept": accept, "If-None-Match": tag})).status_code == 200


async def test_two_changes_at_once_close_no_loop(api: httpx.AsyncClient) -> None:
    for _ in range(5):
        ada, bea = await add(api, "Ada"), await add(api, "Bea")
        both = await asyncio.gather(
            api.patch(f"/v1/contacts/{ada}", json={"introduced_by_id": bea}),
            api.patch(f"/v1/contacts/{bea}", json={"introduced_by_id": ada}),
        )
        assert sorted(each.status_code for each in both) == [200, 422]
        refused = max(both, key=lambda each: each.status_code).json()["errors"][0]
        assert (refused["pointer"], refused["code"]) == ("/introduced_by_id", "introduction_loop")


async def test_a_long_chain_is_walked_and_closed_by_nobody(api: httpx.AsyncClient) -> None:
    chain: list[str] = []
    for number in range(300):
        chain.append(
            await add(api, f"Link {number}", chain[-1] if chain else None, at="The end" if number == 299 else None)
        )
    path = (await api.get(f"/v1/contacts/{chain[-1]}/path")).json()["items"]
    assert [each["id"] for each in path] == chain
    assert (await network(api, "the end"))["paths"] == [chain]
    closing = await api.patch(f"/v1/contacts/{chain[0]}", json={"introduced_by_id": chain[-1]})
    assert closing.status_code == 422
    gone = await api.delete(f"/v1/contacts/{chain[150]}?erase=true")
    assert gone.status_code == 204
    path = (await api.get(f"/v1/contacts/{chain[-1]}/path")).json()["items"]
    assert [each["id"] for each in path] == chain[151:]

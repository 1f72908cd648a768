"""The network as a picture: for eyes that see no colours, for ears, and for names that look like markup."""

from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import httpx
import pytest

from app.network.people import Network
from app.network.picture import LETTER, MOST_PEOPLE, draw

pytestmark = pytest.mark.anyio

SVG = "{http://www.w3.org/2000/svg}"
PATH = "/v1/network"


def network_of(count: int, every: int = 3) -> Network:
    """People of whom all but each third were introduced by the one before."""
    people: list[dict[str, Any]] = [
        {
            "id": f"{number:036}",
            "name": f"Person {number} of a rather long name, 李小龙",
            "organisation": "City Science Museum" if number % 2 else None,
            "warmth": ("cold", "lukewarm", "warm")[number % 3],
        }
        for number in range(count)
    ]
    ids = [each["id"] for each in people]
    return Network(people, [pair for number, pair in enumerate(pairwise(ids), 1) if number % every])


def texts(root: ElementTree.Element) -> list[str]:
    return ["".join(each.itertext()) for each in root.iter(f"{SVG}text")]


async def picture(api: httpx.AsyncClient, query: str = "") -> ElementTree.Element:
    answer = await api.get(PATH + query, headers={"Accept": "image/svg+xml"})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "image/svg+xml"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    return ElementTree.fromstring(answer.content)


async def test_it_is_json_unless_a_picture_is_preferred(api: httpx.AsyncClient) -> None:
    browser = "image/avif,image/webp,image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5"
    for accept in ("image/svg+xml", "image/*", browser, "application/json;q=0.5, IMAGE/SVG+XML", "image/svg+xml, */*"):
        answer = await api.get(PATH, headers={"Accept": accept})
        assert (answer.headers["content-type"], answer.headers["vary"]) == ("image/svg+xml", "Accept"), accept
    for accept in ("*/*", "", "application/json", "application/json, image/svg+xml", "image/svg+xml;q=0", "text/html"):
        answer = await api.get(PATH, headers={"Accept": accept})
        assert (answer.headers["content-type"], answer.headers["vary"]) == ("application/json", "Accept"), accept


async def test_what_people_are_called_is_text_and_nothing_else(api: httpx.AsyncClient) -> None:
    hostile = ["<script>alert(1)</script>", "\"&'", "]]><a href='https://example.org'>", "bell \u0007 and \u202eevil"]
    by = None
    for name in hostile:
        made = await api.post("/v1/contacts", json={"name": name, "organisation": name, "introduced_by_id": by})
        by = made.json()["id"]
    root = await picture(api)
    assert {each.tag.removeprefix(SVG) for each in root.iter()} <= {
        *("svg", "defs", "title", "desc", "g", "rect", "circle", "path", "text"),
    }
    assert not any("href" in name or name.startswith("on") for each in root.iter() for name in each.attrib)
    shown = texts(root)
    for name in ("<script>alert(1)</script>", "\"&'", "bell and evil"):
        assert any(name in each for each in shown), name


async def test_it_tells_ears_what_it_shows(api: httpx.AsyncClient) -> None:
    ada = (await api.post("/v1/contacts", json={"name": "Ada", "warmth": "warm"})).json()["id"]
    bea = {"name": "Bea", "organisation": "Zoo", "introduced_by_id": ada}
    assert (await api.post("/v1/contacts", json=bea)).status_code == 201
    root = await picture(api)
    named = {each.get("id"): each.text or "" for each in root if each.get("id")}
    assert root.get("role") == "img"
    assert named[root.attrib["aria-labelledby"]] == "Who introduced whom"
    assert "People: 2. Introductions: 1." in named[root.attrib["aria-describedby"]]
    titles = [each.findtext(f"{SVG}title") for each in root.iter(f"{SVG}g")]
    assert {"Ada, warm", "Bea, Zoo, cold, introduced by Ada"} <= set(titles)


async def test_a_way_to_an_organisation_is_drawn_alone_and_none_is_said_so(api: httpx.AsyncClient) -> None:
    for name, at in (("Ada", "Zoo"), ("Bea", "Town Hall")):
        await api.post("/v1/contacts", json={"name": name, "organisation": at})
    assert "Bea · Town Hall" not in texts(await picture(api, "?to_organisation=zoo"))
    assert "No way is known." in " ".join(texts(await picture(api, "?to_organisation=Nowhere")))
    await picture(api)


def test_of_two_hundred_people_no_name_lies_on_another() -> None:
    root = ElementTree.fromstring(draw(network_of(200, every=7)))
    width = float(root.attrib["width"])
    boxes: dict[str, list[tuple[float, float]]] = {}
    for group in root.iter(f"{SVG}g"):
        label = group.find(f"{SVG}text")
        if label is not None:
            x, text = float(label.attrib["x"]), label.text or ""
            wide = LETTER * (len(text) + sum(char > "\u2e80" for char in text))
            boxes.setdefault(label.attrib["y"], []).append((x, x + wide))
    assert sum(map(len, boxes.values())) == 200
    for row in boxes.values():
        assert all(one[1] < other[0] for one, other in pairwise(sorted(row)))
        assert max(row)[1] <= width
    assert float(root.attrib["height"]) < 2000


def test_warmth_is_told_by_shapes_and_the_legend_names_them() -> None:
    root = ElementTree.fromstring(draw(network_of(3)))
    people = [each for each in root.iter(f"{SVG}g") if each.find(f"{SVG}text") is not None]
    assert len({each[1].tag for each in people}) == 3
    legend = " ".join(texts(root))
    assert all(each in legend for each in ("warm: full circle", "lukewarm: diamond", "cold: empty square", "dashed"))


def test_of_too_many_people_those_with_introductions_are_drawn_and_it_says_so() -> None:
    many = network_of(2000)
    alone = [{**each, "id": f"x{each['id'][1:]}", "name": "Alone"} for each in many.people]
    root = ElementTree.fromstring(draw(Network([*alone, *many.people], many.edges)))
    people = [each for each in texts(root) if each.startswith(("Person", "Alone"))]
    assert len(people) == MOST_PEOPLE
    assert not any(each.startswith("Alone") for each in people)
    assert f"People: 4000. Introductions: 1333. Only {MOST_PEOPLE} of them are drawn" in " ".join(texts(root))


def test_circles_and_second_introductions_are_dashed_and_bounded() -> None:
    ring = network_of(40, every=1000)
    ids = [each["id"] for each in ring.people]
    edges = [*ring.edges, (ids[-1], ids[0])]
    root = ElementTree.fromstring(draw(Network(ring.people, edges)))
    dashed = [each for each in root.iter(f"{SVG}path") if "stroke-dasharray" in each.attrib]
    assert len(dashed) == 1 + 1  # and the one of the legend
    everyone = [(one, other) for one in ids for other in ids if one != other]
    root = ElementTree.fromstring(draw(Network(ring.people, everyone)))
    assert "Only 300 of 1521 dashed lines are drawn." in " ".join(texts(root))


def test_the_same_network_gives_the_same_picture() -> None:
    assert draw(network_of(50)) == draw(network_of(50))

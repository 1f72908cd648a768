"""The network as a picture (SVG): shapes and words beside colours, no scripts, nothing from elsewhere."""

from collections.abc import Iterator, Mapping, Sequence
from unicodedata import east_asian_width

import drawsvg

from app.core.statements import Row
from app.network.layout import Place, places
from app.network.people import Network

MOST_PEOPLE = 300
MOST_SIDE_LINES = 300

ROW, INDENT, GAP, MARGIN, HEAD = 24, 22, 48, 24, 132
FONT_SIZE, LETTER = 13, 8  # a letter's width is guessed, and rather too wide: there is no font to measure
LONGEST_NAME, LONGEST_ORGANISATION = 32, 28
INK, FAINT = "#1f2937", "#6b7280"
COLOURS = {"warm": "#b45309", "lukewarm": "#6d28d9", "cold": "#1d4ed8"}
LEGEND = {"warm": "warm: full circle", "lukewarm": "lukewarm: diamond", "cold": "cold: empty square"}
_JOINERS = "\u200c\u200d"  # they carry meaning in names, unlike other marks that cannot be seen

Point = tuple[float, float]


class _Description(drawsvg.Title):  # type: ignore[misc]  # the library has no types
    TAG_NAME = "desc"


def draw(network: Network) -> bytes:
    """Draw people in trees of introductions; of many a part, and the picture says so."""
    found = places([each["id"] for each in network.people], network.edges, MOST_PEOPLE)
    people = {each["id"]: each for each in network.people if each["id"] in found}
    points, width, height = _points(people, found)
    side = [(one, other) for one, other in network.edges if {one, other} <= found.keys() and found[other].below != one]
    says = _says(network, len(people), len(side))
    picture = drawsvg.Drawing(
        width, height, role="img", aria_labelledby="title", aria_describedby="about", font_family="sans-serif"
    )
    picture.append(drawsvg.Title("Who introduced whom", id="title"))
    picture.append(_Description(" ".join(says), id="about"))
    picture.append(drawsvg.Rectangle(0, 0, "100%", "100%", fill="#ffffff"))
    lines = [_elbow(points[place.below], points[each]) for each, place in found.items() if place.below is not None]
    bows = [_bow(points[one], points[other]) for one, other in side[:MOST_SIDE_LINES]]
    drawn = [_person(person, points[each], people.get(found[each].below)) for each, person in people.items()]
    picture.extend([*_head(says), *lines, *bows, *drawn])
    return str(picture.as_svg()).encode()


def _says(network: Network, drawn: int, side: int) -> list[str]:
    """Return the sentences of the picture's head: what it shows, and what it leaves out."""
    said = [f"People: {len(network.people)}. Introductions: {len(network.edges)}."]
    if network.paths is not None:
        said = [f"Shortest ways to the organisation: {len(network.paths)}." if network.paths else "No way is known."]
    if drawn < len(network.people):
        said.append(f"Only {drawn} of them are drawn, those with most introductions among them first.")
    if side > MOST_SIDE_LINES:
        said.append(f"Only {MOST_SIDE_LINES} of {side} dashed lines are drawn.")
    return [*said, "A line leads from who introduced, above and to the left, to who was introduced."]


def _points(people: Mapping[str, Row], found: Mapping[str, Place]) -> tuple[dict[str, Point], int, int]:
    """Return where the people stand, and the width and height of the whole."""
    widths: dict[int, int] = {}
    for each, place in found.items():
        wide = place.depth * INDENT + LETTER * _width(_label(people[each])) + GAP
        widths[place.column] = max(widths.get(place.column, 0), wide)
    starts = {column: MARGIN + sum(widths[other] for other in range(column)) for column in widths}
    points = {
        each: (starts[place.column] + place.depth * INDENT + ROW / 2, HEAD + place.row * ROW + ROW / 2)
        for each, place in found.items()
    }
    rows = max((place.row for place in found.values()), default=0) + 1
    return points, max(760, MARGIN + sum(widths.values())), HEAD + rows * ROW + MARGIN


def _head(says: Sequence[str]) -> Iterator[drawsvg.DrawingElement]:
    yield drawsvg.Text("Who introduced whom", 18, MARGIN, 32, fill=INK, font_weight="bold")
    yield drawsvg.Text(" ".join(says[:-1]), FONT_SIZE, MARGIN, 56, fill=INK)
    for number, (warmth, meaning) in enumerate(LEGEND.items()):
        yield _mark(warmth, (MARGIN + 8 + number * 180, 80))
        yield drawsvg.Text(meaning, FONT_SIZE, MARGIN + 24 + number * 180, 85, fill=INK)
    yield _elbow((MARGIN + 2, 90), (MARGIN + 26, 107))
    yield drawsvg.Text("introduced", FONT_SIZE, MARGIN + 28, 112, fill=INK)
    yield _bow((MARGIN + 180, 98), (MARGIN + 180, 112))
    yield drawsvg.Text("introduced as well (dashed)", FONT_SIZE, MARGIN + 204, 112, fill=INK)


def _elbow(one: Point, other: Point) -> drawsvg.DrawingElement:
    path = drawsvg.Path(stroke=FAINT, stroke_width=1.5, fill="none")
    return path.M(one[0], one[1] + 7).V(other[1]).H(other[0] - 8)


def _bow(one: Point, other: Point) -> drawsvg.DrawingElement:
    """Draw a dashed line that leaves the tree's lines alone, with a dot where it ends."""
    (x, y), (to_x, to_y) = one, other
    path = drawsvg.Path(stroke=FAINT, stroke_width=1, stroke_dasharray="4 3", fill="none")
    path.M(x - 7, y).C(x - 24, y, to_x - 24, to_y, to_x - 7, to_y)
    bow = drawsvg.Group()
    bow.extend([path, drawsvg.Circle(to_x - 8, to_y, 2, fill=FAINT)])
    return bow


def _person(person: Row, point: Point, introducer: Row | None) -> drawsvg.DrawingElement:
    whole = [_visible(person["name"]), _visible(person["organisation"] or ""), person["warmth"]]
    if introducer is not None:
        whole.append(f"introduced by {_visible(introducer['name'])}")
    drawn = drawsvg.Group()
    drawn.append_title(", ".join(filter(None, whole)))
    drawn.append(_mark(person["warmth"], point))
    drawn.append(drawsvg.Text(_label(person), FONT_SIZE, point[0] + 14, point[1] + 4.5, fill=INK))
    return drawn


def _mark(warmth: str, point: Point) -> drawsvg.DrawingElement:
    (x, y), colour = point, COLOURS[warmth]
    if warmth == "warm":
        return drawsvg.Circle(x, y, 7, fill=colour, stroke=colour, stroke_width=2)
    if warmth == "lukewarm":
        corners = (x, y - 8, x + 8, y, x, y + 8, x - 8, y)
        return drawsvg.Lines(*corners, close=True, fill="#ddd6fe", stroke=colour, stroke_width=2)
    return drawsvg.Rectangle(x - 6, y - 6, 12, 12, fill="#ffffff", stroke=colour, stroke_width=2)


def _label(person: Row) -> str:
    name = _shortened(_visible(person["name"]), LONGEST_NAME)
    organisation = _shortened(_visible(person["organisation"] or ""), LONGEST_ORGANISATION)
    return f"{name} · {organisation}" if organisation else name


def _visible(text: str) -> str:
    """Return text as one line without what XML cannot hold or nobody can see."""
    return " ".join("".join(c if c.isprintable() or c in _JOINERS else " " for c in text).split())


def _shortened(text: str, most: int) -> str:
    if _width(text) <= most:
        return text
    while _width(text) > most - 1:
        text = text[:-1]
    return f"{text.rstrip()}…"


def _width(text: str) -> int:
    """Return how many letters wide a text is; those of East Asia count twice."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)

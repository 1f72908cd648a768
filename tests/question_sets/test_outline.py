"""The outline of a question set to print."""

from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from app.question_sets.outline import CONTENT_SECURITY_POLICY, Outline, OutlineQuestion, to_html, to_markdown

OUTLINE = Outline(
    title="Questions for Dana",
    contact_name="Dana Whitfield",
    minutes_available=20,
    questions=[
        OutlineQuestion("How did you get into forestry?"),
        OutlineQuestion("What would you read first?", reserve=True),
        OutlineQuestion("Who else should I talk to?", answer="Joe at the mill\nand his sister"),
    ],
)


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    return reader


def test_the_markdown_outline_numbers_on_into_the_reserve() -> None:
    assert to_markdown(OUTLINE) == (
        "# Questions for Dana\n"
        "\n"
        "With Dana Whitfield, 20 minutes\n"
        "\n"
        "## Questions\n"
        "\n"
        "1. How did you get into forestry?\n"
        "2. Who else should I talk to?\n"
        "    > Joe at the mill\n"
        "    > and his sister\n"
        "\n"
        "## In reserve\n"
        "\n"
        "3. What would you read first?\n"
    )


def test_the_page_says_its_language_and_title_and_leaves_room_to_write() -> None:
    page = to_html(OUTLINE)
    assert '<html lang="en">' in page
    assert "<title>Questions for Dana</title>" in page
    assert page.count('class="room"') == 2
    assert '<ol start="3">' in page
    assert "script" not in read(page).tags


def test_the_page_s_own_style_is_the_only_thing_it_may_load() -> None:
    assert "default-src 'none'" in CONTENT_SECURITY_POLICY
    assert "'sha256-" in CONTENT_SECURITY_POLICY


def test_a_question_cannot_become_a_heading_a_list_a_link_or_a_picture() -> None:
    texts = [
        "# big",
        "- item",
        "1. one",
        "1) one",
        "+ plus",
        "![x](http://e)",
        "<b>bold</b>",
        "a *b* _c_ `d`",
    ]
    lines = to_markdown(Outline("T", [OutlineQuestion(text) for text in texts])).splitlines()[4:]
    assert lines == [
        "1. \\# big",
        "2. \\- item",
        "3. 1\\. one",
        "4. 1\\) one",
        "5. \\+ plus",
        "6. !\\[x\\](http://e)",
        "7. \\<b\\>bold\\</b\\>",
        "8. a \\*b\\* \\_c\\_ \\`d\\`",
    ]


@given(text=st.text(max_size=200))
def test_no_text_becomes_markup_or_a_line_of_its_own(text: str) -> None:
    outline = Outline(text, [OutlineQuestion(text, answer=text)], contact_name=text)
    plain = Outline("T", [OutlineQuestion("Q"), OutlineQuestion("Q", answer="A")], contact_name="N")
    assert set(read(to_html(outline)).tags) <= set(read(to_html(plain)).tags)
    one_line = Outline(text, [OutlineQuestion(text)])
    assert len(to_markdown(one_line).split("\n")) == len(to_markdown(Outline("T", [OutlineQuestion("Q")])).split("\n"))

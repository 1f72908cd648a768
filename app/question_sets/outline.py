"""A question set as an outline to print and take along."""

import base64
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

_STYLE = (
    "body{font:12pt/1.5 Georgia,serif;color:#111;background:#fff;"
    "max-width:42rem;margin:2rem auto;padding:0 1rem}"
    "h1{font-size:1.5em}h2{font-size:1.15em;margin-top:2em}li{margin-bottom:1em;break-inside:avoid}"
    ".room{height:4.5em;border-bottom:1px solid #767676}.answer{margin:.3em 0;white-space:pre-line}"
    "@media print{body{margin:0;max-width:none}}"
)
_STYLE_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
CONTENT_SECURITY_POLICY = (
    f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_MARKDOWN_INLINE = {ord(mark): f"\\{mark}" for mark in "\\`*_[]<>~|&"}


@dataclass(frozen=True, slots=True)
class OutlineQuestion:
    """One question to print, with the answer if there is one already."""

    text: str
    reserve: bool = False
    answer: str | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """What is printed of a question set."""

    title: str
    questions: Sequence[OutlineQuestion]
    contact_name: str | None = None
    minutes_available: int | None = None


def to_markdown(outline: Outline) -> str:
    """Write the outline as Markdown in which no text of the seeker's is markup."""
    return "\n".join(_markdown(outline)) + "\n"


def to_html(outline: Outline) -> str:
    """Write the outline as one accessible, printable page without scripts, with room to write."""
    title = escape(_one_line(outline.title))
    about = f"<p>{escape(_about(outline))}</p>" if _about(outline) else ""
    body = "".join(_html_section(*section) for section in _sections(outline))
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{_STYLE}</style></head>"
        f"<body><main><h1>{title}</h1>{about}{body}</main></body></html>\n"
    )


def _sections(outline: Outline) -> list[tuple[str, int, list[OutlineQuestion]]]:
    """Split off the reserve, and number on from one section to the next."""
    asked = [question for question in outline.questions if not question.reserve]
    reserve = [question for question in outline.questions if question.reserve]
    sections = [("Questions", 1, asked), ("In reserve", len(asked) + 1, reserve)]
    return [section for section in sections if section[2]]


def _about(outline: Outline) -> str:
    name = f"With {_one_line(outline.contact_name)}" if outline.contact_name else ""
    minutes = f"{outline.minutes_available} minutes" if outline.minutes_available else ""
    return ", ".join(part for part in (name, minutes) if part)


def _markdown(outline: Outline) -> Iterator[str]:
    yield f"# {_escaped(outline.title)}"
    if about := _about(outline):
        yield from ("", _escaped(about))
    for heading, first, questions in _sections(outline):
        yield from ("", f"## {heading}", "")
        for number, question in enumerate(questions, first):
            yield f"{number}. {_escaped(question.text)}"
            for line in (question.answer or "").splitlines():
                yield f"    > {_escaped(line)}"


def _html_section(heading: str, first: int, questions: list[OutlineQuestion]) -> str:
    items = "".join(f"<li>{escape(_one_line(item.text))}{_html_answer(item.answer)}</li>" for item in questions)
    return f'<section><h2>{heading}</h2><ol start="{first}">{items}</ol></section>'


def _html_answer(answer: str | None) -> str:
    if not answer:
        return '<div class="room" aria-hidden="true"></div>'
    return f'<p class="answer">{escape(answer)}</p>'


def _escaped(text: str) -> str:
    """Keep Markdown from reading the text as markup, also where it begins like a list or a heading."""
    line = _one_line(text).translate(_MARKDOWN_INLINE)
    mark = len(line) - len(line.lstrip("0123456789"))
    if line[mark : mark + 1] in {"#", "+", "-", "=", ".", ")"} and (mark or line[0] not in ".)"):
        return f"{line[:mark]}\\{line[mark:]}"
    return line


def _one_line(text: str) -> str:
    return " ".join(text.split())

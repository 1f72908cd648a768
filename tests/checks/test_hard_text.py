"""Texts that once were read wrongly: odd characters, what stands below the signature, names that look like words."""

import unicodedata
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.checks.document import parse
from app.checks.engine import check
from app.checks.report import Context, Field, Kind, Report
from app.checks.zones import Zone
from app.policy.presets import preset

BALANCED = preset("balanced")
GOOD = (
    "Dear Ana,\n\nI am a nurse and would love to hear how you moved into informatics. "
    "Could you spare 15 minutes by phone or over coffee?\n\n"
)


def report_on(text: str, kind: Kind = Kind.INTERVIEW_REQUEST, **context: Any) -> Report:
    return check(kind, [Field("/message", text)], Context(**context), BALANCED)


def rules(report: Report) -> list[str]:
    return [finding.rule for finding in report.findings]


def asks(report: Report) -> list[str]:
    return [finding.rule for finding in report.findings if finding.family == "job-ask"]


def test_every_letter_mark_and_number_can_be_read() -> None:
    known = (chr(code) for code in range(0x110000))
    marks = [char for char in known if unicodedata.category(char)[0] in "LMN" or ord(char) < 0x3000]
    assert len(marks) > 100_000
    for start in range(0, len(marks), 1024):
        text = " ".join(marks[start : start + 1024])
        report = report_on(text)
        assert all(f.span is None or text[f.span.start : f.span.end] == f.quote for f in report.findings)


@pytest.mark.parametrize("mark", ["ﾞ", "\u037a", "\ufc5e", "\ufe70", "\ufdfa", "ﾞ ﾞ", "\u0301", "Hi \ufe70,"])
@pytest.mark.parametrize("kind", list(Kind))
def test_a_character_that_normalises_to_nothing_is_no_word(mark: str, kind: Kind) -> None:
    for text in (mark, f"{mark} Could you spare 15 minutes?", f"Hello {mark}!\n\n{mark}"):
        report_on(text, kind, contact_name=mark, organisation="3M")


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=60), st.sampled_from(list(Kind)), st.text(min_size=1, max_size=20), st.sampled_from(["", GOOD]))
def test_any_text_and_any_names_can_be_read(text: str, kind: Kind, name: str, before: str) -> None:
    known = Context(contact_name=name, organisation=name, role_title=name, referrer_name=name)
    check(kind, [Field("/subject", text), Field("/text", before + text)], known, BALANCED)


@pytest.mark.parametrize("gap", [" ", "\n", "\n\n", "\nSenior Nurse, St. Mary's Hospital\n", "\nP.S. ", "\n\nPS: "])
@pytest.mark.parametrize("ask", ["Do you have any openings on your team?", "Please forward my resume to your manager."])
def test_an_ask_below_the_signature_is_read(gap: str, ask: str) -> None:
    assert asks(report_on(f"{GOOD}Kind regards,\nSam Rivera{gap}{ask}"))


def test_a_postscript_is_read_for_its_length_and_without_a_verb() -> None:
    assert "time.overlong" in rules(report_on(f"{GOOD}Best,\nSam\n\nPS: Could I have ninety minutes?"))
    assert asks(report_on(f"{GOOD}Best,\nSam\n\nP.S. Happy to start immediately."))


@pytest.mark.parametrize(
    "signature",
    [
        "Sam Rivera\nHiring Manager, Acme Staffing\n+44 20 7946 0000\nhttps://acme.example/jobs",
        "Sam Rivera, RN\n12 Vacancy Lane\nLeeds LS1 4AP",
        "Sam\nSent from my iPhone",
        "Sam Rivera | Open Role Consulting | Job Board Editor",
    ],
)
def test_names_titles_addresses_and_links_are_a_signature(signature: str) -> None:
    assert asks(report_on(f"{GOOD}Kind regards,\n{signature}")) == []


def test_a_mail_thread_below_the_signature_stays_unread() -> None:
    thread = "\n\nOn Tue, 3 Mar 2026, Ana wrote:\n> Thanks. Do you have any openings?\n> Please hire me. Please."
    assert asks(report_on(f"{GOOD}Best,\nSam{thread}")) == []
    assert asks(report_on(f"{GOOD}Best,\nSam\n\n> Thanks. Do you have any openings on your team?")) == []


def test_a_closing_formula_is_signature_and_nothing_else() -> None:
    document = parse("", f"{GOOD}Thanks so much,\nSam Rivera")
    assert [s.zone for s in document.sentences][-2:] == [Zone.SIGNATURE, Zone.SIGNATURE]


@pytest.mark.parametrize("name", ["3M", "20 Minutes", "Half Hour Studio", "15Five"])
def test_an_organisation_that_reads_like_a_length_is_none(name: str) -> None:
    text = f"I would love to learn about your work at {name}. Could you spare 15 minutes?"
    report = report_on(text, organisation=name)
    assert "time.conflict" not in rules(report)
    assert report.facts.minutes is not None
    assert report.facts.minutes.high == 15


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("I know you work with Job Center Plus and would value your view.", {"organisation": "Job Center Plus"}),
        ("Are you still working with Open Positions?", {"organisation": "Open Positions"}),
        ("Last week Will Hire suggested that I write to you.", {"referrer_name": "Will Hire"}),
        ("I read what you wrote with Will Hire me and my class.", {"contact_name": "Will Hire"}),
        (
            "Are there days you like best as Internship Placement Officer?",
            {"role_title": "Internship Placement Officer"},
        ),
    ],
)
def test_a_known_name_asks_for_nothing(text: str, names: dict[str, Any]) -> None:
    assert asks(report_on(text, **names)) == []


def test_words_are_read_in_their_plain_sense_where_they_are_no_name() -> None:
    assert asks(report_on("Do you think they will hire me?", contact_name="Will Hire"))
    assert asks(report_on("Do you have any openings at Job Center Plus?", organisation="Job Center Plus"))


@pytest.mark.parametrize(
    "opening",
    [
        "Where I am now: ",
        "What I want: ",
        "How I see it; ",
        "Why I write – ",
        "When I finish — ",
        "I would like to know how you got there, and ",
        "Tell me what your days are like, and ",
    ],
)
@pytest.mark.parametrize("ask", ["do you have any openings on your team?", "please forward my resume to your manager."])
def test_a_general_question_says_nothing_about_the_request_after_it(opening: str, ask: str) -> None:
    assert asks(report_on(opening + ask))


@pytest.mark.parametrize(
    "said",
    [
        "Thank you for the advice you gave me: start with a small portfolio.",
        "I keep thinking of the tip you shared about cold calls.",
        "Thanks again, and for the advice you gave us on exams.",
        "One point you made – that nobody reads a second page – stays with me. Thank you.",
    ],
)
def test_advice_that_is_named_is_specific(said: str) -> None:
    assert "thanks.nothing-specific" not in rules(report_on(said, Kind.THANK_YOU_NOTE))


@pytest.mark.parametrize(
    "text", ["hi tom", "hi tom, i am a nurse", "Hey priya could i ask you something", "dear dr. ivan,"]
)
def test_a_wrong_name_in_small_letters_is_found(text: str) -> None:
    assert "custom.wrong-name" in rules(report_on(text, contact_name="Dana Whitfield"))


@pytest.mark.parametrize(
    "text", ["hi dana", "hi there", "hello neighbour, i am new", "hey all", "hi d", "hi will you be in?"]
)
def test_a_greeting_in_small_letters_that_names_nobody_else_is_fine(text: str) -> None:
    assert "custom.wrong-name" not in rules(report_on(text, contact_name="Dana Whitfield"))


def test_a_rule_speaks_so_often_and_no_more() -> None:
    text = "Is it hard? " * 1_600
    report = check(Kind.QUESTION_SET, [Field("/text", text)], Context(), BALANCED)
    assert rules(report).count("questions.closed") == 20
    fields = [Field(f"/questions/{number}", "Is it hard?") for number in range(100)]
    report = check(Kind.QUESTION_SET, fields, Context(), BALANCED)
    assert rules(report).count("questions.closed") == 100


def test_the_report_says_whether_the_text_was_read_as_english() -> None:
    spanish = "Hola Ana, me gustaría saber más sobre su trabajo y pedirle consejo, si tiene unos minutos esta semana."
    assert report_on(spanish).language == "other"
    assert report_on(GOOD).to_json()["language"] == "en"

"""A greeting is told to name the reader, somebody else, or everybody."""

from typing import Any

import pytest

from app.checks.engine import check
from app.checks.report import Context, Field, Finding, Kind, Severity
from app.policy.presets import preset

BALANCED = preset("balanced")
TAILS = ("\n\nI am a student of law and would like to learn how you began.", " I am a student of law.")


def found(rule: str, text: str, **context: Any) -> list[Finding]:
    report = check(Kind.INTERVIEW_REQUEST, [Field("/message", text)], Context(**context), BALANCED)
    return [finding for finding in report.findings if finding.rule == rule]


OWN = """
Ana Reyes: Dear Ms. Reyes, | Hi Ana, | Hi ana, | Good morning Ana, | Hi Ana and Tom, | Dear Tom and Ana, | Ana,
Ana Reyes: Ms. Reyes,
Ana Reyes: Dear Madam Reyes | Dear Captain Reyes, | Salut Ana, | Happy Friday Ana! | Dear Dr. Ana Reyes-Hall,
Ana Reyes: Hi there, | Hello, | Hi Team, | Dear Captain, | Dear Neighbour, | Hello Coach, | Dear [Name], | Hi again!
Ana Reyes: Dear all, | Good Morning, | Good Day to You, | Hey Hey, | Dear Future Colleague, | Hi Tom's team, | Hi Boss,
Ana Reyes: Hello from Lisbon! | Greetings from Canada, | Dear Women in Rail, | Hi Fellow Alum, | Dear Doc,
Ana Reyes: Dear Sunshine,
Ana Reyes: Hi this is Tom from the club. | Hi, Tom here from the gym. | Hello, my name is Tom Hall. | Dear Professor,
Ana Reyes: Tom Hall gave me your name. | To whom it may concern, | Dear Sir or Madam, | Dear Colleagues,
Ana Maria Reyes: Dear Ms. A. Reyes, | Dear Maria, | Hi AMR,
Robert Frost: Hi Bob, | Dear Rob | Dear Mr. Frost,
Bob Frost: Dear Robert,
José Núñez: Dear Jose, | Dear Mr. Nunez,
Jose Nunez: Dear José,
Søren Kjær: Hi Soren,
Jürgen Müller: Dear Mr. Mueller, | Lieber Jürgen,
Gabriel García Márquez: Dear Mr. García Márquez, | Dear Sr. Marquez, | Dear Mr. Garcia, | Hi Gabo,
Anne-Marie Duval: Dear Anne-Marie, | Dear Marie, | Dear Anne,
Li Wei: Dear Wei, | Dear Mr Li, | Dear Li Wei,
Xu Ming: Dear Dr. Xu,
John Doe: Hi JD,
Thomas J. Miller: Hi T.J., | Hi TJ! | Dear Tom,
Susan Lee: Dear Mr and Mrs Lee, | Dear Mr. and Mrs. Lee,
Sarah Connor: Hi Sara,
Michael Ito: Hi Micheal,
Katherine Ho: Hi Kate, | Hi Catherine,
Lars Lindqvist: Dear Mr. Lindquist,
Ngozi Adeyemi: Dear Auntie Ngozi,
Ana de la Cruz: Dear Ms. de la Cruz,
Vincent van Dyke: Dear Mr. Van Dyke,
Mohammed Khan: Dear Muhammad,
Pat O'Brien: Dear Ms. O’Brien,
王伟: Dear Wei,
Acme HR: Dear Acme team,
Sir Edmund Hall: Dear Sir Edmund,
Charlotte Wu: Hi Lottie,
Aleksandra Nowak: Dear Ola,
"""
OTHERS = """
Ana Reyes: Dear Mr. Johnson, | Hi Tom, | Ms. Feldstein, | Tom, | Hello, Mary! | Dear Ms. Okonkwo
Ana Reyes: Hello again Tom, | Morning Greg!
Ana Reyes: Dear Sir Anthony, | Dear Captain Moreau, | Hi Tom and Ben, | Dear Joan, | hi tom
Susan Lee: Dear Mr. and Mrs. Tan,
Wei Zhang: Dear Mr. Wang,
Robert Frost: Hi Bill,
Dana Whitfield: Hey priya could i ask you something | dear dr. ivan,
"""


def cases(table: str) -> list[tuple[str, str]]:
    rows = (row.split(":", 1) for row in table.strip().splitlines())
    return [(name, greeting.strip()) for name, greetings in rows for greeting in greetings.split("|")]


@pytest.mark.parametrize(("name", "greeting"), cases(OWN))
def test_a_greeting_of_the_reader_or_of_nobody_is_not_somebody_elses(name: str, greeting: str) -> None:
    for tail in TAILS:
        assert found("custom.wrong-name", greeting + tail, contact_name=name) == []


@pytest.mark.parametrize(("name", "greeting"), cases(OTHERS))
def test_a_greeting_of_somebody_else_is_an_error(name: str, greeting: str) -> None:
    for tail in TAILS:
        assert [f.severity for f in found("custom.wrong-name", greeting + tail, contact_name=name)] == [Severity.ERROR]


@pytest.mark.parametrize("greeting", ["Hi Zbigniew,", "Dear Fire Chief,"])
def test_a_word_that_may_be_no_name_is_not_certain(greeting: str) -> None:
    assert [f.severity for f in found("custom.wrong-name", greeting + TAILS[0], contact_name="Ana Reyes")] == [
        Severity.WARNING
    ]


@pytest.mark.parametrize(
    "greeting",
    [
        "Dear Madam Justice Roy,",
        "Dear Sir Anthony,",
        "Dear Team Captain Osei,",
        "Dear Ms. Friend,",
        "Dear Professor,",
        "Hi Dana,",
        "Dear Sister Agnes,",
        "My school asks for it,",
    ],
)
def test_a_greeting_of_one_person_is_not_generic(greeting: str) -> None:
    assert found("custom.generic-greeting", greeting + TAILS[0]) == []


@pytest.mark.parametrize(
    "greeting",
    [
        "to whom it may concern",
        "Respected Sir,",
        "Good morning sir/madam,",
        "Dear Marketing Professional,",
        "Hello Hiring Team at Acme,",
        "Dear friend,",
        "Dear Sirs:",
        "Attn: Hiring Manager",
        "Dear Recruiter,",
        "Dear HR Department,",
    ],
)
def test_a_greeting_of_anybody_is_generic(greeting: str) -> None:
    assert found("custom.generic-greeting", greeting + TAILS[0])

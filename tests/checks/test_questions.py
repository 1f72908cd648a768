"""Whether a yes or no answers a question, and the open question that is offered instead."""

import pytest

from app.checks.engine import check
from app.checks.report import Context, Field, Finding, Kind
from app.policy.presets import preset

BALANCED = preset("balanced")
RULE = "questions.closed"


def closed(text: str) -> list[Finding]:
    report = check(Kind.QUESTION_SET, [Field("/questions/0/text", text)], Context(), BALANCED)
    return [finding for finding in report.findings if finding.rule == RULE]


@pytest.mark.parametrize(
    ("asked", "instead"),
    [
        ("Do you enjoy your work?", "What do you enjoy about your work?"),
        ("Don't you miss the sea?", "What do you miss about the sea?"),
        ("Is it stressful?", "How stressful is it?"),
        ("Isn't the work terribly lonely?", "How lonely is the work?"),
        ("Was it hard to leave your patients behind?", "How hard was it to leave your patients behind?"),
        ("Do you find the work satisfying?", "How satisfying do you find the work?"),
        ("In your view, is certification worth it?", "In your view, what makes certification worth it, or not?"),
        ("Did the pandemic change your job in any way?", "How did the pandemic change your job?"),
        ("Would you recommend this career?", "Would you recommend this career, and why?"),
        ("Can you work from home?", "Can you work from home, and if so, how?"),
        ("Have you ever worked for free?", "Have you ever worked for free, and what came of that?"),
        ("You trained in Glasgow, didn't you?", "You trained in Glasgow: could you tell me more about that?"),
        ("You like it there?", "You like it there: could you tell me more about that?"),
        ("Can you tell me if the exam is hard?", "Can you tell me if the exam is hard, and why?"),
        ("is it mostly paperwork", "Is it mostly paperwork, and why?"),
        ("1. 😀 Do you enjoy it?", "What do you enjoy about it?"),
    ],
)
def test_a_closed_question_is_answered_with_an_open_one(asked: str, instead: str) -> None:
    (finding,) = closed(asked)
    assert finding.replacement == instead
    assert finding.span is not None
    assert closed(asked[: finding.span.start] + instead + asked[finding.span.end :]) == []


@pytest.mark.parametrize(
    "asked",
    [
        "How you got in: was that through a friend?",
        "Where you live now, is there enough work for two?",
        "What about weekends, do you get them off?",
        "What do you think, would a carpenter of fifty be taken seriously?",
        "Tell me, are you glad you became a judge?",
        "I'd like to know if you have ever been sued.",
        "Would you mind telling me whether you plan to stay?",
        "Would you describe yourself as patient?",
        "Can you take time off in summer?",
        "Is there a canteen?",
        "Still happy with the move?",
        "So the union helped you, then?",
    ],
)
def test_a_closed_question_is_seen_behind_an_open_beginning(asked: str) -> None:
    assert closed(asked)


@pytest.mark.parametrize(
    "asked",
    [
        "Would you do it again, and if so, what would you change?",
        "Is it fair to ask why you turned the promotion down?",
        "Can you put into words what makes a voice right for radio?",
        "Could I trouble you for your view of the new rules?",
        "I wonder if you could tell me how you found your agent.",
        "What about the paperwork, how do you keep it small?",
        "Is there anything you wish you had known?",
        "How about the winters: how do you get through those?",
        "Any tips for a beginner with two left hands?",
        "Your biggest lesson so far?",
    ],
)
def test_an_open_question_is_seen_behind_a_closed_beginning(asked: str) -> None:
    assert closed(asked) == []

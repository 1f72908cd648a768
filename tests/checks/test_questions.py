"""Whether a yes or no answers a question, and the open question that is offered instead."""

import pytest

from app.checks.engine import check
from app.checks.report import Context, Field, Finding, Kind, Severity
from app.policy.presets import preset
from tests.corpus import reading

BALANCED = preset("balanced")
RULE = "questions.closed"


def found(text: str) -> tuple[Finding, ...]:
    return check(Kind.QUESTION_SET, [Field("/questions/0/text", text)], Context(), BALANCED).findings


def closed(text: str) -> list[Finding]:
    return [finding for finding in found(text) if finding.rule == RULE]


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


@pytest.mark.parametrize(
    "asked",
    [
        "Are you hiring?",
        "Do you take apprentices on at your yard, and would you take me?",
        "Do you have jobs, or not?",
        "Would you put my name forward?",
        "Is the pay good?",
        "Do you like it, and is the pay good?",
        "Could I become a welder with you, and do you have an opening?",
        "Do you need a degree for this?",
    ],
)
def test_what_should_not_be_asked_at_all_is_not_put_into_other_words(asked: str) -> None:
    assert [finding.replacement for finding in closed(asked) if finding.replacement] == []


def test_a_replacement_removes_its_finding_and_adds_none_in_all_the_corpus() -> None:
    texts = [row.text for row in reading.forms("development")]
    texts += [row.text for row in reading.singles("development") if row.rule.startswith("questions.")]
    texts += [row.text for row in reading.asks("development")[::10]]
    replaced = 0
    for text in texts:
        before = found(text)
        for finding in before:
            if finding.rule != RULE or finding.replacement is None or finding.span is None:
                continue
            replaced += 1
            start, end = finding.span.start, finding.span.end
            beside = [each for each in before if each is not finding and each.span and start <= each.span.start < end]
            assert all(each.severity is Severity.ADVICE for each in beside), text
            after = found(text[:start] + finding.replacement + text[end:])
            assert RULE not in {each.rule for each in after}, text
            assert {each.rule for each in after} <= {each.rule for each in before}, text
    assert replaced > 200

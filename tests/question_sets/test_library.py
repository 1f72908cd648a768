"""The built-in questions and the sets made of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.checks.engine import check
from app.checks.report import Context, Field, Kind
from app.policy.presets import preset, resolve
from app.question_sets.library import REFERRAL, USUAL_ORDER, question_count, questions, suggest

POLICY = preset("balanced")
TOPICS = (*USUAL_ORDER, REFERRAL)
CLOSED = (
    "do",
    "does",
    "did",
    "is",
    "are",
    "was",
    "were",
    "can",
    "could",
    "would",
    "will",
    "should",
    "have",
    "has",
)


def test_every_topic_of_the_contract_has_at_least_five_questions() -> None:
    contract = (
        "typical_day, culture, management, industry_trends, future, qualifications, career_path, enjoyment, "
        "advice, skills, work_life, referral, other"
    )
    for topic in contract.split(", "):
        assert len(questions(topic)) >= 5, topic
    assert {question.topic for question in questions()} == set(contract.split(", "))


def test_no_question_stands_in_the_library_twice() -> None:
    texts = [question.text for question in questions()]
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("question", [question.text for question in questions()])
def test_every_built_in_question_is_open_and_asks_the_person(question: str) -> None:
    words = question.lower().rstrip("?").split()
    assert question.endswith("?")
    assert words[0] not in CLOSED
    assert not {"salary", "pay", "paid", "earn", "wage"} & set(words)
    assert len(words) <= 22


def test_a_topic_that_does_not_exist_has_no_questions() -> None:
    assert questions("weather") == ()


@pytest.mark.parametrize(("minutes", "count"), [(None, 6), (5, 6), (10, 6), (15, 6), (20, 8), (30, 12), (60, 12)])
def test_the_number_of_questions_follows_the_minutes(minutes: int | None, count: int) -> None:
    asked = [question for question in suggest(minutes, POLICY) if not question.reserve]
    assert len(asked) == question_count(minutes, POLICY) == count


def test_the_policy_decides_how_many_questions_fit() -> None:
    slower = resolve("balanced", {"questions.minutes_each": 5, "questions.at_least": 3, "questions.reserve": 0}).values
    assert len(suggest(20, slower)) == 4
    assert len(suggest(5, slower)) == 3


def test_a_set_ends_with_whom_else_to_talk_to_and_keeps_some_back() -> None:
    suggested = suggest(20, POLICY)
    assert (suggested[-1].topic, suggested[-1].reserve) == (REFERRAL, False)
    assert "Who else should I talk to" in suggested[-1].text
    assert sum(question.reserve for question in suggested) == 3


def test_topics_vary_when_none_is_named() -> None:
    asked = [question.topic for question in suggest(20, POLICY) if not question.reserve]
    assert len(set(asked)) == len(asked)


def test_named_topics_are_kept_to_and_only_reserves_look_further() -> None:
    suggested = suggest(60, POLICY, topics=["culture", "management"])
    asked = {question.topic for question in suggested if not question.reserve}
    assert asked == {"culture", "management", REFERRAL}
    one = suggest(60, POLICY, topics=["culture"])
    assert len([question for question in one if question.topic == "culture"]) == len(questions("culture"))
    assert {question.topic for question in one} == {"culture", REFERRAL}


def test_goals_bring_their_topics_to_the_front() -> None:
    suggested = suggest(10, POLICY, goals=["Learn how people balance this with a family.", "gaps in my skills"])
    assert {question.topic for question in suggested[:3]} == {"skills", "qualifications", "work_life"}


def test_what_was_asked_before_is_not_suggested_again() -> None:
    before = {question.text for question in suggest(15, POLICY)}
    again = {question.text for question in suggest(15, POLICY, already_asked=before)}
    assert not before & again


def test_the_same_wish_gives_the_same_set() -> None:
    assert suggest(25, POLICY, goals=["the future"]) == suggest(25, POLICY, goals=["the future"])


@pytest.mark.parametrize("question", [question.text for question in questions()])
def test_the_checker_has_nothing_to_say_about_a_built_in_question(question: str) -> None:
    report = check(Kind.QUESTION_SET, [Field("/questions/0", question)], Context(minutes_available=20), POLICY)
    assert [(finding.rule, finding.quote) for finding in report.findings] == []


@pytest.mark.parametrize("minutes", [None, 5, 10, 15, 20, 30, 45, 60, 90])
@pytest.mark.parametrize("topics", [(), ("culture",), ("referral",), ("skills", "future", "other")])
def test_a_suggested_set_passes_the_check(minutes: int | None, topics: tuple[str, ...]) -> None:
    suggested = suggest(minutes, POLICY, ["Find out whether this work suits me"], topics)
    fields = [Field(f"/questions/{number}/text", question.text) for number, question in enumerate(suggested)]
    reserve = frozenset(number for number, question in enumerate(suggested) if question.reserve)
    report = check(Kind.QUESTION_SET, fields, Context(minutes_available=minutes, reserve=reserve), POLICY)
    assert [(finding.rule, finding.quote) for finding in report.findings] == []


@given(
    minutes=st.none() | st.integers(1, 480),
    topics=st.lists(st.sampled_from(TOPICS), max_size=5),
    goals=st.lists(st.text(max_size=80), max_size=4),
    asked=st.sets(st.sampled_from([question.text for question in questions()])),
)
def test_any_wish_gives_a_set_without_repeats_that_ends_with_a_referral(
    minutes: int | None, topics: list[str], goals: list[str], asked: set[str]
) -> None:
    suggested = suggest(minutes, POLICY, goals, topics, asked)
    texts = [question.text for question in suggested]
    assert len(set(texts)) == len(texts)
    assert suggested[-1].topic == REFERRAL
    assert len([question for question in suggested if not question.reserve]) <= question_count(minutes, POLICY)

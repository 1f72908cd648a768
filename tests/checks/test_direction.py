"""What a change of a text must do to the findings: a denial takes an ask back, an ask is heard, minutes add up."""

import re
from random import Random
from typing import Any

import pytest

from app.checks.engine import check
from app.checks.report import Context, Field, Finding, Kind, Severity, rank
from app.policy.presets import preset
from tests.checks.wordings import ASKS
from tests.corpus.reading import Message, messages

BALANCED = preset("balanced")
SEED = 20261124

ACTS = ("hire me", "find me a job", "put in a word for me", "keep me in mind")
SPOKEN_OVER = (
    *("give me a job", "employ me", "offer me a position", "consider me for a position", "take me on as a trainee"),
    *("forward my resume to your manager", "refer me for the analyst role", "give me an internship"),
    *("recommend me to the hiring manager", "help me get a job at your company", "let me know of any vacancies"),
    *("create a position for me", "save a place for me"),
)
DENIALS = (
    *(
        "I am not asking you to {}.",
        "I'm not asking you to {}.",
        "I don't want you to {}.",
        "I do not expect you to {}.",
    ),
    *("I would never ask you to {}.", "You don't have to {}.", "There is no need to {}.", "Please don't {}."),
    *("I wouldn't dream of asking you to {}.", "I have no intention of asking you to {}."),
    *("I'm not writing because I want you to {}.", "It is not because I want you to {} that I write."),
    *("Rest assured that I won't ask you to {}.", "I never meant to ask you to {}.", "This is not a request to {}."),
)
REQUESTS = (
    *("I am asking you to {}.", "I want you to {}.", "I would like you to {}.", "Please {}.", "Could you {}?"),
    *("Would you be willing to {}?", "I am not asking for money. I am asking you to {}."),
    "I am not writing to flatter you but because I want you to {}.",
)
WORDS_OF_OTHERS = (
    'My tutor says never to write "{}" in a first letter.',
    "My tutor says never to write “{}” in a first letter.",
    'The last person who said "{}" to my aunt got no answer.',
)
QUOTABLE = (
    *(
        "Do you have any openings?",
        "Are you hiring?",
        "Hire me",
        "Please hire me",
        "Give me a job",
        "Would you refer me?",
    ),
    *("Please keep me in mind", "Is there a place for me?", "Put in a good word for me"),
)
QUOTED_AND_SPOKEN_OVER = ("Can you get me a job?", *(ask for ask in ASKS if ". " not in ask))
REQUESTS_FOR_TIME = (
    "Could we talk{} next week?",
    "I am a nurse and would love to hear how you moved into informatics. Would you have time for a call{}?",
    "Might I visit your workshop{} some time this month?",
    "I would be grateful if you could spare me some time{}.",
)
KINDS = (Kind.INTERVIEW_REQUEST, Kind.FOLLOW_UP, Kind.THANK_YOU_NOTE)


def findings(text: str, kind: Kind = Kind.INTERVIEW_REQUEST, **known: Any) -> tuple[Finding, ...]:
    return check(kind, [Field("/message", text)], Context(**known), BALANCED).findings


def asks(text: str, kind: Kind = Kind.INTERVIEW_REQUEST) -> list[Finding]:
    return [finding for finding in findings(text, kind) if finding.family == "job-ask"]


def rules(text: str, **known: Any) -> list[str]:
    return [finding.rule for finding in findings(text, **known)]


@pytest.mark.parametrize("act", ACTS)
def test_a_denial_takes_an_ask_back_and_without_it_the_ask_is_there_again(act: str) -> None:
    assert [text for text in (said.format(act) for said in DENIALS) if asks(text)] == []
    assert [text for text in (said.format(act) for said in REQUESTS) if not asks(text)] == []


def test_a_denial_takes_back_what_only_the_scorer_is_sure_of() -> None:
    said = [denial.format(act) for denial in DENIALS for act in SPOKEN_OVER]
    assert [text for text in said if asks(text)] == []


def test_whatever_somebody_else_asks_is_no_ask() -> None:
    said = [words.format(ask.rstrip(".")) for words in WORDS_OF_OTHERS for ask in QUOTED_AND_SPOKEN_OVER]
    assert [text for text in said if asks(text)] == []


@pytest.mark.parametrize("act", ACTS)
def test_a_denial_says_nothing_about_the_sentence_after_it(act: str) -> None:
    for denial in DENIALS:
        text = f"{denial.format(act)} Do you have any openings on your team?"
        assert [finding.quote for finding in asks(text)] == ["Do you have any openings on your team"]


@pytest.mark.parametrize("ask", QUOTABLE)
def test_an_ask_in_somebody_elses_mouth_is_none(ask: str) -> None:
    assert [text for text in (said.format(ask) for said in WORDS_OF_OTHERS) if asks(text)] == []
    assert asks(ask)


def good_letters() -> list[Message]:
    """Letters without an ask and without a pasted mail, in which an added sentence would be somebody else's."""
    letters = [each for each in messages("development") if each.good and Kind(each.kind) in KINDS]
    own = [each for each in letters if "\n>" not in each.text and not re.search(r"wrote:|^Sent:", each.text, re.M)]
    return [each for each in own if not asks(each.text, Kind(each.kind))]


def places(text: str) -> list[int]:
    """Return where a sentence of a letter ends."""
    return [found.end() for found in re.finditer(r"(?<=[a-z]{3})[.?!](?= [A-Z]|\n\n)", text)]


def test_an_ask_in_a_good_letter_is_always_found_where_it_stands() -> None:
    chance, tried = Random(SEED), 0
    for letter in good_letters():
        for at in chance.sample(places(letter.text), min(2, len(places(letter.text)))):
            ask = chance.choice(ASKS)
            text = f"{letter.text[:at]} {ask}{letter.text[at:]}"
            found = asks(text, Kind(letter.kind))
            spans = [finding.span for finding in found if finding.span is not None]
            assert found, text
            assert all(at < span.start and span.end <= at + 1 + len(ask) for span in spans), text
            assert Severity.ERROR in [finding.severity for finding in found], text
            tried += 1
    assert tried > 200


def test_an_ask_is_found_below_the_name_too() -> None:
    chance = Random(SEED)
    for letter in good_letters():
        ask = chance.choice(ASKS)
        assert asks(f"{letter.text}\n\nP.S. {ask}", Kind(letter.kind)), ask


@pytest.mark.parametrize("kind", list(Kind))
def test_an_ask_is_found_in_every_kind_of_text(kind: Kind) -> None:
    assert [ask for ask in ASKS if not asks(ask, kind)] == []


def test_a_second_ask_hides_neither() -> None:
    chance = Random(SEED)
    for first, second in (chance.sample(ASKS, 2) for _ in range(200)):
        spans = [finding.span for finding in asks(f"{first} {second}") if finding.span is not None]
        assert any(span.end <= len(first) for span in spans), (first, second)
        assert any(span.start > len(first) for span in spans), (first, second)


@pytest.mark.parametrize("said", REQUESTS_FOR_TIME)
@pytest.mark.parametrize(
    "time", [" for 20 minutes", " for twenty minutes", " for 15 to 20 minutes", ", 20 minutes at most,"]
)
def test_minutes_end_the_advice_to_name_them(said: str, time: str) -> None:
    assert "time.missing" in rules(said.format(""))
    assert "time.missing" not in rules(said.format(time))


@pytest.mark.parametrize("warmth", [None, "cold", "lukewarm", "warm"])
@pytest.mark.parametrize("position", [None, "executive"])
@pytest.mark.parametrize("formats", [(), ("lunch",)])
@pytest.mark.parametrize("said", ["Could you spare {} minutes?", "Might we have a {}-minute call?", None])
def test_another_minute_is_never_judged_more_mildly(
    warmth: str | None, position: str | None, formats: tuple[str, ...], said: str | None
) -> None:
    known: dict[str, Any] = {"warmth": warmth, "position": position, "formats_offered": formats}
    weights = []
    for minutes in range(1, 181):
        text = said.format(minutes) if said else "Could we talk?"
        known["minutes_requested"] = None if said else minutes
        found = [f.severity for f in findings(text, **known) if f.rule == "time.overlong"]
        weights.append(max(map(rank, found), default=-1))
    assert weights == sorted(weights)
    assert (weights[0], weights[-1]) == (-1, rank(Severity.ERROR))


def test_another_word_is_never_judged_more_mildly() -> None:
    weights = []
    for count in range(20, 400, 10):
        found = [f.severity for f in findings("I like the museum. " * (count // 4)) if f.rule == "length.too-long"]
        weights.append(max(map(rank, found), default=-1))
    assert weights == sorted(weights)
    assert weights[0] < weights[-1]


def test_another_question_is_never_judged_more_mildly() -> None:
    counts = []
    for count in range(1, 15):
        fields = [Field(f"/questions/{n}", f"What surprised you in year {n + 1}?") for n in range(count)]
        report = check(Kind.QUESTION_SET, fields, Context(), BALANCED)
        counts.append([finding.rule for finding in report.findings].count("questions.too-many"))
    assert counts == sorted(counts)
    assert (counts[0], counts[-1]) == (0, 1)

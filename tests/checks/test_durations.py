"""How much time a text asks of its reader: what is an ask, what adds up, what is a choice, what is neither."""

import time
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.checks.document import parse
from app.checks.durations import TimeAsks, time_asks
from app.checks.engine import check
from app.checks.report import Context, Field, Kind
from app.checks.wordlists import word_list
from app.policy.presets import preset

BALANCED = preset("balanced")
NONE = "0"


def asks_in(text: str, kind: Kind = Kind.INTERVIEW_REQUEST) -> TimeAsks:
    return time_asks([parse("/message", text)], kind, BALANCED)


def minutes(text: str, kind: Kind = Kind.INTERVIEW_REQUEST) -> str:
    largest = asks_in(text, kind).largest()
    if largest is None or largest.assumed:
        return NONE
    return str(largest.high) if largest.low == largest.high else f"{largest.low}-{largest.high}"


def time_rules(text: str, policy: Mapping[str, Any], **context: Any) -> list[str]:
    report = check(Kind.INTERVIEW_REQUEST, [Field("/message", text)], Context(**context), policy)
    return [finding.rule for finding in report.findings if finding.family == "time"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Would 1h20 at the boatyard be possible?", "80"),
        ("Could we meet for one hour 40?", "100"),
        ("I would need 1:30 hours of your evening.", "90"),
        ("May I have an hour and a quarter at the loom?", "75"),
        ("Would two thirds of an hour suit you?", "40"),
        ("An hour is a lot, so may I have a quarter of one?", "15"),
        ("Five-and-twenty minutes would be perfect.", "25"),
        ("I only need a dozen minutes.", "12"),
        ("Would 1½ hours in the archive be possible?", "90"),
        ("Would a 20-to-30-minute call be fine?", "20-30"),
        ("10/15 min on the phone would do.", "10-15"),
        ("Anything between half an hour and an hour would be lovely.", "30-60"),
        ("Could I have 15, maybe 20 minutes?", "15-20"),
    ],
)
def test_lengths_are_read_in_many_forms(text: str, wanted: str) -> None:
    assert minutes(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("cld we tlk 4 25 mins on thurs", "25"),
        ("twnety minuts wd be gr8", "20"),
        ("would 2O minuets be ok", "20"),
        ("half n hour on zoom?", "30"),
        ("just a quater of an hour pls", "15"),
        ("need 15 mnts of ur time", "15"),
        ("Would ３０ minutes suit you?", "30"),
        ("r u able 2 spare 20mins", "20"),
        ("I visited 20 mines in Wales. Might we speak?", NONE),
    ],
)
def test_what_is_typed_in_haste_is_read_as_it_is_meant(text: str, wanted: str) -> None:
    assert minutes(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Could we have two calls of 20 minutes, one now and one in June?", "40"),
        ("Would three 15-minute visits be too many?", "45"),
        ("A pair of half-hour chats would be perfect.", "60"),
        ("Could we meet twice for a quarter of an hour?", "30"),
        ("May I come three times this spring, half an hour each?", "90"),
        ("I would love 20 minutes on two Fridays.", "40"),
        ("Half an hour a week for three weeks is what I hope for.", "90"),
        ("Could we talk for half an hour every week?", "30"),
        ("I would need 15 minutes on the phone and half an hour in the lab.", "45"),
        ("Ten minutes on training, fifteen on tools and five on pay would do.", "30"),
        ("10 minutes in the van, 20 minutes in the yard, that is all I ask.", "30"),
        ("Could I have 20 minutes today and another 10 next week?", "30"),
        ("A 25-minute call followed by a 5-minute one is what I have in mind.", "30"),
        ("An hour in all, 40 minutes of talk and 20 of looking round, would be ideal.", "60"),
        ("Would 25 minutes suit you, of which five are for the tour?", "25"),
        ("I need forty minutes: twenty for the roof, ten for the cellar and ten for tea.", "40"),
        ("Could we talk for 20 minutes? I would also need another 15 minutes in June.", "35"),
    ],
)
def test_talks_that_are_all_asked_for_add_up(text: str, wanted: str) -> None:
    assert minutes(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Could I have 20 minutes, or 30 if you can?", "30"),
        ("Ideally half an hour, but ten minutes would help too.", "30"),
        ("Fifteen would be great and thirty minutes would be heaven.", "30"),
        ("Would you prefer a 15-minute call or a 45-minute walk?", "45"),
        ("Might I have 20 minutes, 30 at most?", "30"),
        ("Could we meet for 45 minutes? If you only have 20, I would be just as glad.", "45"),
        ("Could we talk for 20 minutes? If it goes well, maybe another 15 minutes.", "20"),
        ("I promise not to take more than 20 minutes.", "20"),
        ("I won't keep you longer than 25 minutes.", "25"),
        ("Not a minute over half an hour, I swear.", "30"),
        ("At least 20 minutes would help.", "20"),
        ("Less than an hour, I promise: thirty minutes.", "30"),
    ],
)
def test_of_several_lengths_the_largest_that_is_asked_for_counts(text: str, wanted: str) -> None:
    assert minutes(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "I drive 50 minutes each way to the dairy.",
        "Your 12-minute film about salt made me look up hydrology.",
        "I live 20 minutes from your office by tram.",
        "I work ten-hour nights at the bakery.",
        "I can be at your door in 20 minutes.",
        "You bill by the hour, and I pay forty euros an hour.",
        "My visa allows me twenty hours a week.",
        "I have an hour between trains on Monday.",
        "Our bus leaves at four, half an hour after the museum closes.",
        "How do you fill a 45-minute lesson?",
        "How long does it take to strip a clock: an hour, two hours?",
        "Do you still row for two hours before breakfast?",
        "The exam lasts three hours, and I would like to hear how you prepared.",
        "I could call at an hour of your choosing.",
        "There is an hour's drive between us.",
        "I'll be passing your town for two hours in July.",
    ],
)
def test_a_length_of_something_else_is_no_ask(text: str) -> None:
    assert minutes(text) == NONE


@pytest.mark.parametrize(
    "text",
    [
        "Thank you for the 30 minutes you gave me.",
        "Your colleague talked with me for 40 minutes last week.",
        "The half hour with you flew by.",
        "She let me watch for two hours on Monday.",
        "For half an hour last Tuesday you made law sound like a thriller.",
        "It took me two hours to find your address.",
        "I had an hour to kill in Bergen.",
        "All forty minutes of your speech are still in my head.",
    ],
)
def test_time_that_was_spent_is_no_ask(text: str) -> None:
    assert minutes(text) == NONE


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("I know that an hour is too much to ask.", NONE),
        ("I wouldn't dream of asking you for an hour.", NONE),
        ("Rather than take half an hour of your day, I will write.", NONE),
        ("You don't have to give me thirty minutes.", NONE),
        ("Not an hour of your time, just ten minutes.", "10"),
        ("I don't need an hour; fifteen minutes will do.", "15"),
        ("Instead of an hour, could we make it 25 minutes?", "25"),
        ("An hour would be lovely but I know it is not realistic, so 15 minutes?", "15"),
        ("An hour would frighten anybody, so may I ask for twenty minutes?", "20"),
        ("Would forty minutes be too much to ask?", "40"),
        ("I hope 20 minutes is not too much to ask.", "20"),
        ("I'm not sure whether you have 20 minutes, but I would be glad of them.", "20"),
        ("Couldn't we talk for 20 minutes?", "20"),
    ],
)
def test_a_length_that_is_refused_is_no_ask_and_a_polite_no_refuses_nothing(text: str, wanted: str) -> None:
    assert minutes(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Your colleague gave me an hour last week; might I have 20 minutes with you?", "20"),
        ("The last smith I met talked for three hours; I would ask you for thirty minutes.", "30"),
        ("I work 12-hour shifts, so a 20-minute call in the evening would suit me best.", "20"),
        ("I wanted to see whether you had 20 minutes.", "20"),
        ("She told me to try you for 15 minutes.", "15"),
        ("Your 90-minute talk was superb, and I'd love a quarter of an hour with you.", "15"),
        ("I'd love to hear how you moved into policy, 15 minutes by phone.", "15"),
    ],
)
def test_each_length_is_judged_by_its_own_clause(text: str, wanted: str) -> None:
    assert minutes(text) == wanted


def test_a_note_of_thanks_asks_for_time_only_when_it_says_so() -> None:
    assert minutes("Thank you for the 30 minutes on Monday.", Kind.THANK_YOU_NOTE) == NONE
    assert minutes("Thanks again. Could we talk for 15 minutes in May?", Kind.THANK_YOU_NOTE) == "15"


def test_a_vague_length_is_a_fact_without_minutes() -> None:
    found = asks_in("Would you be open to a quick chat?")
    assert (found.asks, found.vague) == ((), True)


def test_a_choice_is_no_conflict_and_a_length_named_again_can_be_one(policy: Mapping[str, Any]) -> None:
    assert "time.conflict" not in time_rules("Would 20 minutes suit you, or 30 at the bench?", policy)
    assert "time.conflict" not in time_rules("Could you spare 20 minutes? Even ten would help.", policy)
    assert "time.conflict" in time_rules("Would a 15-minute call suit you? I will plan our half hour well.", policy)
    again = "May I have 20 minutes? I watched your 45-minute talk, and in those 20 minutes I would ask about it."
    assert "time.conflict" not in time_rules(again, policy)


def test_the_field_may_name_any_length_that_the_text_offers(policy: Mapping[str, Any]) -> None:
    text = "Would 15 minutes by phone suit you, or 30 in person?"
    assert "time.mismatch" not in time_rules(text, policy, minutes_requested=15)
    assert "time.mismatch" not in time_rules(text, policy, minutes_requested=30)
    assert "time.mismatch" in time_rules(text, policy, minutes_requested=45)
    assert "time.mismatch" not in time_rules("Two calls of 15 minutes would do.", policy, minutes_requested=30)


def test_the_words_pointed_at_hold_the_count_and_the_parts() -> None:
    for text, quote in (
        ("Could we have three calls of 20 minutes?", "three calls of 20 minutes"),
        ("I need 15 minutes by phone and half an hour in the lab.", "15 minutes by phone and half an hour"),
    ):
        largest = asks_in(text).largest()
        assert largest is not None
        span = largest.minutes().span
        assert text[span.start : span.end] == quote


WORDS = word_list(
    """
    a an the 20 15 minutes hour half quarter of and or , . ? - : not no more than too much each twice two calls could i
    you me would is was have do got let how if in by to on 15-20 10/15 1:30 ½ dozen another total 's u mins all
    """
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=16), st.sampled_from(list(Kind)))
def test_any_row_of_such_words_can_be_read(words: list[str], kind: Kind) -> None:
    for ask in asks_in(" ".join(words), kind).asks:
        assert 0 <= ask.low <= ask.high


@pytest.mark.parametrize(
    "piece",
    [
        "20 minutes ",
        "an hour and a half or ",
        "15 to ",
        "1h ",
        "not an hour ",
        "two ",
        "coffee ",
        "15-",
        "5 and ",
        "(15 ",
        "0:20 of ",
        "hour or 2 ",
        "5, ",
    ],
)
def test_the_work_grows_with_the_length_of_the_text(piece: str) -> None:
    document = parse("/message", piece * (20_000 // len(piece)))
    started = time.process_time()
    time_asks([document], Kind.INTERVIEW_REQUEST, BALANCED)
    assert time.process_time() - started < 0.5

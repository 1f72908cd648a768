"""How the seeker's own words fit into a letter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.contacts.wording import Draft, about, best, first_name, first_sentence, paragraphs, phrase, place, wish


@pytest.mark.parametrize(
    ("given_as", "reads"),
    [
        ("museum curation", "I would like to learn more about museum curation."),
        ("The day-to-day of a nurse", "I would like to learn more about the day-to-day of a nurse."),
        ("Learn how curators work.", "I would like to learn how curators work."),
        ("to understand the field", "I would like to understand the field."),
        ("How curators spend their days", "I would like to understand how curators spend their days."),
        ("What does a curator do all day?", "My main question: What does a curator do all day?"),
        ("I want to leave teaching. Then more.", "I want to leave teaching."),
        ("I’m curious about museums", "I’m curious about museums."),
        ("Museum education fascinates me", "Museum education fascinates me."),
        ("  \n ", ""),
        (None, ""),
        ("...", ""),
        ("word " * 40, ""),
    ],
)
def test_an_aim_becomes_a_sentence_however_it_was_given(given_as: str | None, reads: str) -> None:
    assert wish(given_as) == reads


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Start small. Then grow.", "Start small"),
        ("Ask Dr. Chen about grants. She knows.", "Ask Dr. Chen about grants"),
        ("Read e.g. the journal! Daily.", "Read e.g. the journal!"),
        ("J. Smith is right. Yes.", "J. Smith is right"),
        ("- volunteer first\n- then apply", "volunteer first"),
        ("“Never stop learning.”", "Never stop learning"),
        ("Version 2.5 matters", "Version 2.5 matters"),
    ],
)
def test_only_the_first_sentence_is_taken(text: str, first: str) -> None:
    assert first_sentence(text) == first


def test_words_of_one_s_own_stand_alone_or_in_a_frame() -> None:
    assert about("ten years of teaching", "My background: {}") == "My background: ten years of teaching."
    assert about("I taught for ten years.", "My background: {}") == "I taught for ten years."
    assert about("", "My background: {}") == ""


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Dana Whitfield", "Dana"),
        ("Dr. Dana Whitfield", "Dana"),
        ("Dana", "Dana"),
        ("Jean-Luc Picard", "Jean-Luc"),
        ("Mr. Chen", "Mr. Chen"),
        ("J. R. R. Tolkien", "J. R. R. Tolkien"),
        ("Bo Li", "Bo Li"),
        ("  Dana\n Whitfield ", "Dana"),
        ("Whitfield, Dana", "Whitfield, Dana"),
        ("Dr.", "Dr."),
    ],
)
def test_a_friend_is_called_by_the_first_name(name: str, called: str) -> None:
    assert first_name(name) == called


def test_a_title_that_is_too_long_for_a_sentence_is_left_out() -> None:
    assert phrase("Head of Collections") == "Head of Collections"
    assert phrase("x" * 61) == ""
    assert phrase(None) == ""


def test_the_stop_of_a_company_s_name_does_not_stand_beside_that_of_the_sentence() -> None:
    assert place(" Recruit Co., Ltd. ") == "Recruit Co., Ltd"
    assert place(None) == ""


def test_empty_sentences_leave_no_gap() -> None:
    assert paragraphs(["Dear Dana,"], ["", ""], ["One.", "", "Two."]) == "Dear Dana,\n\nOne. Two."


def test_the_fullest_draft_without_findings_is_chosen() -> None:
    drafts = [Draft(None, "aaa"), Draft(None, "bb"), Draft(None, "c")]
    assert best(drafts, lambda draft: len(draft.message) - 2 if len(draft.message) > 1 else 9).message == "bb"
    assert best(drafts, lambda _: 1).message == "aaa"


@given(text=st.text(max_size=2_000))
def test_any_text_becomes_one_short_line_or_nothing(text: str) -> None:
    for reads in (wish(text), about(text, "My background: {}"), first_sentence(text)):
        assert len(reads) <= 220
        assert len(reads.splitlines()) <= 1
        assert reads == "" or any(letter.isalnum() for letter in reads)

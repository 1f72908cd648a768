"""The thank-you note that is written for the seeker."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.checks.engine import check
from app.checks.report import Context, Field, Kind
from app.contacts.wording import Addressee, Draft
from app.policy.presets import preset
from app.thank_you_notes.compose import Conversation, compose

CHANNELS = ("email", "handwritten", "letter", "linkedin", "message")
POLICY = preset("balanced")
DANA = Addressee("Dana Whitfield", "Northwind Museum", "Head of Collections")
NOTED = Conversation(
    learned="Curators spend half their time on grants.",
    advice="Volunteer in the archive before applying anywhere.",
    quotes="Objects are only the beginning.",
    next_step="Call the city archive",
    goals=("Find out whether curation suits me",),
    questions=("How did you come to do the work you do today?",),
)


def findings(draft: Draft, addressee: Addressee, channel: str, interested: bool) -> list[str]:
    context = Context(
        channel=channel,
        contact_name=addressee.name,
        organisation=addressee.organisation,
        role_title=addressee.role_title,
        interested=interested,
    )
    report = check(Kind.THANK_YOU_NOTE, [Field("/message", draft.message)], context, POLICY)
    return [f"{finding.rule} {finding.quote!r}" for finding in report.findings]


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("interested", [True, False])
def test_a_composed_note_passes_its_own_check_whatever_was_noted(channel: str, interested: bool) -> None:
    for learned, advice, quotes, goals, questions, organisation in product(
        (None, NOTED.learned),
        (None, NOTED.advice),
        (None, NOTED.quotes),
        ((), NOTED.goals),
        ((), NOTED.questions),
        (None, "Northwind Museum"),
    ):
        conversation = Conversation(learned, advice, quotes, None, None, goals, questions, interested)
        addressee = Addressee("Dana Whitfield", organisation)
        draft = compose("Ada Reyes", addressee, conversation, channel, POLICY)
        assert findings(draft, addressee, channel, interested) == [], draft.message


@pytest.mark.parametrize("channel", CHANNELS)
def test_it_thanks_and_names_what_was_said(channel: str) -> None:
    message = compose("Ada Reyes", DANA, NOTED, channel, POLICY).message
    assert "Thank you" in message
    assert "Dana" in message
    assert "Volunteer in the archive" in message


def test_an_interested_seeker_asks_for_the_best_way_to_stay_in_touch() -> None:
    assert "stay in touch. What is the best way" in compose("Ada Reyes", DANA, NOTED, "email", POLICY).message


def test_without_interest_it_ends_with_the_thanks() -> None:
    conversation = Conversation(advice=NOTED.advice, interested=False)
    assert "in touch" not in compose("Ada Reyes", DANA, conversation, "email", POLICY).message


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=2_000))
def test_no_note_of_the_seeker_s_makes_the_thanks_fail(text: str) -> None:
    conversation = Conversation(text, text, text, text, text, (text,), (text,))
    assert findings(compose("Ada Reyes", DANA, conversation, "email", POLICY), DANA, "email", True) == []


@pytest.mark.parametrize(
    "noted", ["Send me your resume and I will hire you", "They have openings; I could start in June"]
)
def test_a_hope_for_a_job_among_the_notes_stays_out(noted: str) -> None:
    draft = compose("Ada Reyes", DANA, Conversation(learned=noted, next_step=noted), "email", POLICY)
    assert findings(draft, DANA, "email", True) == []


def test_only_an_email_has_a_subject() -> None:
    subjects = {channel: compose("Ada Reyes", DANA, NOTED, channel, POLICY).subject for channel in CHANNELS}
    assert [channel for channel, subject in subjects.items() if subject] == ["email"]

"""The meeting: what may happen to it, its clock, and what to have ready."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.core.errors import InvalidTransition
from app.core.states import available_actions, next_state
from app.meetings.clock import read_clock
from app.meetings.conversation import checklist, preparation, running_order
from app.meetings.rules import (
    STATES,
    Timing,
    actual_minutes,
    arrive_at,
    confirm_from_at,
    ends_at,
    reschedule,
    wrap_up_at,
)
from app.policy.presets import preset, resolve

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
PLANNED = Timing(starts_at=NOON, minutes=20)
POLICY = preset("balanced")
PHASES = {"before": -1, "on_time": 0, "wrap_up": 15 * 60, "over": 20 * 60}


def at(minutes: float) -> datetime:
    return NOON + timedelta(minutes=minutes)


@pytest.mark.parametrize("state", ["scheduled", "confirmed"])
def test_an_upcoming_meeting_may_be_confirmed_moved_started_recorded_or_called_off(state: str) -> None:
    assert available_actions(STATES, state) == [
        "confirm",
        "reschedule",
        "start",
        "finish",
        "cancel",
        "no-show",
    ]
    assert next_state(STATES, state, "finish") == "held"


@pytest.mark.parametrize("state", ["held", "cancelled", "no_show"])
def test_a_meeting_that_is_over_stays_as_it_is(state: str) -> None:
    assert available_actions(STATES, state) == []


def test_every_state_that_a_verb_leads_to_is_in_the_table() -> None:
    assert {target for verbs in STATES.values() for target in verbs.values()} <= STATES.keys()


def test_an_impossible_verb_names_the_state_and_what_is_possible() -> None:
    with pytest.raises(InvalidTransition) as refused:
        next_state(STATES, "in_progress", "cancel")
    assert (refused.value.state, refused.value.allowed) == ("in_progress", ["extend", "reschedule", "finish"])


def test_a_meeting_that_has_begun_moves_only_because_the_contact_is_busy() -> None:
    assert reschedule("in_progress", "contact_busy") == "scheduled"
    assert reschedule("confirmed", "seeker") == "scheduled"
    for reason in ("seeker", "other"):
        with pytest.raises(InvalidTransition) as refused:
            reschedule("in_progress", reason)
        assert refused.value.allowed == ["extend", "finish"]


@pytest.mark.parametrize(("phase", "second"), PHASES.items())
def test_the_clock_changes_its_phase_exactly_on_time(phase: str, second: int) -> None:
    now = NOON + timedelta(seconds=second)
    assert read_clock("scheduled", PLANNED, "phone", now, POLICY).phase == phase
    if second > 0:
        assert read_clock("scheduled", PLANNED, "phone", now - timedelta(seconds=1), POLICY).phase != phase


def test_the_clock_runs_from_the_actual_start_once_there_is_one() -> None:
    late = replace(PLANNED, started_at=at(7))
    reading = read_clock("in_progress", late, "phone", at(12.5), POLICY)
    assert (reading.phase, reading.elapsed_seconds, reading.remaining_seconds) == ("on_time", 330, 870)
    assert wrap_up_at(late, POLICY) == at(22)
    assert ends_at(late) == at(27)


def test_before_the_start_nothing_has_elapsed_and_all_remains() -> None:
    reading = read_clock("confirmed", PLANNED, "phone", at(-90), POLICY)
    assert (reading.elapsed_seconds, reading.remaining_seconds) == (0, 1200)


def test_time_the_contact_added_moves_the_end() -> None:
    longer = replace(PLANNED, started_at=NOON, extension_minutes=10)
    assert ends_at(longer) == at(30)
    assert read_clock("in_progress", longer, "phone", at(20), POLICY).phase == "on_time"


def test_past_the_end_nothing_remains_while_the_time_still_counts() -> None:
    reading = read_clock("in_progress", replace(PLANNED, started_at=NOON), "phone", at(26), POLICY)
    assert (reading.phase, reading.elapsed_seconds, reading.remaining_seconds) == ("over", 1560, 0)


def test_a_clock_that_was_set_back_does_not_undo_the_start() -> None:
    reading = read_clock("in_progress", replace(PLANNED, started_at=NOON), "phone", at(-60), POLICY)
    assert (reading.phase, reading.elapsed_seconds, reading.remaining_seconds) == ("on_time", 0, 1200)


def test_the_clock_of_a_held_meeting_stands_still() -> None:
    held = replace(PLANNED, started_at=NOON, ended_at=at(18))
    reading = read_clock("held", held, "phone", at(600), POLICY)
    assert (reading.phase, reading.elapsed_seconds, reading.remaining_seconds) == ("over", 1080, 0)
    assert "thank-you" in reading.say


@pytest.mark.parametrize("status", ["cancelled", "no_show"])
def test_the_clock_of_a_meeting_that_did_not_happen_says_so(status: str) -> None:
    reading = read_clock(status, PLANNED, "phone", at(5), POLICY)
    assert (reading.phase, reading.elapsed_seconds, reading.say) == (
        "over",
        0,
        "This meeting did not take place.",
    )


def test_near_the_end_the_clock_asks_for_the_goodbye() -> None:
    said = read_clock("in_progress", replace(PLANNED, started_at=NOON), "coffee", at(16), POLICY).say
    for part in ("offer to stop", "only if they offer", "contact them again", "exchange cards"):
        assert part in said
    assert "cards" not in read_clock("scheduled", PLANNED, "video", at(16), POLICY).say


def test_a_talk_shorter_than_the_wrap_up_begins_with_it() -> None:
    assert wrap_up_at(replace(PLANNED, minutes=3), POLICY) == NOON


def test_one_arrives_early_only_where_one_travels() -> None:
    assert arrive_at(NOON, "lunch", POLICY) == at(-10)
    assert arrive_at(NOON, "in_person", resolve("balanced", {"meeting.arrive_early_minutes": 5}).values) == at(-5)
    assert arrive_at(NOON, "phone", POLICY) is None
    assert arrive_at(NOON, "video", POLICY) is None


def test_time_and_place_are_confirmed_the_day_before() -> None:
    assert confirm_from_at(NOON, POLICY) == at(-24 * 60)


def test_the_minutes_a_meeting_took_are_whole_and_never_negative() -> None:
    assert actual_minutes(NOON, at(19.6)) == 20
    assert actual_minutes(NOON, at(-5)) == 0


def test_the_checklist_of_a_visit_has_the_dress_the_cards_and_the_early_arrival() -> None:
    items = [item.item for item in checklist("in_person", POLICY)]
    for word in ("Dress", "cards", "Arrive 10 minutes early", "in the bag", "notebook", "outline"):
        assert any(word in item for item in items), word
    assert not any(item.done for item in checklist("in_person", POLICY))


def test_the_checklist_of_a_call_has_neither_dress_nor_arrival_but_the_number() -> None:
    items = " ".join(item.item for item in checklist("phone", POLICY))
    assert "number" in items
    assert not any(word in items for word in ("Dress", "Arrive", "resume", "cards", "place"))


@pytest.mark.parametrize("meeting_format", ["in_person", "phone", "video", "coffee", "lunch"])
def test_nothing_on_a_checklist_is_said_twice_or_left_blank(meeting_format: str) -> None:
    items = [item.item for item in checklist(meeting_format, POLICY)]
    steps = [step.step for step in running_order(meeting_format, POLICY)]
    assert len(set(items)) == len(items)
    assert not any("{" in text for text in items + steps)


@pytest.mark.parametrize(
    ("offer", "said"),
    [("never", "at home"), ("when_asked", "only if they ask"), ("when_asked_or_feedback", "feedback")],
)
def test_what_becomes_of_the_resume_follows_the_policy(offer: str, said: str) -> None:
    items = [item.item for item in checklist("lunch", resolve("balanced", {"resume.offer": offer}).values)]
    (resume,) = [item for item in items if "resume" in item]
    assert resume.endswith(said) or said in resume


def test_seven_usual_questions_are_prepared_for() -> None:
    assert len({usual.question for usual in preparation()}) == 7


def test_the_conversation_begins_with_thanks_and_ends_with_leave_to_write_again() -> None:
    steps = [step.step for step in running_order("in_person", POLICY)]
    assert steps[0].startswith("Thank them")
    assert "contact them again" in steps[-1]

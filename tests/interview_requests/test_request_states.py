"""What may happen to an interview request."""

from datetime import UTC, datetime, timedelta

import pytest

from app.core.errors import InvalidTransition
from app.core.states import available_actions, next_state
from app.interview_requests.rules import STATES, follow_up_from
from app.policy.presets import preset, resolve

SENT = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("state", "actions"),
    [
        ("draft", ["send", "withdraw"]),
        ("sent", ["follow-up", "accept", "decline", "no-response", "withdraw"]),
        ("no_response", ["accept", "decline"]),
        ("accepted", []),
        ("declined", []),
        ("withdrawn", []),
    ],
)
def test_each_state_of_a_request_shows_what_can_be_done(state: str, actions: list[str]) -> None:
    assert available_actions(STATES, state) == actions


def test_a_late_answer_still_counts_after_no_response() -> None:
    assert next_state(STATES, "no_response", "accept") == "accepted"


def test_an_accepted_request_cannot_be_sent_again() -> None:
    with pytest.raises(InvalidTransition):
        next_state(STATES, "accepted", "send")


def test_the_reminder_waits_as_long_as_the_policy_says() -> None:
    assert follow_up_from(SENT, preset("balanced")) == SENT + timedelta(days=7)
    assert follow_up_from(SENT, resolve("balanced", {"follow_up.wait_days": 0}).values) == SENT

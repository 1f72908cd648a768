"""Until when thanks are due."""

from datetime import UTC, datetime, timedelta

from app.core.states import available_actions
from app.policy.presets import preset
from app.thank_you_notes.rules import STATES, due_at, overdue

ENDED = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
DUE = ENDED + timedelta(hours=24)


def test_thanks_are_due_a_day_after_the_meeting() -> None:
    assert due_at(ENDED, preset("balanced")) == DUE


def test_a_note_is_overdue_only_while_unsent_and_past_its_time() -> None:
    assert not overdue(DUE, None, DUE)
    assert overdue(DUE, None, DUE + timedelta(seconds=1))
    assert not overdue(DUE, DUE + timedelta(days=3), DUE + timedelta(days=4))


def test_a_note_is_sent_once() -> None:
    assert {state: available_actions(STATES, state) for state in STATES} == {"draft": ["send"], "sent": []}

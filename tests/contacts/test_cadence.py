"""When to be in touch again with somebody met."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.contacts.rules import next_touch_at
from app.policy.presets import preset

LAST = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
POLICY = preset("balanced")


@pytest.mark.parametrize(("search_mode", "days"), [("searching", 7), ("networking", 14), ("exploring", 30)])
def test_the_pause_follows_where_the_seeker_is(search_mode: str, days: int) -> None:
    assert next_touch_at(LAST, search_mode, POLICY, met=True) == LAST + timedelta(days=days)


@pytest.mark.parametrize(
    "reason", [{"do_not_contact": True}, {"may_contact_again": False}, {"interest": "no"}, {"met": False}]
)
def test_nobody_is_pursued_against_their_will_or_without_interest(reason: dict[str, Any]) -> None:
    known: dict[str, Any] = {"met": True, "may_contact_again": True, "interest": "yes"}
    assert next_touch_at(LAST, "searching", POLICY, **{**known, **reason}) is None


def test_without_a_first_touch_there_is_no_next() -> None:
    assert next_touch_at(None, "searching", POLICY, met=True) is None


def test_an_unanswered_permission_does_not_stop_the_touch() -> None:
    assert next_touch_at(LAST, "searching", POLICY, met=True, may_contact_again=None, interest="maybe") is not None

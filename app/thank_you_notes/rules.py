"""What may happen to a thank-you note, and until when it is due."""

from datetime import datetime, timedelta

from app.core.states import Machine
from app.policy.presets import Values

STATES: Machine = {
    "draft": {"send": "sent"},
    "sent": {},
}


def due_at(ended_at: datetime, policy: Values) -> datetime:
    """Say until when the thanks for a meeting that ended then are due."""
    return ended_at + timedelta(hours=int(policy["thank_you.due_hours"]))


def overdue(due: datetime, sent_at: datetime | None, now: datetime) -> bool:
    """Say whether a note is still unsent after it was due."""
    return sent_at is None and now > due

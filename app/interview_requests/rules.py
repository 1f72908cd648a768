"""What may happen to an interview request, and when."""

from datetime import datetime, timedelta

from app.core.states import Machine
from app.policy.presets import Values

STATES: Machine = {
    "draft": {"send": "sent", "withdraw": "withdrawn"},
    "sent": {
        "follow-up": "sent",
        "accept": "accepted",
        "decline": "declined",
        "no-response": "no_response",
        "withdraw": "withdrawn",
    },
    "no_response": {"accept": "accepted", "decline": "declined"},
    "accepted": {},
    "declined": {},
    "withdrawn": {},
}


def follow_up_from(sent_at: datetime, policy: Values) -> datetime:
    """Say from when on the one reminder may be sent."""
    return sent_at + timedelta(days=int(policy["follow_up.wait_days"]))

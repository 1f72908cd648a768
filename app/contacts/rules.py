"""When to be in touch again."""

from datetime import datetime, timedelta

from app.policy.presets import Values


def next_touch_at(
    last_touch_at: datetime | None,
    search_mode: str,
    policy: Values,
    *,
    met: bool,
    do_not_contact: bool = False,
    may_contact_again: bool | None = None,
    interest: str | None = None,
) -> datetime | None:
    """Say when to touch base next with a contact, or None where one should not.

    Only somebody met is kept in touch with; after a refusal, or without interest, thanks are the last word.
    """
    unwelcome = do_not_contact or may_contact_again is False or interest == "no"
    if last_touch_at is None or not met or unwelcome:
        return None
    return last_touch_at + timedelta(days=int(policy[f"cadence.{search_mode}_days"]))

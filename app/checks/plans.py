"""The rules about plans rather than words: whom to write to, when to write again, what to meet for, how it ended."""

from collections.abc import Iterator, Sequence

from app.checks.hits import Hit


def contact_hits(
    position: str | None, do_not_contact: bool, has_research: bool, minutes: int | None = None
) -> Iterator[Hit]:
    """Yield what speaks against writing to a contact now; `minutes` may be asked of an executive."""
    if do_not_contact:
        yield Hit("contact.do-not-contact", "/do_not_contact")
    if position == "human_resources":
        yield Hit("contact.human-resources", "/position")
    if not has_research:
        yield Hit("contact.no-research", "/research")
    if position == "executive" and minutes is not None:
        yield Hit("contact.executive-time", "/position", values={"minutes": minutes})


def approach_hits(warmth: str, introduced: bool, warmer: str | None) -> Iterator[Hit]:
    """Yield what speaks against writing to a stranger, where somebody `warmer` is known at the same organisation."""
    if warmth == "cold" and not introduced and warmer is not None:
        yield Hit("contact.warm-path-first", "/warmth", values={"name": warmer})


def meeting_hits(goals: Sequence[str], minutes_apart: int | None, gap_minutes: int) -> Iterator[Hit]:
    """Yield what a meeting's plan lacks: goals, and time between it and another meeting."""
    if minutes_apart is not None and minutes_apart < gap_minutes:
        yield Hit("meeting.too-close", "/starts_at", values={"minutes": minutes_apart, "wait": gap_minutes})
    if not any(goal.strip() for goal in goals):
        yield Hit("meeting.no-goals", "/goals")


def debrief_hits(
    may_contact_again: bool | None, cards_exchanged: bool | None, face_to_face: bool, has_plan: bool
) -> Iterator[Hit]:
    """Yield what was left open at the end of a meeting that took place."""
    if may_contact_again is None:
        yield Hit("meeting.no-permission", "/contact_id")
    if face_to_face and not cards_exchanged:
        yield Hit("meeting.no-cards", "/cards_exchanged")
    if not has_plan:
        yield Hit("meeting.no-plan", "/action_plan")


def follow_up_hits(days_since_last: float | None, wait_days: float, sent: int, at_most: int | None) -> Iterator[Hit]:
    """Yield what speaks against writing again now."""
    if days_since_last is not None and days_since_last < wait_days:
        values = {"days": round(days_since_last), "wait": round(wait_days)}
        yield Hit("follow-up.too-soon", "/message", values=values)
    if at_most is not None and sent >= at_most:
        yield Hit("follow-up.too-many", "/message", values={"sent": sent})

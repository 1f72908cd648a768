"""The rules of the agenda: each kind one function from the state to items, the whole agenda their union."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta

from app.agenda.items import Item, Kind, Moment
from app.agenda.rules import afterwards, asking, meeting, staying_in_touch
from app.agenda.state import State

Rule = Callable[[State, Moment], Iterator[Item]]

# in the order in which what is due at the same time is done; `answer_proposal` comes with the contact's own page
RULES: Mapping[Kind, Rule] = {
    "hold": meeting.hold,
    "confirm": meeting.confirm,
    "send_thank_you": afterwards.send_thank_you,
    "schedule": asking.schedule,
    "send_questions": meeting.send_questions,
    "prepare": meeting.prepare,
    "write_notes": afterwards.write_notes,
    "evaluate": afterwards.evaluate,
    "ask_permission": staying_in_touch.ask_permission,
    "thank_introducer": staying_in_touch.thank_introducer,
    "do_action": afterwards.do_action,
    "follow_referral": staying_in_touch.follow_referral,
    "answer_overdue": asking.answer_overdue,
    "announce_search": staying_in_touch.announce_search,
    "finish_request": asking.finish_request,
    "touch_base": staying_in_touch.touch_base,
    "ask_for_names": asking.ask_for_names,
}
_RANK = {kind: rank for rank, kind in enumerate(RULES)}
# somebody waits for it, or was promised it
PROMISES = frozenset({"hold", "confirm", "send_thank_you", "schedule"})
SOON = timedelta(days=1)


def derive(state: State, when: Moment) -> list[Item]:
    """Return everything that the state gives to do, now or later: the union of the rules."""
    return [item for rule in RULES.values() for item in rule(state, when)]


def in_order(items: Iterable[Item], when: Moment) -> list[Item]:
    """Put first what matters: what others wait for within a day, then by when it is due; ties by kind and key."""
    return sorted(items, key=lambda item: place(item, when))


def place(item: Item, when: Moment) -> tuple[bool, str, int, bool, str]:
    """Return where an item stands among the others, in values that also say so in a cursor."""
    waits = item.kind in PROMISES and item.due_at <= when.now + SOON
    return not waits, item.due_at.isoformat(), _RANK[item.kind], item.behind, item.key

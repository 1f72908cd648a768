"""State machines as tables: `{state: {verb: next state}}`."""

from collections.abc import Mapping

from app.core.errors import InvalidTransition

Machine = Mapping[str, Mapping[str, str]]


def available_actions(machine: Machine, state: str) -> list[str]:
    """List the verbs that are possible in a state, in the order of the table."""
    return list(machine[state])


def next_state(machine: Machine, state: str, verb: str) -> str:
    """Give the state that a verb leads to; InvalidTransition where the table has none."""
    try:
        return machine[state][verb]
    except KeyError:
        raise InvalidTransition(state, available_actions(machine, state), verb) from None

"""The policy that is in force for one call."""

from functools import lru_cache

import orjson

from app.core.call import Call
from app.policy.presets import DEFAULT_PRESET, Policy, Values, resolve, revision


def of(call: Call) -> Policy:
    """Return the caller's policy, with the origin of each value."""
    return _in_force(call)[0]


def values(call: Call) -> Values:
    """Return the caller's policy as plain values."""
    return _in_force(call)[0].values


def revision_of(call: Call) -> str:
    """Return the name of the caller's policy as it stands."""
    return _in_force(call)[1]


def _in_force(call: Call) -> tuple[Policy, str]:
    chosen = call.caller.policy
    overrides = chosen.get("values", {})
    return _resolved(chosen.get("preset", DEFAULT_PRESET), orjson.dumps(overrides, option=orjson.OPT_SORT_KEYS))


@lru_cache(maxsize=1024)
def _resolved(preset: str, overrides: bytes) -> tuple[Policy, str]:
    policy = resolve(preset, orjson.loads(overrides))
    return policy, revision(policy)

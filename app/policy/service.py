"""The policy that is in force for one call."""

from functools import lru_cache
from typing import Any

import orjson

from app.core.call import Call
from app.policy.presets import DEFAULT_PRESET, Policy, Values, resolve, revision
from app.policy.schemas import PolicyOut


def of(call: Call) -> Policy:
    """Return the caller's policy, with the origin of each value."""
    return _in_force(call)[0]


def values(call: Call) -> Values:
    """Return the caller's policy as plain values."""
    return _in_force(call)[0].values


def revision_of(call: Call) -> str:
    """Return the name of the caller's policy as it stands."""
    return _in_force(call)[1]


def present(call: Call) -> dict[str, Any]:
    """Return the caller's policy as the wire shows it."""
    return _shown(*_chosen(call))


def _in_force(call: Call) -> tuple[Policy, str]:
    if call.policy is None:
        call.policy = _resolved(*_chosen(call))
    return call.policy  # type: ignore[no-any-return]  # core knows no policy


def _chosen(call: Call) -> tuple[str, bytes]:
    """Return what the caller chose, in a form to remember by."""
    chosen = call.caller.policy
    overrides = chosen.get("values", {})
    return chosen.get("preset", DEFAULT_PRESET), orjson.dumps(overrides, option=orjson.OPT_SORT_KEYS)


@lru_cache(maxsize=1024)
def _resolved(preset: str, overrides: bytes) -> tuple[Policy, str]:
    policy = resolve(preset, orjson.loads(overrides))
    return policy, revision(policy)


@lru_cache(maxsize=64)
def _shown(preset: str, overrides: bytes) -> dict[str, Any]:
    return PolicyOut.of(_resolved(preset, overrides)[0]).model_dump()

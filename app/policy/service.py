"""The policy that is in force for one call, and its change."""

from dataclasses import replace
from functools import lru_cache
from typing import Any, cast

import orjson

from app.accounts import service as accounts
from app.core.call import Call
from app.core.statements import Row
from app.policy import changes, revisions
from app.policy.presets import Deployment, Policy, Values, in_order, resolve, revision
from app.policy.schemas import PolicyOut, PolicyPatch, PolicyRevisionQuery

Chosen = tuple[Deployment, str | None, bytes]


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


def version_of(call: Call) -> int:
    """Return the version of the caller's choice, by which If-Match compares."""
    return int(call.caller.policy.get("version", 1))


async def change(call: Call, body: PolicyPatch) -> None:
    """Change the caller's choice, for the very next call of whichever session, key or process to see."""
    account = await accounts.lock(call)
    held = account["policy"]
    call.check_version(held["version"])
    choice = {**changes.chosen(held, body, _deployment(call)), "version": held["version"] + 1}
    before, after = _under(call, held), _under(call, choice)
    await keep(before)
    await keep(after)
    await accounts.change(call, account, {"policy": choice}, "policy_changed")
    call.caller, call.policy = after.caller, after.policy


def proposed(call: Call, body: PolicyPatch) -> Call:
    """Return the same call as it would be under a changed policy; nothing is stored."""
    return _under(call, changes.chosen(call.caller.policy, body, _deployment(call)))


async def keep(call: Call) -> None:
    """Keep what the revision in force means: before something is stored that names it."""
    await revisions.keep(call, *_in_force(call))


async def find_revisions(call: Call, query: PolicyRevisionQuery) -> tuple[list[Row], str | None]:
    """Return one page of the revisions that something of the account names."""
    found, cursor = await revisions.find_page(call, query)
    return [revisions.present(row, revision_of(call)) for row in found], cursor


async def get_revision(call: Call, name: str) -> Row:
    """Return every value of a revision, or raise `NotFound`."""
    row = await revisions.get(call, name, *_in_force(call))
    return {**revisions.present(row, revision_of(call)), "values": row["values"]}


def _under(call: Call, choice: changes.Choice) -> Call:
    return replace(call, caller=replace(call.caller, policy=choice), policy=None)


def _in_force(call: Call) -> tuple[Policy, str]:
    if call.policy is None:
        call.policy = _resolved(*_chosen(call))
    found: tuple[Policy, str] = call.policy  # core knows no policy, so it cannot say so itself
    return found


def _deployment(call: Call) -> Deployment:
    return cast(Deployment, call.services.features["deployment_policy"])


def _chosen(call: Call) -> Chosen:
    """Return what the caller chose, and where, in a form to remember by."""
    choice = call.caller.policy
    overrides = choice.get("values", {})
    return _deployment(call), choice.get("preset"), orjson.dumps(overrides, option=orjson.OPT_SORT_KEYS)


@lru_cache(maxsize=1024)
def _resolved(deployment: Deployment, preset: str | None, overrides: bytes) -> tuple[Policy, str]:
    policy = in_order(resolve(preset, orjson.loads(overrides), deployment), deployment)
    return policy, revision(policy)


@lru_cache(maxsize=64)
def _shown(deployment: Deployment, preset: str | None, overrides: bytes) -> dict[str, Any]:
    return PolicyOut.of(_resolved(deployment, preset, overrides)[0], deployment).model_dump()

"""What an account may choose of the policy, and what it then has chosen."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.core.errors import Unprocessable, ValidationFailed, field_error
from app.policy.presets import (
    Deployment,
    OutOfBounds,
    UnknownKey,
    Value,
    WrongKind,
    definition,
    disorder,
    resolve,
    validate,
)
from app.policy.schemas import PolicyPatch

Choice = Mapping[str, Any]  # {"preset": … or None, "values": {key: value}, "version": …} as the account holds it
Given = Mapping[str, Value | None]

_OUT = "out_of_bounds"


class PolicyOutOfBounds(Unprocessable):
    """A value of the policy lies outside the bounds that hold here."""


def chosen(held: Choice, body: PolicyPatch, deployment: Deployment) -> Choice:
    """Merge a patch into what the account holds; raise a problem that names each value that is not allowed."""
    fields = body.model_dump(mode="json", exclude_unset=True)
    given: Given = fields.get("values", {}) or {}
    _refuse(list(_wrong(given, deployment)))
    starts_over = "values" in fields and fields["values"] is None
    merged = {**({} if starts_over else held["values"]), **given}
    choice = {
        **held,
        "preset": fields.get("preset", held["preset"]),
        "values": {key: value for key, value in merged.items() if value is not None},
    }
    _refuse(list(_out_of_order(held, choice, given, deployment)))
    return choice


def _wrong(given: Given, deployment: Deployment) -> Iterator[dict[str, str]]:
    for key, value in given.items():
        try:
            definition(key)
            if value is not None:
                validate(key, value, deployment)
        except UnknownKey:
            yield _error(key, "unknown_key", "The policy has no value of this name: GET /v1/policy lists them.")
        except WrongKind as error:
            yield _error(key, "wrong_type", str(error))
        except OutOfBounds as error:
            yield _error(key, _OUT, str(error))


def _out_of_order(held: Choice, choice: Choice, given: Given, deployment: Deployment) -> Iterator[dict[str, str]]:
    """Yield each limit that the change puts above the one that follows it, where one of the two is the account's own.

    What the change leaves as it was is let be, and what only bounds put out of order is brought into it.
    """
    before = resolve(held["preset"], held["values"], deployment)
    after = resolve(choice["preset"], choice["values"], deployment)
    old = disorder(before)
    for lower, upper in disorder(after):
        touched = [key for key in (lower, upper) if key in given]
        own = {lower, upper} & set(choice["values"])
        if own and (touched or (lower, upper) not in old):
            message = f"{lower} ({after.values[lower]}) must not be above {upper} ({after.values[upper]})."
            yield _error(touched[0], _OUT, message) if touched else field_error("/preset", _OUT, message)


def _error(key: str, code: str, message: str) -> dict[str, str]:
    escaped = key.replace("~", "~0").replace("/", "~1")[:100]
    return field_error(f"/values/{escaped}", code, message)


def _refuse(errors: list[dict[str, str]]) -> None:
    if not errors:
        return
    only_bounds = all(each["code"] == _OUT for each in errors)
    problem = PolicyOutOfBounds if only_bounds else ValidationFailed
    raise problem(" ".join(each["message"] for each in errors[:5]), errors=errors[:100])

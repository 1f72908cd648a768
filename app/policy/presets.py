"""The policy: its presets, what may be set, and what is in force for one account."""

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Literal

from app.policy.citations import Citation, cited, practice

Value = int | float | str
Values = Mapping[str, Value]
Origin = Literal["default", "preset", "deployment", "account"]

DEFAULT_PRESET = "balanced"
PRESETS = (DEFAULT_PRESET, "strict", "relaxed")
NOTHING: Values = MappingProxyType({})


class UnknownKey(ValueError):
    """The practice has no value of this name."""


class OutOfBounds(ValueError):
    """The value is not within the bounds that its key allows."""


class WrongKind(OutOfBounds):
    """The value is not of the kind that its key allows: a number, a whole number, one of its words."""


@dataclass(frozen=True, slots=True)
class Definition:
    """One value of the practice: what it means, its bounds, its value in each preset, and its sources."""

    key: str
    about: str
    unit: str
    min: int | float | None
    max: int | float | None
    choices: tuple[str, ...] | None
    values: Values
    citations: tuple[Citation, ...]

    @property
    def default(self) -> Value:
        """The value in the preset `balanced`."""
        return self.values[DEFAULT_PRESET]

    def value(self, preset_name: str) -> Value:
        """Look up the value in one preset; a preset that does not name it keeps the default."""
        return self.values.get(preset_name, self.default)


@dataclass(frozen=True, slots=True, eq=False)
class Policy:
    """The values in force, and where each of them comes from; one object a choice, so it can key a cache."""

    preset: str
    values: Values
    origins: Mapping[str, Origin]


@dataclass(frozen=True, slots=True, eq=False)
class Deployment:
    """What the operator sets for all accounts: a preset, values, and each definition with the bounds that hold here."""

    preset: str
    values: Values
    definitions: Mapping[str, Definition]


@cache
def definitions() -> tuple[Definition, ...]:
    """List every value of the practice, in the order of the practice file."""
    return tuple(
        _definition(key, {**group, **row}) for group in practice()["group"] for key, row in group["values"].items()
    )


@cache
def preset(name: str) -> Values:
    """Give every value under one preset, read-only; KeyError for a preset that does not exist."""
    if name not in PRESETS:
        raise KeyError(name)
    return MappingProxyType({definition.key: definition.value(name) for definition in definitions()})


def definition(key: str) -> Definition:
    """Find one definition; UnknownKey where there is none."""
    try:
        return _by_key()[key]
    except KeyError:
        raise UnknownKey("The practice has no value of this name.") from None


@cache
def practice_alone() -> Deployment:
    """Return the deployment whose operator has set nothing."""
    return Deployment(DEFAULT_PRESET, NOTHING, MappingProxyType(_by_key()))


def validate(key: str, value: Value, deployment: Deployment | None = None) -> None:
    """Refuse a value that its key does not allow; the error names the bound, never the value."""
    known = (deployment or practice_alone()).definitions[definition(key).key]
    _require_kind(known, value)
    if known.choices is not None:
        if value not in known.choices:
            raise OutOfBounds(f"{key} must be one of {', '.join(known.choices)}.")
        return
    number = float(value)
    if known.min is not None and known.max is not None and not known.min <= number <= known.max:
        raise OutOfBounds(f"{key} must be between {known.min} and {known.max} {known.unit}.")


def resolve(
    preset_name: str | None = None, overrides: Values = NOTHING, deployment: Deployment | None = None
) -> Policy:
    """Put the account's values over the deployment's over the preset's, each within the deployment's bounds.

    What is not known, or is no longer of the kind that its key allows, is passed over.
    """
    here = deployment or practice_alone()
    name = preset_name or here.preset
    found = {known.key: _in_force(known, name, overrides, here) for known in here.definitions.values()}
    values = {key: value for key, (value, _) in found.items()}
    return Policy(name, MappingProxyType(values), MappingProxyType({key: origin for key, (_, origin) in found.items()}))


def disorder(policy: Policy) -> list[tuple[str, str]]:
    """List each limit that lies above the one that should follow it; a warning comes before its error."""
    return [(lower, upper) for lower, upper in ladders() if _above(policy.values, lower, upper)]


def in_order(policy: Policy, deployment: Deployment) -> Policy:
    """Return the policy with each warning at its error at the latest: bounds may have moved one and not the other."""
    values, origins = dict(policy.values), dict(policy.origins)
    for lower, upper in disorder(policy):
        least = deployment.definitions[lower].min
        values[lower] = values[upper] if least is None else max(float(values[upper]), least)
        values[upper] = max(float(values[lower]), float(values[upper]))
        for key in (lower, upper):
            values[key] = _canonical(deployment.definitions[key], values[key])
            origins[key] = origins[key] if values[key] == policy.values[key] else "deployment"
    return Policy(policy.preset, MappingProxyType(values), MappingProxyType(origins))


def revision(policy: Policy) -> str:
    """Name the values in force by a short hash of their content."""
    content = json.dumps(dict(policy.values), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(content.encode()).hexdigest()[:12]


def _definition(key: str, row: Mapping[str, Any]) -> Definition:
    choices: list[str] | None = row.get("choices")
    values = {name: row["default" if name == DEFAULT_PRESET else name] for name in _stated(row)}
    return Definition(
        key=key,
        about=row["about"],
        unit=row["unit"],
        min=row.get("min"),
        max=row.get("max"),
        choices=tuple(choices) if choices is not None else None,
        values=MappingProxyType(values),
        citations=tuple(cited(name) for name in row["cites"]),
    )


def _stated(row: Mapping[str, Any]) -> list[str]:
    return [name for name in PRESETS if name == DEFAULT_PRESET or name in row]


@cache
def _by_key() -> Mapping[str, Definition]:
    return {item.key: item for item in definitions()}


@cache
def ladders() -> tuple[tuple[str, str], ...]:
    """List each limit with the one that should follow it."""
    times = [(key, f"{key.removesuffix('warn')}block") for key in _by_key() if key.endswith(".warn")]
    return (*times, ("length.advice_words", "length.warning_words"))


def _above(values: Values, lower: str, upper: str) -> bool:
    return float(values[lower]) > float(values[upper])


def _in_force(known: Definition, preset_name: str, overrides: Values, deployment: Deployment) -> tuple[Value, Origin]:
    value, origin = _chosen(known, preset_name, overrides, deployment)
    nearest = _canonical(known, _nearest(known, value))
    return nearest, (origin if nearest == value else "deployment")


def _chosen(known: Definition, preset_name: str, overrides: Values, deployment: Deployment) -> tuple[Value, Origin]:
    key = known.key
    if key in overrides and _is_kind(known, overrides[key]):
        return overrides[key], "account"
    if key in deployment.values:
        return deployment.values[key], "deployment"
    stated = preset_name != DEFAULT_PRESET and preset_name in known.values
    return known.value(preset_name), ("preset" if stated else "default")


def _nearest(known: Definition, value: Value) -> Value:
    """Return the value itself, or what lies nearest to it within the bounds that hold here."""
    if known.choices is None:
        lowest, highest = known.min, known.max
        assert lowest is not None  # a number has bounds
        assert highest is not None
        number = value if isinstance(value, int) else float(value)
        return min(max(number, lowest), highest)
    if value in known.choices:
        return value
    order = definition(known.key).choices or ()
    place = order.index(str(value)) if value in order else 0
    return min(known.choices, key=lambda choice: abs(order.index(choice) - place))


def _canonical(known: Definition, value: Value) -> Value:
    """Return a value as it is compared and hashed: 3 minutes are 3.0 where fractions are allowed."""
    if isinstance(value, str):
        return value
    return float(value) if isinstance(known.default, float) else int(value)


def _is_kind(known: Definition, value: object) -> bool:
    if known.choices is not None:
        return isinstance(value, str)
    if isinstance(value, bool) or not isinstance(value, int if isinstance(known.default, int) else (int, float)):
        return False
    try:
        return math.isfinite(value)
    except OverflowError:
        return False


def _require_kind(known: Definition, value: object) -> None:
    if _is_kind(known, value):
        return
    if known.choices is not None:
        raise WrongKind(f"{known.key} must be one of {', '.join(known.choices)}.")
    whole = "whole " if isinstance(known.default, int) else ""
    raise WrongKind(f"{known.key} must be a {whole}number of {known.unit}.")

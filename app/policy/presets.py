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
    """The value is not of the kind, or not within the bounds, that its key allows."""


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


def validate(key: str, value: Value) -> None:
    """Refuse a value that its key does not allow; the error names the bound, never the value."""
    known = definition(key)
    if known.choices is not None:
        if value not in known.choices:
            raise OutOfBounds(f"{key} must be one of {', '.join(known.choices)}.")
        return
    whole = isinstance(known.default, int)
    if isinstance(value, (bool, str)) or (whole and not isinstance(value, int)) or not math.isfinite(value):
        raise OutOfBounds(f"{key} must be a {'whole ' if whole else ''}number of {known.unit}.")
    if known.min is not None and known.max is not None and not known.min <= value <= known.max:
        raise OutOfBounds(f"{key} must be between {known.min} and {known.max} {known.unit}.")


def resolve(preset_name: str, overrides: Values = NOTHING, deployment: Values = NOTHING) -> Policy:
    """Put the account's values over the deployment's over the preset's; unknown keys are passed over."""
    base = preset(preset_name)
    known = [item.key for item in definitions()]
    values = {key: overrides.get(key, deployment.get(key, base[key])) for key in known}
    origins = {key: _origin(key, preset_name, overrides, deployment) for key in known}
    return Policy(preset_name, MappingProxyType(values), MappingProxyType(origins))


def disorder(policy: Policy) -> str | None:
    """Say which limit lies above the one that should follow it, or None; a warning comes before its error."""
    for lower, upper in _ladders():
        if float(policy.values[lower]) > float(policy.values[upper]):
            return f"{lower} must not be above {upper}."
    return None


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
def _ladders() -> tuple[tuple[str, str], ...]:
    times = [(key, f"{key.removesuffix('warn')}block") for key in _by_key() if key.endswith(".warn")]
    return (*times, ("length.advice_words", "length.warning_words"))


def _origin(key: str, preset_name: str, overrides: Values, deployment: Values) -> Origin:
    if key in overrides:
        return "account"
    if key in deployment:
        return "deployment"
    stated = preset_name != DEFAULT_PRESET and preset_name in _by_key()[key].values
    return "preset" if stated else "default"

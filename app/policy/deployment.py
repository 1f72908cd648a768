"""The operator's policy file: a preset, values and narrower bounds for all accounts of a deployment."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import Any

from app.policy.presets import (
    PRESETS,
    Definition,
    Deployment,
    OutOfBounds,
    UnknownKey,
    definitions,
    disorder,
    ladders,
    practice_alone,
    resolve,
    validate,
)

_BOUNDS = ("min", "max", "choices")


class WrongPolicyFile(ValueError):
    """The policy file cannot be read, or says what the practice does not allow."""


def load(path: Path | None) -> Deployment:
    """Read the deployment's policy; raise `WrongPolicyFile` naming everything that is wrong with it."""
    if path is None:
        return practice_alone()
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise WrongPolicyFile(f"{path} cannot be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WrongPolicyFile(f"{path} is not TOML: {error}.") from error
    return read(content)


def read(content: Mapping[str, Any]) -> Deployment:
    """Return the deployment's policy from the content of its file; raise `WrongPolicyFile`."""
    wrong = [f"`{name}` is not known: there are preset, values and bounds." for name in _unknown(content)]
    preset = content.get("preset", practice_alone().preset)
    if preset not in PRESETS:
        wrong.append(f"preset must be one of {', '.join(PRESETS)}.")
    values, bounds = content.get("values", {}), content.get("bounds", {})
    wrong += [f"{name} must be a table." for name, each in (("values", values), ("bounds", bounds)) if not _table(each)]
    if wrong:
        raise WrongPolicyFile(" ".join(wrong))
    given = dict(_flat(values))
    known = {each.key: each for each in definitions()}
    for key, table in _flat(bounds, until=_BOUNDS):
        try:
            known[key] = _narrowed(key, table)
        except (OutOfBounds, UnknownKey) as error:
            wrong.append(f"bounds: {_said(key, error)}")
    deployment = Deployment(preset, MappingProxyType(given), MappingProxyType(known))
    wrong += [f"values: {each}" for each in _wrong_values(deployment)]
    if not wrong:
        wrong += _disorders(deployment)
    if wrong:
        raise WrongPolicyFile(" ".join(wrong))
    return deployment


def _unknown(content: Mapping[str, Any]) -> list[str]:
    return [name for name in content if name not in ("preset", "values", "bounds")]


def _table(value: object) -> bool:
    return isinstance(value, dict)


def _flat(table: Mapping[str, Any], until: tuple[str, ...] = (), above: str = "") -> Iterator[tuple[str, Any]]:
    """Yield each key with its value, whether the key is quoted or its dots make tables within tables."""
    for name, value in table.items():
        key = f"{above}{name}"
        if isinstance(value, dict) and not (until and set(value) <= set(until)):
            yield from _flat(value, until, f"{key}.")
        else:
            yield key, value


def _narrowed(key: str, table: object) -> Definition:
    """Return the definition with the bounds of the file, which may only be narrower."""
    known = practice_alone().definitions.get(key)
    if known is None:
        raise UnknownKey("The practice has no value of this name.")
    allowed = ("choices",) if known.choices is not None else ("min", "max")
    if not isinstance(table, dict) or not table or not set(table) <= set(allowed):
        raise OutOfBounds(f"{key} takes {' and '.join(allowed)}.")
    if known.choices is not None:
        choices = table["choices"]
        if not isinstance(choices, list) or not choices or any(each not in known.choices for each in choices):
            raise OutOfBounds(f"{key} must keep some of {', '.join(known.choices)}.")
        return replace(known, choices=tuple(each for each in known.choices if each in choices))
    for bound in table.values():
        validate(key, bound)
    narrowed = replace(known, **table)
    if narrowed.min is not None and narrowed.max is not None and narrowed.min > narrowed.max:
        raise OutOfBounds(f"{key}: min must not be above max.")
    return narrowed


def _wrong_values(deployment: Deployment) -> Iterator[str]:
    for key, value in deployment.values.items():
        try:
            validate(key, value, deployment)
        except (OutOfBounds, UnknownKey) as error:
            yield _said(key, error)


def _said(key: str, error: ValueError) -> str:
    if not isinstance(error, UnknownKey):
        return str(error)
    near = get_close_matches(key, practice_alone().definitions, n=1)
    return f"the practice has no {key}." + (f" Did you mean {near[0]}?" if near else "")


def _disorders(deployment: Deployment) -> Iterator[str]:
    """Yield where the values, or the bounds, leave no order; where a preset alone does, it is brought into order."""
    known = deployment.definitions
    for name in PRESETS:
        for lower, upper in disorder(resolve(name, deployment=deployment)):
            if {lower, upper} & set(deployment.values):
                yield f"under the preset {name}, {lower} would be above {upper}: set both."
    for lower, upper in ladders():
        if (known[lower].min or 0) > (known[upper].max or 0):
            yield f"bounds: {lower} must not have its min above the max of {upper}."

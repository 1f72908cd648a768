"""The policy on the wire."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from app.core.findings import CitationOut
from app.core.wire import Output
from app.policy.presets import Policy, definitions, revision


class PolicyPreset(StrEnum):
    """How close to the sources' shortest advice the practice keeps."""

    BALANCED = "balanced"
    STRICT = "strict"
    RELAXED = "relaxed"


class PolicyOrigin(StrEnum):
    """Where a value in force comes from."""

    DEFAULT = "default"
    PRESET = "preset"
    DEPLOYMENT = "deployment"
    ACCOUNT = "account"


class PolicyValueOut(Output):
    """One value of the practice in force."""

    key: Annotated[str, Field(description="The name to set it by.", examples=["time.cold.base.warn"], max_length=100)]
    value: Annotated[int | float | str, Field(description="The value in force.", examples=[20])]
    unit: Annotated[
        str,
        Field(
            description="What the number counts; `severity` or `choice` for words.",
            examples=["minutes"],
            max_length=40,
        ),
    ]
    origin: Annotated[PolicyOrigin, Field(description="Where the value comes from.", examples=["default"])]
    min: Annotated[int | float | None, Field(description="The least it may be; null for words.", examples=[5])]
    max: Annotated[int | float | None, Field(description="The most it may be; null for words.", examples=[240])]
    choices: Annotated[
        list[str] | None,
        Field(description="The words it may be; null for numbers.", examples=[None], max_length=10),
    ]
    citations: Annotated[
        list[CitationOut],
        Field(description="The sources it stands on; more than one where they disagree.", max_length=10),
    ]


class PolicyOut(Output):
    """The practice in force for this account: every value with its origin, bounds and sources."""

    preset: Annotated[PolicyPreset, Field(description="The preset the values start from.", examples=["balanced"])]
    revision: Annotated[
        str,
        Field(description="Changes when a value in force does.", examples=["1f0c9a6be2d4"], max_length=64),
    ]
    values: Annotated[
        list[PolicyValueOut], Field(description="All values, grouped by what they are about.", max_length=500)
    ]

    @classmethod
    def of(cls, policy: Policy) -> "PolicyOut":
        """Show the values in force on the wire."""
        values = [
            PolicyValueOut(
                key=known.key,
                value=policy.values[known.key],
                unit=known.unit,
                origin=PolicyOrigin(policy.origins[known.key]),
                min=known.min,
                max=known.max,
                choices=list(known.choices) if known.choices is not None else None,
                citations=[CitationOut.model_validate(citation, from_attributes=True) for citation in known.citations],
            )
            for known in definitions()
        ]
        return cls(preset=PolicyPreset(policy.preset), revision=revision(policy), values=values)

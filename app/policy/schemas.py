"""The policy on the wire."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from app.policy.citations import Citation
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


class CitationOut(BaseModel):
    """The source a piece of advice stands on: a verbatim quote, or a paraphrase with its address."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)

    source: Annotated[str, Field(description="S0 to S4 or P1 to P7.", examples=["S0"], max_length=8)]
    title: Annotated[
        str,
        Field(
            description="The document, or what the practice says.",
            examples=["What Is An Informational Interview, Anyway? (Jada A. Graves)"],
            max_length=300,
        ),
    ]
    quote: Annotated[
        str | None,
        Field(
            description="Words that stand in the source exactly so; null for a paraphrase.",
            examples=["Consider asking them for just 10 to 15 minutes of their time to ask five or six questions."],
            max_length=1000,
        ),
    ]
    address: Annotated[
        str | None,
        Field(
            description="Where a paraphrased practice is found; null for S0 to S4.",
            examples=["sfu.ca"],
            max_length=300,
        ),
    ]

    @classmethod
    def of(cls, citation: Citation) -> "CitationOut":
        """Show a citation on the wire."""
        return cls.model_validate(citation)


class PolicyValueOut(BaseModel):
    """One value of the practice in force."""

    model_config = ConfigDict(extra="forbid")

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


class PolicyOut(BaseModel):
    """The practice in force for this account: every value with its origin, bounds and sources."""

    model_config = ConfigDict(extra="forbid")

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
                citations=[CitationOut.of(citation) for citation in known.citations],
            )
            for known in definitions()
        ]
        return cls(preset=PolicyPreset(policy.preset), revision=revision(policy), values=values)

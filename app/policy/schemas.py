"""The policy on the wire."""

from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, WithJsonSchema

from app.core.findings import CitationOut
from app.core.paging import ListQuery
from app.core.wire import Input, Instant, Output
from app.policy.presets import Deployment, Policy, revision


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


PolicyKey = Annotated[
    str, Field(description="The name to set it by.", examples=["time.cold.base.warn"], max_length=100)
]
PolicyValue = Annotated[int | float | str, Field(description="The value in force.", examples=[20])]
RevisionName = Annotated[
    str, Field(description="Changes when a value in force does.", examples=["1f0c9a6be2d4"], max_length=64)
]


def _scalar(value: Any) -> Any:
    if value is not None and (isinstance(value, bool) or not isinstance(value, (int, float, str))):
        raise ValueError("must be a number, one of the choices, or null to go back")
    return value


PolicyValueIn = Annotated[
    Any,
    AfterValidator(_scalar),
    WithJsonSchema({"anyOf": [{"type": "number"}, {"type": "string", "maxLength": 40}, {"type": "null"}]}),
]


class PolicyPatch(Input):
    """Changes to the policy: what is not named stays, null goes back to what holds without the account's choice."""

    preset: Annotated[
        PolicyPreset | None, Field(description="Null goes back to the deployment's.", examples=["balanced"])
    ] = None
    values: Annotated[
        dict[str, PolicyValueIn] | None,
        Field(
            description="By key, each within the bounds that `GET /v1/policy` shows. A null takes back your value "
            "of it; null for the whole takes back all.",
            examples=[{"time.cold.base.warn": 15, "severity.questions.closed": "advice", "follow_up.wait_days": None}],
            max_length=500,
        ),
    ] = None


class PolicyRevisionQuery(ListQuery):
    """Which revisions to list."""

    sort: Literal["created_at", "-created_at"] = "-created_at"


class PolicyValueOut(Output):
    """One value of the practice in force."""

    key: PolicyKey
    value: PolicyValue
    unit: Annotated[
        str,
        Field(
            description="What the number counts; `severity` or `choice` for words.",
            examples=["minutes"],
            max_length=40,
        ),
    ]
    origin: Annotated[PolicyOrigin, Field(description="Where the value comes from.", examples=["default"])]
    min: Annotated[int | float | None, Field(description="The least it may be here; null for words.", examples=[5])]
    max: Annotated[int | float | None, Field(description="The most it may be here; null for words.", examples=[240])]
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
    revision: RevisionName
    values: Annotated[
        list[PolicyValueOut], Field(description="All values, grouped by what they are about.", max_length=500)
    ]

    @classmethod
    def of(cls, policy: Policy, deployment: Deployment) -> "PolicyOut":
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
            for known in deployment.definitions.values()
        ]
        return cls(preset=PolicyPreset(policy.preset), revision=revision(policy), values=values)


class PolicyRevisionValueOut(Output):
    """One value of a policy that was in force."""

    key: PolicyKey
    value: PolicyValue
    origin: Annotated[PolicyOrigin, Field(description="Where the value came from.", examples=["account"])]


class PolicyRevisionOut(Output):
    """A policy that was in force for this account, as a list shows it."""

    revision: RevisionName
    preset: Annotated[PolicyPreset, Field(description="The preset the values started from.", examples=["balanced"])]
    created_at: Annotated[
        Instant | None, Field(description="When it was kept; null for the present one while nothing names it.")
    ]
    in_force: Annotated[bool, Field(description="Is it the present policy?")]
    changed: Annotated[
        list[PolicyRevisionValueOut], Field(description="The values that were not the default.", max_length=500)
    ]


class PolicyRevisionDetailOut(PolicyRevisionOut):
    """A policy that was in force for this account: what the findings meant that name it."""

    values: Annotated[
        dict[str, PolicyValue],
        Field(description="Every value, by key.", examples=[{"time.cold.base.warn": 20}], max_length=500),
    ]


class PolicyRevisionPage(Output):
    """One page of revisions."""

    items: Annotated[list[PolicyRevisionOut], Field(max_length=200)]
    next_cursor: Annotated[str | None, Field(description="Null on the last page.")]

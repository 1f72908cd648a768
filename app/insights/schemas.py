"""Insights on the wire."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from app.core.findings import CitationOut
from app.core.wire import Bound, Instant, Output


class InsightsQuery(BaseModel):
    """The window that insights are of: from an instant on and before another, or from a day to a day in your zone."""

    model_config = ConfigDict(extra="forbid")

    from_: Annotated[
        Bound | None,
        Field(alias="from", description="What happened at or after this instant, or from this day on; else ever."),
    ] = None
    to: Annotated[
        Bound | None,
        Field(description="What happened before this instant, or up to the end of this day; else until now and later."),
    ] = None


class InsightCountsOut(Output):
    """How many of each; what was added, sent, or ended in the window counts."""

    contacts: Annotated[int, Field(ge=0, description="Contacts added.", examples=[24])]
    requests_sent: Annotated[
        int, Field(ge=0, description="Requests sent, also those withdrawn later or still waiting.", examples=[18])
    ]
    answered: Annotated[
        int,
        Field(ge=0, description="Of the requests sent: accepted or declined, also after the window.", examples=[12]),
    ]
    accepted: Annotated[int, Field(ge=0, description="Of the requests sent: accepted.", examples=[10])]
    declined: Annotated[int, Field(ge=0, description="Of the requests sent: declined.", examples=[2])]
    no_response: Annotated[
        int, Field(ge=0, description="Of the requests sent: marked as without response.", examples=[3])
    ]
    meetings_held: Annotated[int, Field(ge=0, description="Meetings held, by when they ended.", examples=[9])]
    thank_yous_sent: Annotated[
        int, Field(ge=0, description="Thank-you notes sent; several for one meeting count each.", examples=[10])
    ]
    referrals: Annotated[
        int,
        Field(
            ge=0, description="Contacts added whom another contact introduced; told by who introduced.", examples=[6]
        ),
    ]


class EstimateOut(Output):
    """A rate, and where it lies with 95 % certainty."""

    value: Annotated[float, Field(ge=0, examples=[0.6667])]
    low: Annotated[float, Field(ge=0, description="Lower end of the 95 % interval.", examples=[0.4375])]
    high: Annotated[float, Field(ge=0, description="Upper end of the 95 % interval.", examples=[0.8372])]
    n: Annotated[int, Field(ge=8, description="Of how many cases.", examples=[18])]


class InsightRatesOut(Output):
    """Rates, each null under eight cases; shares have Wilson's interval."""

    reply: Annotated[EstimateOut | None, Field(description="Share of the requests sent that were answered.")]
    acceptance: Annotated[EstimateOut | None, Field(description="Share of the requests sent that were accepted.")]
    time_kept: Annotated[
        EstimateOut | None,
        Field(
            description="Share of the meetings held that took no more whole minutes than planned and added by the "
            "contact; meetings whose length nobody knows are left out."
        ),
    ]
    thank_you_on_time: Annotated[
        EstimateOut | None,
        Field(
            description="Share of the meetings held whose first thank-you was sent within the policy's "
            "`thank_you.due_hours`; not yet sent is not on time."
        ),
    ]
    referrals_per_meeting: Annotated[
        EstimateOut | None,
        Field(description="Referrals for each meeting held: a mean, with the score interval of a Poisson mean."),
    ]


class InsightMediansOut(Output):
    """How long the steps take in the middle of all cases; null under eight cases."""

    answer_days: Annotated[
        float | None, Field(description="Days from a request sent in the window to its answer.", examples=[2.5])
    ]
    schedule_days: Annotated[
        float | None,
        Field(
            description="Days from acceptance to the start of a meeting held in the window; those accepted after they "
            "began are left out.",
            examples=[6.0],
        ),
    ]
    thank_you_hours: Annotated[
        float | None,
        Field(description="Hours from the end of a meeting held in the window to its first thank-you.", examples=[9.5]),
    ]


class InsightGroupOut(Output):
    """The same numbers for a part of the whole."""

    counts: InsightCountsOut
    rates: InsightRatesOut


_Groups = Annotated[dict[str, InsightGroupOut], Field(max_length=50)]


class InsightGroupsOut(Output):
    """Everything once more by what the contact is and how they were asked; values without any case are not there.

    How somebody was asked is told by the request that a meeting names, else by the last one sent to them before the
    window ends; what happens with people who were never asked has no channel and no length.
    """

    source: Annotated[_Groups, Field(description="By `source`; `unknown` without one.")]
    warmth: Annotated[_Groups, Field(description="By `warmth`.")]
    industry: Annotated[
        _Groups,
        Field(
            description="By `industry` as it is most often spelled, whatever the case; `unknown` without one, and "
            "beyond 50 the smallest together as `other`."
        ),
    ]
    channel: Annotated[_Groups, Field(description="By the `channel` of the request.")]
    message_length: Annotated[
        _Groups,
        Field(
            description="By the words of the request when it was sent, with the policy's `length.advice_words` and "
            "`length.warning_words` as bounds: such as `up_to_100`, `up_to_200`, `over_200`."
        ),
    ]


class ClaimOut(Output):
    """What a source says will become of asking, to compare."""

    text: Annotated[
        str, Field(description="The claim.", examples=["Four in five people are glad to meet and to help."])
    ]
    citation: CitationOut


class InsightsOut(Output):
    """What became of asking within the half-open window from `from` to before `to`."""

    from_: Annotated[
        Instant | None, Field(alias="from", description="As asked for, a day as its begin; null: since ever.")
    ]
    to: Annotated[Instant | None, Field(description="As asked for, a day as its end; null: without an end.")]
    counts: InsightCountsOut
    rates: InsightRatesOut
    medians: InsightMediansOut
    by: InsightGroupsOut
    claims: Annotated[list[ClaimOut], Field(max_length=20, description="They do not agree.")]

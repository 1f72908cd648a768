"""The steps of a trace on the wire."""

from typing import Annotated, Any, Literal

from pydantic import Field

from app.core.findings import Severity, SpanOut
from app.core.wire import Output


class _StepOut(Output):
    """What every step of a trace tells."""

    pointer: Annotated[str, Field(examples=["/text"])]
    sentence: Annotated[
        int | None,
        Field(
            description="The number of the sentence among all that were read; null for a find that is not of one.",
            examples=[1],
        ),
    ]
    span: SpanOut | None
    quote: Annotated[str | None, Field(description="The words of the span.", examples=["any openings"])]


class PatternStepOut(_StepOut):
    """A pattern of a rule that matched."""

    step: Literal["pattern"]
    rule: Annotated[str, Field(examples=["job-ask.vacancy"])]
    frame: Annotated[str, Field(description="What the pattern is after.", examples=["do you have openings"])]
    pattern: Annotated[str, Field(description="As it stands in the rule.", examples=["any ..2 <OPENING> ..2 $"])]
    certain: Annotated[bool, Field(description="The frame counts as certain by itself.", examples=[False])]
    broad: Annotated[bool, Field(description="It was tried only because the score is that high.", examples=[False])]
    contexts: Annotated[
        list[str],
        Field(
            description="The contexts that could take the match back, in the order in which they were tried.",
            examples=[["negated", "quoted", "past"]],
        ),
    ]
    silenced_by: Annotated[
        str | None,
        Field(
            description="Null: it stands. Else the context that holds, such as `negated`; `antipattern: …`; `cue: …`, "
            "which should stand before it and does not; `score`, too low for a find; `tighter`, another match says it "
            "in fewer words; `resume_invited` or `search_mode`, which allow what it found.",
            examples=[None],
        ),
    ]


class LimitsOut(Output):
    """The limits that a score is held against."""

    glances: Annotated[int, Field(description="Below: only a first look was taken.", examples=[-258])]
    denies: Annotated[int, Field(description="Below: what frames find is dropped.", examples=[-185])]
    suspects: Annotated[int, Field(description="From here on it seems to ask for work.", examples=[-36])]
    confirms: Annotated[int, Field(description="From here on it surely does.", examples=[204])]


class ScoreStepOut(_StepOut):
    """How much a sentence sounds like asking for work; one with a find that is certain by itself is not scored."""

    step: Literal["score"]
    quote: Annotated[str, Field(examples=["Do you have any openings on your team?"])]
    rule: Annotated[
        str, Field(description="What a score speaks as, where it is alone.", examples=["job-ask.suspected"])
    ]
    score: Annotated[int, Field(examples=[312])]
    limits: LimitsOut
    decision: Annotated[
        Literal["nothing", "dropped", "unchanged", "confirmed", "suspected", "pointed_out"],
        Field(
            description="`nothing` was found, and nothing is added. Finds are `dropped`, left `unchanged` (not "
            "certain), or `confirmed` (certain now). Without any find it is `suspected`, or a broad frame has "
            "`pointed_out` the words.",
            examples=["confirmed"],
        ),
    ]


class MessageRuleStepOut(_StepOut):
    """What a rule found that counts, compares, or misses something."""

    step: Literal["message_rule"]
    quote: Annotated[str | None, Field(examples=["an hour"])]
    rule: Annotated[str, Field(examples=["time.overlong"])]
    certain: Annotated[bool, Field(examples=[True])]
    given: Annotated[Severity | None, Field(description="The severity that the rule chose by its number.")]
    reason: Annotated[str, Field(examples=["More time than the policy allows for this relationship."])]
    variant: Annotated[str | None, Field(description="Which of the rule's wordings it takes.", examples=["linkedin"])]
    values: Annotated[
        dict[str, Any],
        Field(description="What it counted or compared.", examples=[{"minutes": 60, "limit": 15}]),
    ]


class FindingStepOut(_StepOut):
    """Why a finding has its severity, or is not shown."""

    step: Literal["finding"]
    rule: Annotated[str, Field(examples=["job-ask.vacancy"])]
    severity: Severity
    ceiling: Annotated[Severity, Field(description="The most that the rule may say.")]
    ceiling_from: Annotated[
        Literal["rule", "policy"], Field(description="Policy: `severity.<rule>` says another than the rule's own.")
    ]
    certain: Annotated[bool, Field(description="One that is not certain gets one step less.", examples=[True])]
    certain_by: Annotated[
        Literal["rule", "score"] | None,
        Field(description="What makes it certain; null where it is not.", examples=["score"]),
    ]
    ways: Annotated[int, Field(ge=1, description="How many patterns of the rule found it.", examples=[3])]
    given: Annotated[
        Severity | None,
        Field(
            description="The severity that the number read, or what is known of the search, gives it.", examples=[None]
        ),
    ]
    silenced_by: Annotated[
        Literal["outweighed", "repeated"] | None,
        Field(
            description="Null: it is among the findings. Else another one of the sentence, or many of the rule, are.",
            examples=[None],
        ),
    ]
    reason: Annotated[str, Field(examples=["This rule may say error at most; the score confirms the find."])]


TraceStepOut = Annotated[
    PatternStepOut | ScoreStepOut | MessageRuleStepOut | FindingStepOut, Field(discriminator="step")
]

"""Checks and rules on the wire."""

from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from app.accounts.schemas import SearchMode
from app.core.findings import CitationOut, FindingOut, PolicyRevision, RulesetName, Severity, SpanOut, Verdict
from app.core.wire import Flag, Input, Message, Minutes, Name, Output

MAX_CHARACTERS = 20_000
Subject = Annotated[str, StringConstraints(strict=True, max_length=500)]


class CheckKind(StrEnum):
    """What kind of text it is."""

    INTERVIEW_REQUEST = "interview_request"
    QUESTION_SET = "question_set"
    THANK_YOU_NOTE = "thank_you_note"
    FOLLOW_UP = "follow_up"
    OVERVIEW = "overview"


class CheckContext(Input):
    """What is known beside the text; what is not known is left out or null."""

    channel: Literal["email", "phone", "letter", "linkedin", "message", "in_person"] | None = None
    warmth: Annotated[
        Literal["cold", "lukewarm", "warm"] | None, Field(description="How well the reader knows the writer.")
    ] = None
    position: Literal["same_role", "one_step_above", "executive", "human_resources", "other"] | None = None
    minutes_requested: Annotated[Minutes | None, Field(examples=[20])] = None
    question_count: Annotated[int | None, Field(strict=True, ge=0, le=100, examples=[6])] = None
    formats_offered: Annotated[
        list[Literal["in_person", "phone", "video", "coffee", "lunch"]] | None, Field(max_length=10)
    ] = None
    contact_name: Annotated[Name | None, Field(examples=["Dana Whitfield"])] = None
    organisation: Annotated[Name | None, Field(examples=["City Science Museum"])] = None
    role_title: Annotated[Name | None, Field(examples=["Exhibition developer"])] = None
    referrer_name: Annotated[Name | None, Field(examples=["Suzy Smith"], description="Who suggested the reader.")] = (
        None
    )
    interested: Annotated[Flag | None, Field(description="Does the writer want more of this field?")] = None
    resume_invited: Annotated[Flag | None, Field(description="The reader asked for the resume.")] = None
    search_mode: Annotated[SearchMode | None, Field(description="Null takes the account's.")] = None


class CheckRequest(Input):
    """A text to check; for a question set either the questions one by one or a text that lists them."""

    kind: Annotated[CheckKind, Field(examples=["interview_request"])]
    text: Annotated[
        Message | None,
        Field(
            examples=["Hi Dana, could I ask you for 15 minutes? Do you have any openings on your team?"],
            description="Required, unless a question set comes as `questions`; may be empty.",
        ),
    ] = None
    questions: Annotated[
        list[Message] | None,
        Field(
            max_length=100, description="Only of a question set, instead of `text`; together at most 20,000 characters."
        ),
    ] = None
    subject: Annotated[Subject | None, Field(examples=["Your work at the museum"])] = None
    context: CheckContext = CheckContext()


class MinutesOut(Output):
    """How much of the reader's time the text asks for."""

    low: Annotated[int, Field(ge=0, examples=[15])]
    high: Annotated[int, Field(ge=0, examples=[20])]
    span: SpanOut
    assumed: Annotated[bool, Field(description="Only a meal or the like is named; the policy says how long it is.")]


class FactsOut(Output):
    """What was read from the text, whether or not it breaks a rule."""

    word_count: Annotated[int, Field(ge=0, examples=[96])]
    minutes: MinutesOut | None
    vague: Annotated[bool, Field(description="A length without a number is named, such as a quick chat.")]
    question_count: Annotated[int | None, Field(examples=[6])]


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
            examples=["score"],
        ),
    ]


class LimitsOut(Output):
    """The limits that a score is held against."""

    glances: Annotated[int, Field(description="Below: only a first look was taken.", examples=[-258])]
    denies: Annotated[int, Field(description="Below: what frames find is dropped.", examples=[-185])]
    suspects: Annotated[int, Field(description="From here on it seems to ask for work.", examples=[-36])]
    confirms: Annotated[int, Field(description="From here on it surely does.", examples=[204])]


class ScoreStepOut(_StepOut):
    """How much a sentence sounds like asking for work; sentences with a find that is certain by itself are not scored."""

    step: Literal["score"]
    rule: Annotated[
        str, Field(description="What a score speaks as, where it is alone.", examples=["job-ask.suspected"])
    ]
    score: Annotated[int, Field(examples=[-291])]
    limits: LimitsOut
    decision: Annotated[
        Literal["nothing", "dropped", "unchanged", "confirmed", "suspected", "pointed_out"],
        Field(
            description="`nothing` was found, and nothing is added; finds were `dropped`; left `unchanged`, not certain; "
            "`confirmed`, so that they count as certain; without any find it is `suspected`, or a broad frame has "
            "`pointed_out` the words.",
            examples=["dropped"],
        ),
    ]


class MessageRuleStepOut(_StepOut):
    """What a rule found that counts, compares, or misses something."""

    step: Literal["message_rule"]
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
        Literal["rule", "score"] | None, Field(description="What makes it certain; null where it is not.")
    ]
    given: Annotated[
        Severity | None,
        Field(description="The severity that the number read, or what is known of the search, gives it."),
    ]
    silenced_by: Annotated[
        Literal["outweighed", "repeated"] | None,
        Field(
            description="Null: it is among the findings. Else another one of the sentence, or many of the rule, are."
        ),
    ]
    reason: Annotated[str, Field(examples=["This rule may say error at most; the score confirms the find."])]


TraceStepOut = Annotated[
    PatternStepOut | ScoreStepOut | MessageRuleStepOut | FindingStepOut, Field(discriminator="step")
]


class CheckOut(Output):
    """What the practice says of a text; the same text, context, ruleset and policy give the same bytes."""

    ruleset: RulesetName
    policy_revision: PolicyRevision
    verdict: Verdict
    findings: Annotated[list[FindingOut], Field(description="Pointers are `/text`, `/subject` and `/questions/N`.")]
    facts: FactsOut
    language: Annotated[
        Literal["en", "other"],
        Field(description="In another language than English only the rules that need none are tried.", examples=["en"]),
    ]
    trace: Annotated[
        list[TraceStepOut] | None,
        Field(
            description="Only with `trace=true`: patterns that matched, scores of sentences, finds of other rules, and "
            "last each find as it was weighed, in this order."
        ),
    ]


class CheckBatch(Input):
    """Several texts to check."""

    items: Annotated[list[CheckRequest], Field(max_length=100)]


class CheckBatchOut(Output):
    """One result for each text, in the same order."""

    items: list[CheckOut]


ExampleKind = Annotated[CheckKind | None, Field(description="The text's kind; null for a rule about plans.")]
ExampleContext = Annotated[
    dict[str, Any],
    Field(description="What is known beside it, as in a check's `context`.", examples=[{"warmth": "warm"}]),
]
ExamplePolicy = Annotated[
    dict[str, Any],
    Field(description="The policy's values that differ.", examples=[{"length.advice_words": 10}]),
]


class BadExampleOut(Output):
    """A text that the rule finds something in."""

    text: Annotated[str, Field(examples=["Do you have any openings on your team?"])]
    quote: Annotated[str | None, Field(description="The words it points at.", examples=["any openings on your team"])]
    kind: ExampleKind
    context: ExampleContext
    policy: ExamplePolicy


class GoodExampleOut(Output):
    """A text that the rule leaves alone."""

    text: Annotated[str, Field(examples=["Is there an opening in your calendar?"])]
    kind: ExampleKind
    context: ExampleContext
    policy: ExamplePolicy


class RuleOut(Output):
    """One rule of the practice, with the examples that are its tests."""

    rule: Annotated[str, Field(examples=["job-ask.vacancy"])]
    revision: Annotated[int, Field(ge=1, description="Rises when the rule changes.", examples=[1])]
    family: Annotated[str, Field(examples=["job-ask"])]
    severity: Annotated[Severity, Field(description="The most it can say; `severity.<rule>` of the policy lowers it.")]
    kinds: Annotated[list[CheckKind], Field(description="The texts it reads; empty for a rule about plans.")]
    message: Annotated[str, Field(description="What it says; words in braces are filled in.")]
    suggestion: Annotated[
        str | None,
        Field(description="What to do instead.", examples=["Ask how people come into this field."]),
    ]
    about: Annotated[str, Field(description="Why there is such a rule.")]
    citations: list[CitationOut]
    good: Annotated[list[str], Field(description="Texts that it leaves alone.")]
    good_examples: Annotated[list[GoodExampleOut], Field(description="The same, with what is known beside each.")]
    bad: list[BadExampleOut]


class RulesOut(Output):
    """All rules."""

    items: list[RuleOut]

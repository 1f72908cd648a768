"""Checks and rules on the wire."""

from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from app.accounts.schemas import SearchMode
from app.checks.trace_schemas import TraceStepOut
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
    spoken_seconds: Annotated[int | None, Field(description="How long an overview takes to say.", examples=[105])]


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
    Field(description="The policy's values that differ, such as `length.advice_words`.", examples=[{}]),
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

"""What the checker promises about any text: pure, exact, calm on hostile input, and silent on good letters."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.checks.engine import check
from app.checks.report import Context, Field, Kind, Report, Severity, Verdict
from app.policy.presets import preset
from tests.corpus import reading

BALANCED = preset("balanced")
GOOD = [message for message in reading.messages("development") if message.good]
HOSTILE = [
    *(
        " ",
        "a",
        "not ",
        "an hour and ",
        "do you have any ",
        "please you ",
        "[",
        "{{",
        "(a",
        "<",
        "_ ",
        "? ",
        "a? ",
        "1 ",
    ),
    *("20 to ", "if anything opens up ", "Hi , ", "a\n", "> ", '"a ', "'", "…", "😀", "e\u0301", "\u202ea", "\r\n"),
    *("-a", "a.", "job ", "my resume ", "dear ", "half of an "),
]


def request(text: str, context: Context | None = None, **rest: Any) -> Report:
    return check(Kind.INTERVIEW_REQUEST, [Field("/message", text)], context or Context(), BALANCED, **rest)


def rules(report: Report) -> list[str]:
    return [finding.rule for finding in report.findings]


@pytest.mark.parametrize("message", GOOD, ids=lambda message: message.text[:40])
def test_a_good_message_gets_no_error(message: reading.Message) -> None:
    report = check(Kind(message.kind), [Field("/message", message.text)], Context(), BALANCED)
    assert [f.rule for f in report.findings if f.severity is Severity.ERROR] == []


@pytest.mark.parametrize("unit", HOSTILE)
@pytest.mark.parametrize("kind", list(Kind))
def test_hostile_text_is_read_like_any_other(unit: str, kind: Kind) -> None:
    text = (unit * 4000)[:4000]
    report = check(kind, [Field("/text", text)], Context(contact_name="Ana Reyes"), BALANCED, trace=True)
    for finding in report.findings:
        if finding.span is not None:
            assert text[finding.span.start : finding.span.end] == finding.quote


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.sampled_from(list(Kind)))
def test_any_text_gets_a_report_whose_spans_fit(text: str, kind: Kind) -> None:
    first = check(kind, [Field("/text", text)], Context(), BALANCED)
    for finding in first.findings:
        if finding.span is not None:
            units = text.encode("utf-16-le", "surrogatepass")
            cut = units[2 * finding.span.utf16_start : 2 * finding.span.utf16_end]
            assert cut.decode("utf-16-le", "surrogatepass") == finding.quote
    assert first == check(kind, [Field("/text", text)], Context(), BALANCED)


def test_an_error_blocks_and_a_warning_does_not() -> None:
    assert request("Do you have any openings on your team?").verdict is Verdict.BLOCK
    assert request("Would you be open to a quick chat?").verdict is Verdict.ADVISE


def test_a_denied_job_ask_is_silent_and_the_sentence_after_it_is_read_for_itself() -> None:
    report = request("I am not asking for a job. Could you forward my resume to your manager?")
    assert [f.quote for f in report.findings if f.family == "job-ask"] == [
        "Could you forward my resume to your manager"
    ]


def test_at_most_one_job_ask_is_reported_for_a_sentence() -> None:
    report = request("Please hire me, keep me in mind and forward my resume to your recruiter.")
    assert len([f for f in report.findings if f.family == "job-ask"]) == 1


def test_a_quoted_reply_is_not_the_writers_own_words() -> None:
    text = "Thank you for writing back.\n\nOn Tue, 3 Mar 2026, Ana wrote:\n> Do you have any openings on your team?"
    assert [rule for rule in rules(request(text)) if rule.startswith("job-ask")] == []


def test_a_rule_that_the_policy_turns_off_is_silent() -> None:
    policy: Mapping[str, Any] = {**BALANCED, "severity.job-ask.vacancy": "off"}
    report = check(Kind.INTERVIEW_REQUEST, [Field("/message", "Do you have any openings?")], Context(), policy)
    assert "job-ask.vacancy" not in rules(report)


def test_the_policy_sets_how_severe_a_rule_may_be() -> None:
    policy: Mapping[str, Any] = {**BALANCED, "severity.job-ask.vacancy": "warning"}
    report = check(Kind.INTERVIEW_REQUEST, [Field("/message", "Do you have any openings?")], Context(), policy)
    assert [f.severity for f in report.findings if f.rule == "job-ask.vacancy"] == [Severity.WARNING]


@pytest.mark.parametrize(
    ("context", "minutes", "severity"),
    [
        (Context(), 20, None),
        (Context(), 25, Severity.WARNING),
        (Context(), 40, Severity.ERROR),
        (Context(warmth="warm"), 45, None),
        (Context(warmth="warm"), 61, Severity.ERROR),
        (Context(warmth="lukewarm", formats_offered=("lunch",)), 60, None),
        (Context(formats_offered=("lunch",)), 60, Severity.ERROR),
        (Context(position="executive"), 16, Severity.WARNING),
        (Context(warmth="warm", position="executive", formats_offered=("coffee",)), 45, None),
    ],
)
def test_time_is_judged_by_the_relationship(context: Context, minutes: int, severity: Severity | None) -> None:
    in_text = request(f"Could you spare {minutes} minutes?", context)
    in_field = request("Could we talk?", replace(context, minutes_requested=minutes))
    for report in (in_text, in_field):
        assert [f.severity for f in report.findings if f.rule == "time.overlong"] == ([severity] if severity else [])


@pytest.mark.parametrize("warmth", ["cold", "lukewarm", "warm"])
def test_too_long_a_time_of_an_executive_is_told_in_a_whole_sentence(warmth: str) -> None:
    report = request("Could you spare 90 minutes?", Context(warmth=warmth, position="executive"))
    (message,) = [f.message for f in report.findings if f.rule == "time.overlong"]
    assert re.search(r"fair to ask of an executive, [a-z ]+\.$", message), message


def test_a_resume_that_was_invited_may_be_attached() -> None:
    text = "I have attached my resume."
    assert "resume.unsolicited" in rules(request(text))
    assert "resume.unsolicited" not in rules(request(text, Context(resume_invited=True)))


def test_passing_a_resume_on_is_only_advice_once_the_search_has_begun() -> None:
    field = [Field("/message", "Could you pass my resume on to your manager?")]
    exploring = check(Kind.FOLLOW_UP, field, Context(search_mode="exploring"), BALANCED)
    searching = check(Kind.FOLLOW_UP, field, Context(search_mode="searching"), BALANCED)
    assert [f.severity for f in exploring.findings if f.family == "job-ask"] == [Severity.ERROR]
    assert [f.severity for f in searching.findings if f.family == "job-ask"] == [Severity.ADVICE]


def test_reserve_questions_do_not_count() -> None:
    fields = [Field(f"/questions/{n}/text", f"What is thing number {n} like?") for n in range(9)]
    report = check(Kind.QUESTION_SET, fields, Context(reserve=frozenset({6, 7, 8})), BALANCED)
    assert "questions.too-many" not in rules(report)
    assert report.facts.question_count == 6


def test_a_text_in_another_language_gets_only_the_rules_that_need_none() -> None:
    text = "Hola [Nombre], me gustaría saber más sobre su trabajo y pedirle consejo, si tiene unos minutos esta semana."
    assert rules(request(text.replace("[Nombre]", "[NAME]"))) == ["custom.placeholder"]


def test_a_length_known_to_be_too_much_is_no_ask() -> None:
    minutes = request("I know an hour is too much, so would 20 minutes be possible?").facts.minutes
    assert minutes is not None
    assert minutes.high == 20


def test_a_vague_length_is_a_fact_without_minutes() -> None:
    facts = request("Would you have a few minutes for a quick chat?").facts
    assert facts.vague
    assert facts.minutes is None


def test_a_range_keeps_both_ends() -> None:
    minutes = request("Could you spare fifteen to twenty minutes?").facts.minutes
    assert minutes is not None
    assert (minutes.low, minutes.high, minutes.assumed) == (15, 20, False)


@pytest.mark.parametrize(
    ("policy", "severity", "whose"),
    [({}, "error", "rule"), ({"severity.job-ask.vacancy": "warning"}, "warning", "policy")],
)
def test_the_trace_says_whether_the_policy_set_a_severity(policy: dict[str, str], severity: str, whose: str) -> None:
    fields = [Field("/message", "Do you have any openings on your team?")]
    report = check(Kind.INTERVIEW_REQUEST, fields, Context(), {**BALANCED, **policy}, trace=True)
    (told,) = (s for s in report.trace or () if s["step"] == "finding" and s["rule"] == "job-ask.vacancy")
    assert (told["severity"], told["ceiling"], told["ceiling_from"]) == (severity, severity, whose)
    assert told["reason"].startswith("Your policy") is (whose == "policy")


def test_the_trace_says_what_was_tried_and_what_silenced_it() -> None:
    report = request("I'm not asking for a job.", trace=True)
    assert report.trace is not None
    assert "negated" in [step.get("silenced_by") for step in report.trace]
    assert request("I'm not asking for a job.").trace is None


@pytest.mark.parametrize(
    "text",
    [
        "Do you have any openings on your team?",
        "Could you forward my resume to your recruiter?",
        "I'd love to join your team.",
        "Please keep me in mind if anything opens up.",
    ],
)
@pytest.mark.parametrize("change", [str.upper, str.lower, lambda t: t.replace("'", "’"), lambda t: f"Well, {t}"])
def test_case_quotes_and_an_opening_word_change_nothing(text: str, change: Any) -> None:
    assert request(change(text)).verdict is Verdict.BLOCK

"""The interview request that is written for the seeker."""

from itertools import cycle, product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.checks.engine import check
from app.checks.report import Context, Field, Finding, Kind
from app.contacts.wording import Addressee, Draft, Seeker
from app.interview_requests.compose import Ask, compose, default_minutes, default_question_count
from app.policy.presets import PRESETS, preset

CHANNELS = ("email", "phone", "letter", "linkedin", "message", "in_person")
WARMTHS = ("cold", "lukewarm", "warm")
PURPOSES = (
    None,
    "explore_field",
    "learn_role",
    "learn_company",
    "validate_understanding",
    "sharpen_focus",
    "practise",
)
POLICY = preset("balanced")
ADA = Seeker("Ada Reyes", "biology teacher moving into museum education", "I have taught for ten years.")
DANA = Addressee("Dana Whitfield", "Northwind Museum", "Head of Collections", "museums")
FULL = Ask(
    objective="How curators spend their days",
    minutes=15,
    question_count=5,
    formats=("in_person", "phone"),
    referrer_name="Joe Miller",
)
AIMS = [
    None,
    "museum curation",
    "learn how to move from teaching into museum work",
    "To find out whether this work suits me",
    "What does a curator do all day?",
    "I have been volunteering in a museum and would like to understand the profession.",
    "Understanding conservation",
    "A second career after twenty years in the classroom",
]
JOB_ASKS = [
    "I want you to give me a job.",
    "Do you have any openings on your team?",
    "Please forward my resume to the hiring manager",
    "I am interested in an internship in your department",
]


def findings(draft: Draft, seeker: Seeker, addressee: Addressee, ask: Ask, preset_name: str = "balanced") -> list[str]:
    context = Context(
        channel=ask.channel,
        warmth=addressee.warmth,
        position=ask.position,
        minutes_requested=ask.minutes,
        question_count=ask.question_count,
        formats_offered=tuple(ask.formats),
        contact_name=addressee.name,
        organisation=addressee.organisation,
        role_title=addressee.role_title,
        referrer_name=ask.referrer_name,
    )
    fields = [Field("/message", draft.message)]
    if draft.subject is not None:
        fields.append(Field("/subject", draft.subject))
    report = check(Kind.INTERVIEW_REQUEST, fields, context, preset(preset_name))
    return [said(finding) for finding in report.findings]


def said(finding: Finding) -> str:
    return f"{finding.rule} {finding.quote!r}"


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("warmth", WARMTHS)
def test_a_composed_request_passes_its_own_check_whatever_is_missing(channel: str, warmth: str) -> None:
    for organisation, role, industry, headline, referrer in product(
        (None, "Northwind Museum"),
        (None, "Head of Collections"),
        (None, "museums"),
        (None, "biology teacher moving into museum education"),
        (None, "Joe Miller"),
    ):
        seeker = Seeker("Ada Reyes", headline)
        addressee = Addressee("Dana Whitfield", organisation, role, industry, warmth)
        ask = Ask(channel, referrer_name=referrer)
        draft = compose(seeker, addressee, ask, POLICY)
        assert findings(draft, seeker, addressee, ask) == [], draft.message


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize(
    ("name", "organisation", "role"),
    [
        ("Bo Li", "IT", "VP, Marketing"),
        ("J. R. R. Tolkien", "University of Leeds", "Associate Professor of Economics"),
        ("Mr. Chen", "Recruit Co., Ltd.", "Hiring Manager"),
        ("Jean-Luc Picard", "O'Neil & Sons", "Internship coordinator"),
        ("Sean O’Brien", "Hiring Solutions Ltd", "Recruiter"),
        ("佐藤 花子", "Café Léon", "Head of Talent Acquisition"),
    ],
)
def test_names_and_titles_of_every_kind_stand_in_a_request_that_passes(
    channel: str, name: str, organisation: str, role: str
) -> None:
    addressee = Addressee(name, organisation, role, "recruiting", "warm")
    ask = Ask(channel, objective="How people come to this work", referrer_name="María José García")
    draft = compose(ADA, addressee, ask, POLICY)
    assert findings(draft, ADA, addressee, ask) == [], draft.message


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("preset_name", PRESETS)
def test_it_passes_under_every_preset_for_every_purpose_and_position(channel: str, preset_name: str) -> None:
    choices = cycle(
        ((), ("phone",), ("coffee", "video"), ("in_person", "phone", "video", "coffee", "lunch"), ("lunch",))
    )
    positions = ("same_role", "one_step_above", "executive", "other")
    for (purpose, position), formats in zip(product(PURPOSES, positions), choices, strict=False):
        ask = Ask(channel, purpose, formats=formats, position=position)
        draft = compose(ADA, DANA, ask, preset(preset_name))
        assert findings(draft, ADA, DANA, ask, preset_name) == [], draft.message


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("aim", AIMS)
def test_an_aim_in_any_form_stands_in_a_request_that_passes(channel: str, aim: str | None) -> None:
    ask = Ask(channel, objective=aim, minutes=20, question_count=6)
    assert findings(compose(ADA, DANA, ask, POLICY), ADA, DANA, ask) == []


@pytest.mark.parametrize("aim", AIMS[1:])
def test_an_aim_in_any_form_is_kept_where_there_is_room(aim: str) -> None:
    message = compose(ADA, DANA, Ask("email", objective=aim, referrer_name="Joe Miller"), POLICY).message
    assert aim[1:].rstrip(".?") in message
    assert "biology teacher" in message


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("aim", JOB_ASKS)
def test_an_aim_that_asks_for_a_job_is_left_out(channel: str, aim: str) -> None:
    seeker = Seeker("Ada Reyes", situation=aim, interests=aim)
    ask = Ask(channel, objective=aim)
    draft = compose(seeker, DANA, ask, POLICY)
    assert aim not in draft.message
    assert findings(draft, seeker, DANA, ask) == []


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.text(max_size=2_000), channel=st.sampled_from(CHANNELS))
def test_no_text_of_the_seeker_s_makes_the_request_fail(text: str, channel: str) -> None:
    seeker = Seeker("Ada Reyes", text, text, text, text)
    ask = Ask(channel, objective=text, referrer_name="Joe Miller")
    assert findings(compose(seeker, DANA, ask, POLICY), seeker, DANA, ask) == []


@pytest.mark.parametrize("channel", CHANNELS)
def test_it_says_who_sent_the_seeker_who_writes_what_for_and_how_long(channel: str) -> None:
    ask = Ask(channel, None, FULL.objective, FULL.minutes, FULL.question_count, FULL.formats, FULL.referrer_name)
    message = compose(ADA, DANA, ask, POLICY).message
    for part in (
        "Dana",
        "Joe Miller suggested",
        "Ada Reyes",
        "Northwind",
        "15 minutes",
        "five questions",
        "phone",
    ):
        assert part in message, part
    assert "in advance" in message


@pytest.mark.parametrize("channel", ["email", "letter", "message", "phone", "in_person"])
def test_a_request_stays_under_a_hundred_words(channel: str) -> None:
    ask = Ask(channel, None, FULL.objective, FULL.minutes, FULL.question_count, FULL.formats, FULL.referrer_name)
    assert len(compose(ADA, DANA, ask, POLICY).message.split()) < 100


@given(
    name=st.text(min_size=1, max_size=200),
    organisation=st.text(max_size=200),
    referrer=st.text(max_size=200),
)
@settings(max_examples=40, deadline=None)
def test_an_invitation_note_never_exceeds_what_linkedin_takes(name: str, organisation: str, referrer: str) -> None:
    addressee = Addressee(name, organisation)
    note = compose(ADA, addressee, Ask("linkedin", referrer_name=referrer), POLICY)
    assert len(note.message) <= 300


def test_only_an_email_has_a_subject() -> None:
    with_subject = [channel for channel in CHANNELS if compose(ADA, DANA, Ask(channel), POLICY).subject]
    assert with_subject == ["email"]


def test_nothing_is_left_blank_where_nothing_is_known() -> None:
    for channel in CHANNELS:
        message = compose(Seeker("Ada Reyes"), Addressee("Dana Whitfield"), Ask(channel), POLICY).message
        assert not any(mark in message for mark in ("None", "{", "[", "  ", "( )", ".."))


def test_the_strict_preset_says_that_it_is_not_about_a_job() -> None:
    assert "not asking for a job" in compose(ADA, DANA, Ask(), preset("strict")).message
    assert "job" not in compose(ADA, DANA, Ask(), POLICY).message


@pytest.mark.parametrize(("position", "minutes"), [("other", 20), ("executive", 15)])
def test_without_minutes_it_asks_for_what_a_stranger_would_grant(position: str, minutes: int) -> None:
    assert default_minutes(position, POLICY) == minutes
    assert f"{minutes} minutes" in compose(ADA, DANA, Ask(position=position), POLICY).message


@pytest.mark.parametrize(("minutes", "count"), [(1, 1), (10, 4), (15, 6), (60, 6)])
def test_without_a_count_it_announces_as_many_questions_as_fit(minutes: int, count: int) -> None:
    assert default_question_count(minutes, POLICY) == count

"""The messages that are written to keep in touch."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.checks.engine import check
from app.checks.report import Context, Field, Kind
from app.contacts.compose import Occasion, Since, compose
from app.contacts.wording import Addressee, Draft
from app.policy.presets import preset

KINDS: tuple[Occasion, ...] = ("touch_base", "update", "search_started")
POLICY = preset("balanced")
DANA = Addressee("Dana Whitfield", "Northwind Museum", "Head of Collections")
ADVICE = "Volunteer in the archive before applying anywhere."


def findings(draft: Draft, channel: str, search_mode: str | None = None) -> list[str]:
    context = Context(
        channel=channel,
        contact_name=DANA.name,
        organisation=DANA.organisation,
        role_title=DANA.role_title,
        search_mode=search_mode,
    )
    fields = [Field("/message", draft.message)]
    if draft.subject is not None:
        fields.append(Field("/subject", draft.subject))
    return [f"{item.rule} {item.quote!r}" for item in check(Kind.FOLLOW_UP, fields, context, POLICY).findings]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("search_mode", ["exploring", "networking", "searching"])
def test_a_composed_message_passes_its_own_check(kind: Occasion, search_mode: str) -> None:
    for channel, advice, learned, done, field in product(
        ("email", "letter", "message", "linkedin", "phone"),
        (None, ADVICE),
        (None, "Curators spend half their time on grants."),
        ((), ("called the city archive",)),
        (None, "museum education"),
    ):
        draft = compose(kind, "Ada Reyes", DANA, Since(advice, learned, done, field), channel, POLICY)
        assert findings(draft, channel, search_mode) == [], draft.message


def test_it_recalls_the_advice_and_tells_what_came_of_it() -> None:
    since = Since(advice=ADVICE, done=("called the city archive",))
    message = compose("update", "Ada Reyes", DANA, since, "email", POLICY).message
    assert "Volunteer in the archive" in message
    assert "called the city archive" in message


def test_the_news_of_the_search_asks_for_nothing() -> None:
    message = compose("search_started", "Ada Reyes", DANA, Since(field="museum education"), "email", POLICY).message
    assert "begun my search in museum education" in message
    assert "?" not in message


def test_only_an_email_has_a_subject() -> None:
    assert compose("update", "Ada Reyes", DANA, Since(), "email", POLICY).subject
    assert compose("update", "Ada Reyes", DANA, Since(), "message", POLICY).subject is None


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=2_000), kind=st.sampled_from(KINDS))
def test_no_text_of_the_seeker_s_makes_the_message_fail(text: str, kind: Occasion) -> None:
    since = Since(text, text, (text,), text)
    assert findings(compose(kind, "Ada Reyes", DANA, since, "email", POLICY), "email") == []

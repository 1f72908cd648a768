"""A check can be replayed: the same bytes in any process, and what is stored stays as it was shown."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copytree, ignore_patterns
from typing import Any

import httpx
import pytest

from app.checks.engine import default_ruleset
from tests.conftest import PASSWORD, Place
from tests.interview_requests import conftest as requests
from tests.question_sets import conftest as question_sets
from tests.served import ROOT, serving
from tests.thank_you_notes import conftest as thanks

pytestmark = pytest.mark.anyio

EMAIL = "sam@example.org"
RULE = "job-ask.vacancy"
CHECKS: list[dict[str, Any]] = [
    {"kind": "interview_request", "text": requests.ASKING, "context": {"contact_name": "Robin Hall", "warmth": "cold"}},
    {"kind": "follow_up", "text": f"{requests.REMINDER}\n\nMy resume is attached. {requests.JOB_ASK}"},
    {"kind": "thank_you_note", "text": thanks.ASKING, "subject": "Thank you 👩‍🚀"},
    {"kind": "question_set", "questions": [*question_sets.OPEN, "Do you enjoy your work?", "What do you earn?"]},
    {"kind": "overview", "text": "I studied biology. I would like to write about it, for an hour or two."},
]


@contextmanager
def signed_in(address: str) -> Iterator[httpx.Client]:
    """A client of the one account, which is made at the first call."""
    with httpx.Client(base_url=address, timeout=30) as client:
        client.post("/v1/accounts", json={"email": EMAIL, "password": PASSWORD, "name": "Sam Rivera"})
        form = {"grant_type": "password", "username": EMAIL, "password": PASSWORD}
        client.headers["Authorization"] = f"Bearer {client.post('/v1/auth/token', data=form).json()['access_token']}"
        yield client


def answered(client: httpx.Client) -> list[bytes]:
    """What the server says of every text, with and without a trace, and of its rules."""
    answers = [client.post(f"/v1/checks?trace={trace}", json=body) for body in CHECKS for trace in ("true", "false")]
    answers += [client.post("/v1/checks/batch", json={"items": CHECKS}), client.get("/v1/rules")]
    assert {each.status_code for each in answers} == {200}
    return [each.content for each in answers]


async def test_the_same_text_context_and_policy_give_the_same_bytes_in_every_process(
    empty_place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = []
    for seed in ("1", "2"):
        monkeypatch.setenv("PYTHONHASHSEED", seed)
        with serving(empty_place, tmp_path) as served, signed_in(served.address) as client:
            said += [answered(client), answered(client)]
    assert len(said) == 4
    assert said[1:] == said[:1] * 3


def made(client: httpx.Client, path: str, **body: Any) -> dict[str, Any]:
    answer = client.post(path, json=body)
    assert answer.status_code in (200, 201), answer.text
    found: dict[str, Any] = answer.json()
    return found


def stored(client: httpx.Client) -> dict[str, dict[str, Any]]:
    """One text of each kind with findings, stored; by the path to read it at."""
    contact = made(client, "/v1/contacts", name="Dana Whitfield")["id"]
    meeting = made(
        client,
        "/v1/meetings",
        contact_id=contact,
        starts_at="2026-01-12T09:00:00Z",
        minutes=30,
        time_zone="Europe/Berlin",
        format="video",
    )["id"]
    made(client, f"/v1/meetings/{meeting}/finish", ended_at="2026-01-12T09:30:00Z")
    texts = [
        (requests.PATH, {"contact_id": contact, "message": requests.ASKING}),
        (question_sets.PATH, {"title": "For Dana", "questions": question_sets.asking("Are you hiring?")}),
        (thanks.PATH, {"meeting_id": meeting, "message": thanks.ASKING}),
    ]
    rows = [(path, made(client, path, **body)) for path, body in texts]
    return {f"{path}/{row['id']}": row for path, row in rows}


async def test_a_stored_text_names_the_rules_and_the_policy_that_it_was_checked_by(
    empty_place: Place, tmp_path: Path
) -> None:
    with serving(empty_place, tmp_path) as served, signed_in(served.address) as client:
        now = client.post("/v1/checks", json=CHECKS[0]).json()
        for path, row in stored(client).items():
            assert row["ruleset"] == now["ruleset"] == default_ruleset().name
            assert row["policy_revision"] == now["policy_revision"]
            for each in row["findings"]:
                assert each["rule_revision"] == default_ruleset().rules[each["rule"]].revision
            assert client.get(path).json() == row
            assert client.get(path.rpartition("/")[0]).json()["items"] == [row]


def with_another_practice(folder: Path) -> Path:
    """A copy of the program in which a rule says something else, and its family weighs less, as after an upgrade."""
    for part in ("app", "migrations"):
        copytree(ROOT / part, folder / part, ignore=ignore_patterns("__pycache__"))
    rule = folder / "app/checks/packs/en/rules" / f"{RULE.replace('.', '/')}.toml"
    text, known = rule.read_text("utf-8"), default_ruleset().rules[RULE]
    changed = text.replace(f"revision = {known.revision}\n", f"revision = {known.revision + 1}\n")
    rule.write_text(changed.replace(known.message, "This is said otherwise now."), "utf-8")
    practice = folder / "app/policy/practice.toml"
    lines = practice.read_text("utf-8").splitlines(keepends=True)
    milder = [line.replace('"error"', '"warning"') if '"severity.job-ask.' in line else line for line in lines]
    practice.write_text("".join(milder), "utf-8")
    return folder


async def test_a_stored_finding_keeps_what_was_shown_when_rules_and_policy_change(
    empty_place: Place, tmp_path: Path
) -> None:
    with serving(empty_place, tmp_path) as served, signed_in(served.address) as client:
        kept = stored(client)
    with serving(empty_place, with_another_practice(tmp_path / "later")) as served, signed_in(served.address) as client:
        now = client.post("/v1/checks", json=CHECKS[0]).json()
        (asked,) = (each for each in now["findings"] if each["rule"] == RULE)
        assert (asked["message"], asked["severity"]) == ("This is said otherwise now.", "warning")
        for path, row in kept.items():
            assert client.get(path).json() == row
            assert row["ruleset"] != now["ruleset"]
            assert row["policy_revision"] != now["policy_revision"]
            (shown,) = (each for each in row["findings"] if each["rule"] == RULE)
            assert (shown["message"], shown["severity"]) == (default_ruleset().rules[RULE].message, "error")
            assert shown["rule_revision"] == asked["rule_revision"] - 1

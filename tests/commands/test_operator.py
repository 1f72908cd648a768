"""What an operator does at the terminal, on both engines: accounts, keys, the schema, the demonstration, the doctor."""

import json
import subprocess
from functools import partial
from pathlib import Path

import anyio
import httpx
import pytest
from fastapi import FastAPI

from app.core.ids import new_id
from tests import served
from tests.conftest import PASSWORD, Place, client_of
from tests.served import environment

pytestmark = pytest.mark.anyio


async def cardinal(
    *arguments: str, env: dict[str, str], cwd: Path, stdin: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run a command beside the app of this process, which goes on."""
    return await anyio.to_thread.run_sync(partial(served.cardinal, *arguments, env=env, cwd=cwd, stdin=stdin))


async def sign_in(app: FastAPI, email: str, password: str) -> httpx.Response:
    async with client_of(app) as anonymous:
        form = {"grant_type": "password", "username": email, "password": password}
        return await anonymous.post("/v1/auth/token", data=form)


async def test_an_operator_makes_an_account_and_a_key_where_registration_is_closed(
    place: Place, app: FastAPI, tmp_path: Path
) -> None:
    env = environment(place, REGISTRATION="closed")
    email = f"{new_id()}@example.org"
    make = ("account", "create", "--email", email, "--name", "Sam Rivera", "--password-stdin")
    made = await cardinal(*make, env=env, cwd=tmp_path, stdin=f"{PASSWORD}\n")
    assert made.returncode == 0, made.stderr
    assert (await sign_in(app, email, PASSWORD)).status_code == 200

    again = await cardinal(*make, env=env, cwd=tmp_path, stdin=f"{PASSWORD}\n")
    assert (again.returncode, again.stderr) == (1, "cardinal: There is an account with this address.\n")

    key = await cardinal(
        "key", "create", "--email", email, "--name", "script", "--scope", "read", env=env, cwd=tmp_path
    )
    assert key.returncode == 0, key.stderr
    async with client_of(app, key.stdout.strip()) as client:
        assert (await client.get("/v1/contacts")).status_code == 200
        assert (await client.post("/v1/contacts", json={"name": "Dana"})).status_code == 403


async def test_the_demonstration_shows_a_search_in_every_state(place: Place, app: FastAPI, tmp_path: Path) -> None:
    email = f"{new_id()}@example.org"
    made = await cardinal("demo", "--email", email, env=environment(place), cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    password = made.stdout.partition("password")[2].split()[0]
    token = (await sign_in(app, email, password)).json()["access_token"]
    async with client_of(app, token) as client:
        shown = {}
        for resource in ("contacts", "interview-requests", "question-sets", "meetings", "thank-you-notes"):
            answer = await client.get(f"/v1/{resource}?limit=200")
            assert answer.status_code == 200, answer.text
            shown[resource] = answer.json()["items"]
    assert len(shown["contacts"]) >= 12
    assert any(each["introduced_by_id"] for each in shown["contacts"])
    assert shown["question-sets"]
    expected = {
        "interview-requests": {"draft", "sent", "accepted", "declined", "no_response"},
        "meetings": {"scheduled", "confirmed", "held", "cancelled"},
        "thank-you-notes": {"draft", "sent"},
    }
    for resource, states in expected.items():
        assert {each["status"] for each in shown[resource]} == states
    assert all(each["verdict"] != "block" for each in shown["interview-requests"] + shown["thank-you-notes"])

    again = await cardinal("demo", "--email", email, env=environment(place), cwd=tmp_path)
    assert again.returncode == 1
    assert "name another with --email" in again.stderr


async def test_the_doctor_finds_nothing_wrong_with_a_database_as_it_should_be(place: Place, tmp_path: Path) -> None:
    seen = await cardinal("doctor", env=environment(place), cwd=tmp_path)
    assert seen.returncode == 0, seen.stdout + seen.stderr
    assert "the database is at revision" in seen.stdout
    if place.engine == "postgresql":
        assert "ok   row level security is forced on every account's tables" in seen.stdout


async def test_the_doctor_says_what_to_do_about_an_empty_database(empty_place: Place, tmp_path: Path) -> None:
    env = environment(empty_place)
    seen = await cardinal("doctor", env=env, cwd=tmp_path)
    assert seen.returncode == 1
    assert "Run: cardinal db upgrade" in seen.stdout
    assert (await cardinal("db", "check", env=env, cwd=tmp_path)).returncode == 1
    assert (await cardinal("db", "upgrade", env=env, cwd=tmp_path)).returncode == 0
    assert (await cardinal("db", "check", env=env, cwd=tmp_path)).returncode == 0


async def test_the_doctor_refuses_a_role_that_row_level_security_does_not_bind(place: Place, tmp_path: Path) -> None:
    if place.admin_url is None:
        pytest.skip("roles are PostgreSQL's")
    seen = await cardinal("doctor", env=environment(place, DATABASE_URL=place.admin_url), cwd=tmp_path)
    assert seen.returncode == 1
    assert "fail not so: the role that serves is bound by row level security" in seen.stdout


async def test_a_database_that_is_away_is_said_in_a_sentence_without_its_password(tmp_path: Path) -> None:
    away = Place("postgresql", "postgresql://cardinal:tulip-secret@127.0.0.1:1/cardinal", None, None)
    for command in (["serve", "--port", "0"], ["doctor"], ["db", "upgrade"]):
        seen = await cardinal(*command, env=environment(away), cwd=tmp_path)
        said = seen.stdout + seen.stderr
        assert seen.returncode == 1
        assert "the database cannot be reached" in said
        assert "Traceback" not in said
        assert "tulip-secret" not in said


async def test_the_agenda_is_shown_in_the_terminal_with_its_reasons(place: Place, app: FastAPI, tmp_path: Path) -> None:
    email = f"{new_id()}@example.org"
    env = environment(place)
    assert (await cardinal("demo", "--email", email, env=env, cwd=tmp_path)).returncode == 0
    shown = await cardinal("agenda", "--email", email, env=env, cwd=tmp_path)
    assert shown.returncode == 0, shown.stderr
    assert "overdue  Thank " in shown.stdout
    assert "(send_thank_you)" in shown.stdout
    assert "S0: “you should still send a quick thank you”" in shown.stdout
    assert "POST /v1/" in shown.stdout
    as_json = await cardinal("agenda", "--email", email, "--json", env=env, cwd=tmp_path)
    items = json.loads(as_json.stdout)["items"]
    assert {"key", "kind", "due_at", "overdue", "why", "citation"} <= items[0].keys()
    wrong = await cardinal("agenda", "--email", email, "--until", "soon", env=env, cwd=tmp_path)
    assert (wrong.returncode, "2026-11-22T09:30:00Z" in wrong.stderr) == (2, True)
    nobody = await cardinal("agenda", "--email", "nobody@example.org", env=env, cwd=tmp_path)
    assert nobody.returncode == 1

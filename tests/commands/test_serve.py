"""`cardinal serve`: it starts from nothing, says where it is, and refuses what is no request."""

import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from tests.conftest import Place
from tests.served import Served, cardinal, environment, serving


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("serve")


@pytest.fixture(scope="module")
def own_place(folder: Path) -> Place:
    return Place("sqlite", "sqlite:///data/cardinal.db", None, None)


@pytest.fixture(scope="module")
def served(own_place: Place, folder: Path) -> Iterator[Served]:
    with serving(own_place, folder) as running:
        yield running


def test_it_makes_the_database_in_the_folder_it_is_started_in_and_for_its_owner_alone(
    served: Served, folder: Path
) -> None:
    assert httpx.get(f"{served.address}/readyz").status_code == 200
    assert (folder / "data" / "cardinal.db").stat().st_mode & 0o077 == 0


def test_it_says_where_the_documentation_is_and_a_line_to_try(served: Served) -> None:
    where, line = served.said[-2:]
    assert httpx.get(where.split()[-1]).status_code == 200
    command, silent, url = line.removeprefix("Try: ").split()
    assert (command, silent) == ("curl", "-s")
    answer = httpx.get(url)
    assert (answer.status_code, answer.json()["rule"]) == (200, "job-ask.vacancy")


@pytest.mark.parametrize(
    ("path", "headers", "status", "code"),
    [
        ("/" + "a" * 9000, {}, 414, "url_too_long"),
        ("/livez", {f"X-Filler-{n}": "a" * 4000 for n in range(9)}, 431, "headers_too_large"),
    ],
)
def test_what_is_too_long_before_the_body_is_a_problem(
    served: Served, path: str, headers: dict[str, str], status: int, code: str
) -> None:
    answer = httpx.get(served.address + path, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"


def test_what_is_no_request_is_a_problem_too(served: Served) -> None:
    parts = urlsplit(served.address)
    with socket.create_connection((parts.hostname or "", parts.port or 0)) as connection:
        connection.sendall(b"GARBAGE\r\n\r\n")
        answer = connection.makefile("rb").read()
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert b"malformed_request" in answer


def test_it_does_not_say_what_it_is_made_of(served: Served) -> None:
    assert "server" not in httpx.get(f"{served.address}/livez").headers


def test_a_port_that_is_taken_is_said_in_a_sentence(served: Served, own_place: Place, folder: Path) -> None:
    port = str(urlsplit(served.address).port)
    refused = cardinal("serve", "--port", port, env=environment(own_place), cwd=folder)
    assert refused.returncode == 1
    assert f"cannot listen on 127.0.0.1, port {port}" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_without_migrating_an_old_schema_is_refused(tmp_path: Path) -> None:
    fresh = Place("sqlite", "sqlite:///cardinal.db", None, None)
    refused = cardinal("serve", "--port", "0", "--no-migrate", env=environment(fresh), cwd=tmp_path)
    assert refused.returncode == 1
    assert "run `cardinal db upgrade`" in refused.stderr

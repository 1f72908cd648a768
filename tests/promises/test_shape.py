"""What a stranger may rely on when reading the code: its size, its names, who imports what, and what it never says."""

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from app.commands.environment import names
from app.core.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
LONGEST_MODULE = 300
LONGEST_TEST_MODULE = 400  # tests are read one by one
LONGEST_FUNCTION = 40
# a list of declarations is as long as what it declares: a tenth more is let pass before it has to be divided
TOLERANCE = 1.1
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "constants", "misc", "shared", "base"}
# the door of every call, and what starts the server
KNOWS_THE_WEB = {
    "app/main.py",
    "app/commands/serve.py",
    "app/accounts/oauth.py",
    "app/core/access.py",
    "app/core/answers.py",
    "app/core/binding.py",
    "app/core/docs.py",
    "app/core/edge.py",
    "app/core/gate.py",
    "app/core/health.py",
    "app/core/idempotency.py",
    "app/core/openapi.py",
    "app/core/paging.py",
    "app/core/wire.py",
}
KNOWS_OUTGOING_HTTP = {"app/core/egress.py"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def sources(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            yield node.module


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def those_that_import(package: str, folder: str = "app") -> set[str]:
    return {
        named(path)
        for path in sources(folder)
        if any(name == package or name.startswith(f"{package}.") for name in imports(path))
    }


def tracked_texts() -> Iterator[tuple[str, str]]:
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    for name in subprocess.run(listed, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\0"):
        path = ROOT / name
        if name and path.is_file():
            yield name, path.read_bytes().decode("utf-8", "replace")


@pytest.mark.parametrize(("folder", "longest"), [("app", LONGEST_MODULE), ("tests", LONGEST_TEST_MODULE)])
def test_no_module_is_too_long_to_be_read_at_once(folder: str, longest: int) -> None:
    lengths = {named(path): len(path.read_text("utf-8").splitlines()) for path in sources(folder)}
    assert not {name: length for name, length in lengths.items() if length > longest * TOLERANCE}


def test_no_function_is_too_long_to_be_read_at_once() -> None:
    long = {
        f"{named(path)}:{node.lineno} {node.name}": length
        for path in sources("app")
        for node in ast.walk(tree(path))
        if isinstance(node, Function) and (length := own_lines(node)) > LONGEST_FUNCTION * TOLERANCE
    }
    assert not long


def own_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count a function's lines; those of a function inside it count for that one."""
    inside = sum(lines(node) for node in ast.walk(function) if isinstance(node, Function) and node is not function)
    return lines(function) - inside


def lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_every_module_is_named_after_what_it_holds() -> None:
    assert not {
        named(path) for path in sources("app") if EMPTY_NAMES & set(path.relative_to(ROOT).with_suffix("").parts)
    }


def test_only_routers_and_the_door_know_the_web_framework() -> None:
    knowing = those_that_import("fastapi") | those_that_import("starlette")
    assert {name for name in knowing if Path(name).name != "router.py"} <= KNOWS_THE_WEB


def test_only_one_module_calls_other_peoples_servers() -> None:
    calling = set().union(*(those_that_import(client) for client in ("httpx", "requests", "aiohttp", "urllib3")))
    assert calling <= KNOWS_OUTGOING_HTTP


def test_what_people_write_meets_no_pattern_that_can_backtrack() -> None:
    assert not {name for name in those_that_import("re") | those_that_import("regex") if name.startswith("app/checks/")}


def test_the_clock_is_read_in_one_place() -> None:
    reading = {
        f"{named(path)}:{node.lineno}"
        for path in sources("app")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and (node.value.id, node.attr) in {("datetime", "now"), ("datetime", "utcnow"), ("date", "today")}
    }
    assert {each.partition(":")[0] for each in reading} <= {"app/core/clock.py"}


def test_every_module_and_public_function_says_what_it_is_for() -> None:
    silent = [named(path) for path in sources("app") if path.read_text("utf-8").strip() and not documented(tree(path))]
    silent += [
        f"{named(path)}:{node.lineno} {node.name}"
        for path in sources("app")
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not documented(node)
    ]
    assert not silent


def documented(node: ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return bool(ast.get_docstring(node))


def test_every_setting_is_documented() -> None:
    text = (ROOT / ".env.example").read_text("utf-8")
    lines = text.splitlines()
    for name, (field, info) in zip(names(), Settings.model_fields.items(), strict=True):
        assert info.description, f"{field} has no description"
        assert info.description in text, f".env.example does not say of {name}: {info.description}"
        assert any(line.startswith(f"#{name}=") for line in lines), f".env.example does not name {name}"


def test_no_setting_is_documented_that_is_not_there() -> None:
    text = (ROOT / ".env.example").read_text("utf-8")
    shown = {line.removeprefix("#").partition("=")[0] for line in text.splitlines() if line.startswith("#CARDINAL_")}
    assert shown == set(names())


def test_every_requirement_is_pinned_with_the_hashes_of_its_files() -> None:
    for file in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / file).read_text("utf-8").replace("\\\n", " ")
        for line in filter(None, text.splitlines()):
            assert "==" in line, f"{file}: {line[:60]}"
            assert "--hash=sha256:" in line, f"{file}: {line[:60]}"


def test_what_serves_and_what_tests_are_the_same_versions() -> None:
    serving = pins("requirements.txt")
    assert serving <= pins("requirements-dev.txt")


def pins(file: str) -> set[str]:
    text = (ROOT / file).read_text("utf-8").replace("\\\n", " ")
    return {line.partition("--hash")[0].strip() for line in text.splitlines() if line}


def test_no_file_names_a_registry_or_a_place_on_somebodys_machine() -> None:
    # put together here, so that this file does not name them either
    hosts = ["pypi" + ".org", "python" + "hosted.org", "npmjs" + ".org", "npmjs" + ".com", "index-" + "url"]
    places = ["wo" + "rk/main", "wo" + "rk/shared", "wo" + "rk/[.]", "ho" + "me/", "ro" + "ot/", "Us" + "ers/"]
    spoken_of = re.compile("|".join([*map(re.escape, hosts), rf"(?<!\w)/(?:{'|'.join(places)})"]))
    assert not {name: found.group() for name, text in tracked_texts() if (found := spoken_of.search(text))}

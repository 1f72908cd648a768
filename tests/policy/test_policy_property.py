"""The policy against an oracle that reads the practice file by itself: default, preset, deployment, account."""

import tomllib
from contextlib import AsyncExitStack
from pathlib import Path
from random import Random
from typing import Any

import pytest

from app.main import create_app
from tests.conftest import Place, TestClock, sign_up

pytestmark = pytest.mark.anyio

ROOT = Path(__file__).parents[2]
PRACTICE = tomllib.loads((ROOT / "app" / "policy" / "practice.toml").read_text("utf-8"))
ROWS = {key: {**group, **row} for group in PRACTICE["group"] for key, row in group["values"].items()}
HERE = {"cadence.exploring_days": 45, "severity.tone.negative": "off", "questions.minutes_each": 3.5}
FILE = """
preset = "strict"
[values]
cadence.exploring_days = 45
severity.tone.negative = "off"
"questions.minutes_each" = 3.5
"""
STEPS = 60


def legal_value(key: str, random: Random) -> Any:
    row = ROWS[key]
    if "choices" in row:
        return random.choice(row["choices"])
    if isinstance(row["default"], float):
        return round(random.uniform(row["min"], row["max"]), 1)
    return random.randint(row["min"], row["max"])


def oracle(preset: str, deployment: dict[str, Any], account: dict[str, Any]) -> dict[str, tuple[Any, str]]:
    expected = {}
    for key, row in ROWS.items():
        expected[key] = (row["default"], "default")
        if preset != "balanced" and preset in row:
            expected[key] = (row[preset], "preset")
        if key in deployment:
            expected[key] = (deployment[key], "deployment")
        if key in account:
            expected[key] = (account[key], "account")
    return expected


def ladders(expected: dict[str, tuple[Any, str]]) -> bool:
    pairs = [(key, key.replace(".warn", ".block")) for key in expected if key.endswith(".warn")]
    pairs.append(("length.advice_words", "length.warning_words"))
    return all(expected[lower][0] <= expected[upper][0] for lower, upper in pairs)


def random_patch(account: dict[str, Any], random: Random) -> dict[str, Any]:
    keys = random.sample(sorted(ROWS), random.randint(0, 4)) + random.sample(sorted(account), min(len(account), 1))
    values = {key: None if random.random() < 0.4 else legal_value(key, random) for key in keys}
    presets = random.choice([{}, {"preset": random.choice(["balanced", "strict", "relaxed", None])}])
    return {**presets, "values": values}


@pytest.mark.parametrize(("file", "deployment", "usual"), [(None, {}, "balanced"), (FILE, HERE, "strict")])
async def test_the_policy_is_what_an_oracle_says_after_any_changes(
    place: Place, tmp_path: Path, file: str | None, deployment: dict[str, Any], usual: str
) -> None:
    random = Random(4)
    if file is not None:
        (tmp_path / "policy.toml").write_text(file, "utf-8")
    app = create_app(place.settings(policy_file=tmp_path / "policy.toml" if file else None), clock=TestClock())
    async with app.router.lifespan_context(app), AsyncExitStack() as stack:
        api = (await sign_up(app, stack)).client
        first = (await api.get("/v1/policy")).json()
        names: dict[str, str] = {}
        preset: str | None = None
        account: dict[str, Any] = {}
        for _ in range(STEPS):
            patch = random_patch(account, random)
            wished = patch.get("preset", preset)
            values = {key: value for key, value in {**account, **patch["values"]}.items() if value is not None}
            expected = oracle(wished or usual, deployment, values)
            answer = await api.patch("/v1/policy", json=patch)
            if not ladders(expected):
                assert answer.json()["code"] == "policy_out_of_bounds", patch
                continue
            assert answer.status_code == 200, answer.text
            preset, account = wished, values
            shown = (await api.get("/v1/policy")).json()
            assert shown["preset"] == (preset or usual)
            assert {each["key"]: (each["value"], each["origin"]) for each in shown["values"]} == expected
            content = str({key: value for key, (value, _) in expected.items()})
            assert names.setdefault(content, shown["revision"]) == shown["revision"], "equal values, another name"
        assert len(set(names.values())) == len(names) > STEPS / 3, "other values, the same name"
        kept = (await api.get("/v1/policy/revisions?limit=200")).json()["items"]
        assert set(names.values()) <= {each["revision"] for each in kept}
        for content, name in names.items():
            values = (await api.get(f"/v1/policy/revisions/{name}")).json()["values"]
            assert str(dict(values)) == content
        back = await api.patch("/v1/policy", json={"preset": None, "values": dict.fromkeys(account)})
        assert back.json() == first

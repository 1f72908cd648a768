"""The tour of the README, run line by line against a server that was started as the README says."""

import asyncio
import re
import subprocess
from pathlib import Path

import pytest

from app.core.ids import new_id
from tests.conftest import Place
from tests.served import serving

pytestmark = pytest.mark.anyio

README = Path(__file__).resolve().parents[2] / "README.md"


def lines_of_the_tour() -> str:
    return "\n".join(re.findall(r"^```sh\n(.*?)^```$", README.read_text("utf-8"), re.DOTALL | re.MULTILINE))


async def test_every_line_of_the_tour_does_what_it_says(place: Place, tmp_path: Path) -> None:
    tour = lines_of_the_tour()
    assert tour.count("call ") > 10
    with serving(place, tmp_path) as served:
        # the database is shared with other tests: an address of its own
        script = tour.replace("http://127.0.0.1:8000", served.address).replace("sam@", f"sam-{new_id()}@")
        ran = await asyncio.to_thread(
            subprocess.run,
            ["bash", "-euo", "pipefail", "-c", script],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
            cwd=tmp_path,
        )
    assert (ran.returncode, ran.stderr) == (0, ""), ran.stdout
    said = ran.stdout.split("\n")
    assert "job-ask.vacancy" in ran.stdout
    assert "['any openings']" in said or any("openings" in line and line.startswith("[") for line in said), said
    assert [line for line in said if line in ("sent", "accepted", "held")] == ["sent", "accepted", "held", "sent"]
    assert any("'thank_you_note_sent'" in line for line in said), "the timeline"
    assert any("'meetings_held': 1" in line for line in said), "the insights"

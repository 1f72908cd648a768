"""What people type and what lets them in never stands in the log, also when calls fail."""

import asyncio
import subprocess
import sys
from pathlib import Path

import httpx
import orjson
import pytest

from app.core.ids import new_id
from app.main import create_app
from tests.conftest import Place

PASSWORD, WRONG, NEW = "canary one lantern", "canary two lantern", "canary three lantern"


async def live(database_url: str) -> list[str]:
    """Do all that access offers, in this process with its log on stderr, and return every secret that was used."""
    place = Place("", database_url, None, None)
    app = create_app(place.settings(log_level="debug"))
    email, name = f"canary.{new_id()}@example.org", "Canary Rivera"
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://cardinal.test") as client,
    ):

        async def token(**form: str) -> dict[str, str]:
            answer: dict[str, str] = (await client.post("/v1/auth/token", data=form)).json()
            return answer

        await client.post("/v1/accounts", json={"email": email, "password": "canary", "name": name})
        await client.post("/v1/accounts", json={"email": email, "password": PASSWORD, "name": name})
        await token(grant_type="password", username=email, password=WRONG)
        first = await token(grant_type="password", username=email, password=PASSWORD)
        second = await token(grant_type="refresh_token", refresh_token=first["refresh_token"])
        await token(grant_type="refresh_token", refresh_token=first["refresh_token"])
        third = await token(grant_type="password", username=email, password=PASSWORD)
        client.headers["Authorization"] = f"Bearer {third['access_token']}"
        key = (await client.post("/v1/api-keys", json={"name": name, "scopes": ["read"], "password": PASSWORD})).json()[
            "secret"
        ]
        await client.get("/v1/contacts", headers={"Authorization": f"Bearer {key}"})
        await client.post("/v1/account/password", json={"current_password": WRONG, "new_password": NEW})
        await client.post("/v1/account/password", json={"current_password": PASSWORD, "new_password": NEW})
        await client.post("/v1/auth/revoke", data={"token": key})
        await client.request("DELETE", "/v1/account", json={"password": NEW})
    issued = [answer[kind] for answer in (first, second, third) for kind in ("access_token", "refresh_token")]
    return [*issued, key, email, name, PASSWORD, WRONG, NEW, "canary"]


@pytest.mark.anyio
async def test_no_password_token_or_name_stands_in_the_log(place: Place) -> None:
    program = [sys.executable, "-m", "tests.accounts.test_secrets_stay_out_of_logs", place.url]
    root = Path(__file__).parents[2]
    done = await asyncio.to_thread(subprocess.run, program, cwd=root, capture_output=True, timeout=60, check=True)
    secrets = orjson.loads(done.stdout)
    log = done.stderr.decode()
    assert log.count('"event":"request"') >= 13, log
    assert [secret for secret in secrets if secret in log] == []


if __name__ == "__main__":
    sys.stdout.buffer.write(orjson.dumps(asyncio.run(live(sys.argv[1]))))

"""The account: its fields, its address, its password, its end."""

import asyncio
import subprocess
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from sqlalchemy import Boolean, Integer, LargeBinary, Table, func, insert, select, update

import app.models  # noqa: F401 - all tables
from app.core.ids import new_id
from app.core.tables import Base
from app.core.types import Id, Instant, Json
from tests.accounts.conftest import Ledger, actions, is_let_in, renew, sign_in
from tests.conftest import PASSWORD, Place, Seeker

pytestmark = pytest.mark.anyio

NEW_PASSWORD = "seven quiet lighthouses"


async def make_key(client: httpx.AsyncClient, *scopes: str) -> str:
    """Make an API key and return its secret."""
    body = {"name": "script", "scopes": list(scopes) or ["read", "write"], "password": PASSWORD}
    answer = await client.post("/v1/api-keys", json=body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["secret"])


async def test_naming_one_line_of_the_profile_keeps_the_others(api: httpx.AsyncClient) -> None:
    first = await api.patch("/v1/account", json={"profile": {"headline": "Biologist", "interests": "Museums"}})
    assert first.status_code == 200
    second = await api.patch("/v1/account", json={"profile": {"headline": "Writer"}, "reminders": {"lead_hours": 2}})
    assert second.json()["profile"] == {
        "headline": "Writer",
        "background": None,
        "situation": None,
        "interests": "Museums",
    }
    third = await api.patch("/v1/account", json={"profile": {"interests": None}, "reminders": {"digest_at": "07:30"}})
    assert third.json()["profile"]["interests"] is None
    assert third.json()["profile"]["headline"] == "Writer"
    assert third.json()["reminders"] == {"email": False, "lead_hours": 2, "digest_at": "07:30"}


async def test_targets_are_replaced_as_a_whole_and_have_every_field(api: httpx.AsyncClient) -> None:
    await api.patch("/v1/account", json={"targets": [{"role": "Curator"}, {"role": "Editor"}]})
    changed = await api.patch("/v1/account", json={"targets": [{"industry": "Museums"}]})
    assert changed.json()["targets"] == [
        {"role": None, "industry": "Museums", "organisation": None, "why_it_fits": None}
    ]


async def test_what_a_change_answers_is_what_is_read_after_it(api: httpx.AsyncClient) -> None:
    body = {"name": "Sam R.", "locale": "de-DE", "time_zone": "America/New_York", "search_mode": "searching"}
    changed = await api.patch("/v1/account", json=body, headers={"Content-Type": "application/merge-patch+json"})
    assert body.items() <= changed.json().items()
    read = await api.get("/v1/account")
    assert read.content == changed.content
    assert read.headers["etag"] == changed.headers["etag"]
    assert (await api.get("/v1/account", headers={"If-None-Match": read.headers["etag"]})).status_code == 304


async def test_a_stale_if_match_changes_nothing(api: httpx.AsyncClient) -> None:
    etag = (await api.get("/v1/account")).headers["etag"]
    assert (await api.patch("/v1/account", json={"name": "A"}, headers={"If-Match": etag})).status_code == 200
    refused = await api.patch("/v1/account", json={"name": "B"}, headers={"If-Match": etag})
    assert (refused.status_code, refused.json()["code"]) == (412, "stale")
    assert (await api.get("/v1/account")).json()["name"] == "A"


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"name": None}, "/name"),
        ({"profile": None}, "/profile"),
        ({"profile": {"headlines": "x"}}, "/profile/headlines"),
        ({"targets": [{}] * 101}, "/targets"),
        ({"targets": [{"role": 5}]}, "/targets/0/role"),
        ({"locale": "not a locale"}, "/locale"),
        ({"locale": "en\n"}, "/locale"),
        ({"search_mode": "bored"}, "/search_mode"),
        ({"time_zone": "Mars/Olympus"}, "/time_zone"),
        ({"reminders": {"email": 1}}, "/reminders/email"),
        ({"reminders": {"lead_hours": "5"}}, "/reminders/lead_hours"),
        ({"reminders": {"digest_at": "24:00"}}, "/reminders/digest_at"),
        ({"reminders": {"digest_at": "٠٧:٣٠"}}, "/reminders/digest_at"),
        ({"id": "019b0a6e-7c3e-7b62-9d0c-5a5c3f1c2d11"}, "/id"),
        ({"email": "not an address", "password": PASSWORD}, "/email"),
        ({"email": "new@example.org"}, "/password"),
    ],
)
async def test_what_is_not_acceptable_is_named_and_nothing_changes(
    api: httpx.AsyncClient, body: dict[str, Any], pointer: str
) -> None:
    before = (await api.get("/v1/account")).content
    answer = await api.patch("/v1/account", json={"name": "Changed", **body})
    assert answer.status_code == 422, answer.text
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
    assert (await api.get("/v1/account")).content == before


async def test_a_new_search_mode_holds_in_the_very_next_call_of_every_session_and_key(
    api: httpx.AsyncClient,
    seeker: Seeker,
    anonymous: httpx.AsyncClient,
    contact: dict[str, Any],
    ledger: Ledger,
) -> None:
    other = (await sign_in(anonymous, seeker.email)).json()["access_token"]
    key = await make_key(api)
    contacts, met_at = Base.metadata.tables["contacts"], datetime(2026, 5, 4, tzinfo=UTC)
    met = update(contacts).values(met_at=met_at, last_touch_at=met_at).where(contacts.c.id == contact["id"])
    await ledger.write(met, {}, (await api.get("/v1/account")).json()["id"])
    next_touches = []
    for mode in ("searching", "exploring"):
        assert (await api.patch("/v1/account", json={"search_mode": mode})).status_code == 200
        read = [
            (await anonymous.get(f"/v1/contacts/{contact['id']}", headers={"Authorization": f"Bearer {token}"})).json()[
                "next_touch_at"
            ]
            for token in (seeker.tokens["access_token"], other, key)
        ]
        assert read[0] == read[1] == read[2]
        next_touches.append(read[0])
    assert next_touches[0] < next_touches[1]


async def test_a_sign_in_during_a_change_does_not_keep_the_old_search_mode(
    api: httpx.AsyncClient, seeker: Seeker, anonymous: httpx.AsyncClient, ledger: Ledger
) -> None:
    async def change() -> None:
        for mode in ("searching", "networking", "exploring", "searching"):
            assert (await api.patch("/v1/account", json={"search_mode": mode})).status_code == 200

    await asyncio.gather(change(), *(sign_in(anonymous, seeker.email) for _ in range(4)))
    account_id = (await api.get("/v1/account")).json()["id"]
    credentials = Base.metadata.tables["credentials"]
    found = await ledger.rows(select(credentials.c.facts).where(credentials.c.account_id == account_id), account_id)
    assert [row["facts"]["search_mode"] for row in found] == ["searching"] * 5


async def test_a_new_address_needs_the_password_and_ends_the_other_sessions(
    api: httpx.AsyncClient, seeker: Seeker, anonymous: httpx.AsyncClient
) -> None:
    other = (await sign_in(anonymous, seeker.email)).json()
    key = await make_key(api)
    email = f"{new_id()}@example.org"
    wrong = await api.patch("/v1/account", json={"email": email, "password": "not the password"})
    assert (wrong.status_code, wrong.json()["code"]) == (403, "wrong_password")
    assert await is_let_in(anonymous, other["access_token"])
    changed = await api.patch("/v1/account", json={"email": email, "password": PASSWORD})
    assert (changed.status_code, changed.json()["email"]) == (200, email)
    assert not await is_let_in(anonymous, other["access_token"])
    assert (await renew(anonymous, other["refresh_token"])).status_code == 400
    assert await is_let_in(anonymous, key)
    assert (await renew(anonymous, seeker.tokens["refresh_token"])).status_code == 200
    assert (await sign_in(anonymous, seeker.email)).status_code == 400
    assert (await sign_in(anonymous, email)).status_code == 200
    assert (await actions(seeker))[:3] == ["session.created", "account.email_changed", "account.password_refused"]


async def test_the_same_address_again_is_no_change_and_needs_no_password(
    api: httpx.AsyncClient, seeker: Seeker
) -> None:
    answer = await api.patch("/v1/account", json={"email": seeker.email, "name": "Sam R."})
    assert (answer.status_code, answer.json()["name"]) == (200, "Sam R.")


async def test_an_address_that_another_account_has_is_refused(api: httpx.AsyncClient, stranger: Seeker) -> None:
    before = (await api.get("/v1/account")).content
    answer = await api.patch("/v1/account", json={"email": stranger.email.upper(), "password": PASSWORD})
    assert (answer.status_code, answer.json()["code"]) == (409, "email_taken")
    assert (await api.get("/v1/account")).content == before


async def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(
    api: httpx.AsyncClient, seeker: Seeker, anonymous: httpx.AsyncClient
) -> None:
    other = (await sign_in(anonymous, seeker.email)).json()
    key = await make_key(api)
    body = {"current_password": PASSWORD, "new_password": NEW_PASSWORD}
    assert (await api.post("/v1/account/password", json=body)).status_code == 204
    assert await is_let_in(anonymous, seeker.tokens["access_token"])
    assert await is_let_in(anonymous, key)
    assert not await is_let_in(anonymous, other["access_token"])
    assert (await renew(anonymous, other["refresh_token"])).status_code == 400
    assert (await sign_in(anonymous, seeker.email)).status_code == 400
    assert (await sign_in(anonymous, seeker.email, NEW_PASSWORD)).status_code == 200


async def test_a_new_password_takes_the_keys_along_when_that_is_wished(
    api: httpx.AsyncClient, seeker: Seeker, anonymous: httpx.AsyncClient
) -> None:
    key = await make_key(api)
    body = {"current_password": PASSWORD, "new_password": NEW_PASSWORD, "revoke_api_keys": True}
    assert (await api.post("/v1/account/password", json=body)).status_code == 204
    assert not await is_let_in(anonymous, key)
    assert (await api.get("/v1/api-keys")).json()["items"] == []
    assert "account.password_changed" in await actions(seeker)


async def test_a_new_password_keeps_the_rules_and_needs_the_old_one(api: httpx.AsyncClient, seeker: Seeker) -> None:
    for new, status, pointers in (
        ("short", 422, ["/new_password"]),
        (f"my {seeker.email}", 422, ["/new_password"]),
        (NEW_PASSWORD, 403, []),
    ):
        body = {"current_password": "not the password", "new_password": new}
        answer = await api.post("/v1/account/password", json=body)
        assert answer.status_code == status
        assert [error["pointer"] for error in answer.json()["errors"]] == pointers


async def test_a_wrong_password_does_not_use_an_idempotency_key_up(api: httpx.AsyncClient) -> None:
    headers = {"Idempotency-Key": new_id()}
    wrong = {"current_password": "not the password", "new_password": NEW_PASSWORD}
    assert (await api.post("/v1/account/password", json=wrong, headers=headers)).status_code == 403
    right = {"current_password": PASSWORD, "new_password": NEW_PASSWORD}
    assert (await api.post("/v1/account/password", json=right, headers=headers)).status_code == 204
    replayed = await api.post("/v1/account/password", json=right, headers=headers)
    assert (replayed.status_code, replayed.headers["idempotency-replayed"]) == (204, "true")


async def test_of_two_password_changes_at_once_one_wins(
    api: httpx.AsyncClient, seeker: Seeker, anonymous: httpx.AsyncClient
) -> None:
    wanted = [f"{NEW_PASSWORD} {number}" for number in range(3)]
    answers = await asyncio.gather(
        *(api.post("/v1/account/password", json={"current_password": PASSWORD, "new_password": new}) for new in wanted)
    )
    assert sorted(answer.status_code for answer in answers) == [204, 403, 403]
    winner = next(new for new, answer in zip(wanted, answers, strict=True) if answer.status_code == 204)
    assert (await sign_in(anonymous, seeker.email, winner)).status_code == 200


async def test_a_key_reads_the_account_and_changes_nothing_of_it(
    api: httpx.AsyncClient, anonymous: httpx.AsyncClient
) -> None:
    anonymous.headers["Authorization"] = f"Bearer {await make_key(api)}"
    assert (await anonymous.get("/v1/account")).status_code == 200
    for method, path, body in (
        ("PATCH", "/v1/account", {"name": "Key"}),
        ("DELETE", "/v1/account", {"password": PASSWORD}),
        ("POST", "/v1/account/password", {"current_password": PASSWORD, "new_password": NEW_PASSWORD}),
        ("GET", "/v1/account/audit", None),
        ("GET", "/v1/sessions", None),
        ("DELETE", f"/v1/sessions/{new_id()}", None),
        ("POST", "/v1/api-keys", {"name": "k", "scopes": ["read"], "password": PASSWORD}),
        ("GET", "/v1/api-keys", None),
        ("DELETE", f"/v1/api-keys/{new_id()}", None),
    ):
        answer = await anonymous.request(method, path, json=body)
        assert (answer.status_code, answer.json()["code"]) == (403, "insufficient_scope"), (method, path)


def _value(column: Any, table: Table, made: dict[str, str]) -> Any:
    """Return a value that a column takes; made rows of other tables are referred to."""
    for constraint in table.foreign_key_constraints:
        target = constraint.referred_table.name
        if column.name in constraint.column_keys and column.name != "account_id" and target in made:
            return made[target]
    for kind, value in (
        (Id, new_id()),
        (Instant, datetime.now(UTC)),
        (Json, {}),
        (Boolean, False),
        (Integer, 1),
        (LargeBinary, b"x"),
    ):
        if isinstance(column.type, kind):
            return value
    return new_id()[: column.type.length or 36]


async def test_erasing_the_account_leaves_no_row_in_any_table(
    api: httpx.AsyncClient,
    seeker: Seeker,
    stranger: Seeker,
    anonymous: httpx.AsyncClient,
    ledger: Ledger,
) -> None:
    account_id = (await api.get("/v1/account")).json()["id"]
    made: dict[str, str] = {}
    owned = [table for table in Base.metadata.sorted_tables if "account_id" in table.c]
    for table in owned:
        made[table.name] = new_id()
        row = {column.key: _value(column, table, made) for column in table.c} | {"account_id": account_id}
        if "id" in row:
            row["id"] = made[table.name]
        await ledger.write(insert(table).values(row), {}, account_id)

    async def left() -> dict[str, int]:
        counts = {}
        for table in owned:
            query = select(func.count().label("n")).select_from(table).where(table.c.account_id == account_id)
            counts[table.name] = (await ledger.rows(query, account_id))[0]["n"]
        return counts

    before = await left()
    assert all(before.values()), f"the test must fill every table: {before}"
    wrong = await api.request("DELETE", "/v1/account", json={"password": "not the password"})
    assert (wrong.status_code, wrong.json()["code"]) == (403, "wrong_password")
    assert (await api.request("DELETE", "/v1/account", json={"password": PASSWORD})).status_code == 204
    assert not any((await left()).values())
    assert not await is_let_in(anonymous, seeker.tokens["access_token"])
    assert (await renew(anonymous, seeker.tokens["refresh_token"])).status_code == 400
    assert (await sign_in(anonymous, seeker.email)).status_code == 400
    assert (await stranger.client.get("/v1/account")).status_code == 200


async def test_an_erased_account_stands_no_more_in_the_files_of_the_database(
    api: httpx.AsyncClient, place: Place
) -> None:
    if place.engine != "sqlite":
        pytest.skip("PostgreSQL's own VACUUM does this")
    canary = f"canary{new_id()}"
    database = place.settings().sqlite_path

    async def holders() -> list[str]:
        files = [str(file) for file in database.parent.glob(f"{database.name}*")]
        # in a process of its own: to close a database's file here would drop the locks that SQLite has on it
        command = ["grep", "--files-with-matches", "--text", canary, *files]
        found = await asyncio.to_thread(subprocess.run, command, capture_output=True, text=True, check=False)
        assert not found.stderr
        return found.stdout.splitlines()

    assert (await api.post("/v1/contacts", json={"name": canary, "notes": canary})).status_code == 201
    assert await holders() != []
    assert (await api.request("DELETE", "/v1/account", json={"password": PASSWORD})).status_code == 204
    assert await holders() == []


async def test_an_erased_address_can_be_registered_again(
    api: httpx.AsyncClient, seeker: Seeker, anonymous: httpx.AsyncClient
) -> None:
    assert (await api.request("DELETE", "/v1/account", json={"password": PASSWORD})).status_code == 204
    body = {"email": seeker.email, "password": NEW_PASSWORD, "name": "Sam"}
    assert (await anonymous.post("/v1/accounts", json=body)).status_code == 201

"""Registration: who may, and which passwords are accepted."""

import asyncio
import unicodedata
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from app.core.ids import new_id
from tests.accounts.conftest import client_at, sign_in
from tests.conftest import PASSWORD, Seeker

pytestmark = pytest.mark.anyio


def registration(**more: Any) -> dict[str, Any]:
    return {"email": f"{new_id()}@example.org", "password": PASSWORD, "name": "Sam Rivera", **more}


async def test_a_new_account_has_every_field(anonymous: httpx.AsyncClient) -> None:
    body = registration(time_zone="Europe/Berlin")
    made = await anonymous.post("/v1/accounts", json=body)
    assert made.status_code == 201
    assert made.headers["location"] == "/v1/account"
    account = made.json()
    assert (account["email"], account["name"], account["time_zone"]) == (body["email"], "Sam Rivera", "Europe/Berlin")
    assert (account["locale"], account["search_mode"], account["targets"]) == ("en", "exploring", [])
    assert account["profile"] == {"headline": None, "background": None, "situation": None, "interests": None}
    assert account["reminders"] == {"email": False, "lead_hours": 24, "digest_at": None}
    assert PASSWORD not in made.text
    tokens = (await sign_in(anonymous, body["email"])).json()
    read = await anonymous.get("/v1/account", headers={"Authorization": f"Bearer {tokens['access_token']}"})
    assert read.json() == account
    assert read.headers["etag"] == made.headers["etag"]


async def test_an_address_has_one_account_however_it_is_written(anonymous: httpx.AsyncClient, seeker: Seeker) -> None:
    for email in (seeker.email, seeker.email.upper()):
        answer = await anonymous.post("/v1/accounts", json=registration(email=email))
        assert (answer.status_code, answer.json()["code"]) == (409, "email_taken")
        assert answer.json()["errors"][0]["pointer"] == "/email"


async def test_of_many_registrations_at_once_with_one_address_one_wins(anonymous: httpx.AsyncClient) -> None:
    body = registration()
    answers = await asyncio.gather(*(anonymous.post("/v1/accounts", json=body) for _ in range(6)))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409, 409]


@pytest.mark.parametrize(
    ("email", "password"),
    [
        (None, "a" * 11),
        (None, "a" * 257),
        (None, "é" * 11),
        (None, unicodedata.normalize("NFD", "é" * 11)),
        (None, "123456789012"),
        (None, "PASSWORD1234"),
        ("rivera.sam@example.org", "long rivera.SAM long"),
        ("rivera.sam@example.org", "my rivera.sam@example.org"),
        (None, "a Cardinal and a robin"),
        (None, 123456789012),
    ],
)
async def test_a_password_that_is_easy_to_guess_is_refused(
    anonymous: httpx.AsyncClient, email: str | None, password: Any
) -> None:
    body = registration(password=password)
    answer = await anonymous.post("/v1/accounts", json=body if email is None else {**body, "email": email})
    assert (answer.status_code, answer.json()["code"]) == (422, "validation_failed")
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/password"]
    assert str(password) not in answer.text


@pytest.mark.parametrize(
    "password", ["ä" * 12, "日本語のとても長い合言葉です", "            ", "🦜" * 256, "x7!x7!x7!x7!"]
)
async def test_a_password_may_have_characters_of_any_kind(anonymous: httpx.AsyncClient, password: str) -> None:
    body = registration(password=password)
    assert (await anonymous.post("/v1/accounts", json=body)).status_code == 201
    assert (await sign_in(anonymous, body["email"], password)).status_code == 200
    assert (await sign_in(anonymous, body["email"], password[:-1])).status_code == 400


async def test_a_password_is_the_same_in_either_unicode_form(anonymous: httpx.AsyncClient) -> None:
    composed = "crème brûlée à la carte"
    body = registration(password=unicodedata.normalize("NFD", composed))
    assert (await anonymous.post("/v1/accounts", json=body)).status_code == 201
    assert (await sign_in(anonymous, body["email"], unicodedata.normalize("NFC", composed))).status_code == 200
    assert (await sign_in(anonymous, body["email"], composed.upper())).status_code == 400


async def test_where_registration_is_closed_nobody_registers(
    another_app: Callable[..., Awaitable[FastAPI]],
) -> None:
    async with client_at(await another_app(registration="closed"), "192.0.2.1") as client:
        answer = await client.post("/v1/accounts", json=registration())
        assert (answer.status_code, answer.json()["code"]) == (403, "registration_closed")


async def test_where_addresses_are_to_be_verified_registration_says_that_mail_is_missing(
    another_app: Callable[..., Awaitable[FastAPI]],
) -> None:
    async with client_at(await another_app(registration="verified"), "192.0.2.1") as client:
        answer = await client.post("/v1/accounts", json=registration())
        assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
        assert "mail" in answer.json()["detail"]

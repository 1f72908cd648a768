"""`cardinal account` and `cardinal key`: what an operator makes for others, also where registration is closed."""

import asyncio
import getpass
import sys

from pydantic import ValidationError

from app.accounts import keys, service
from app.accounts.schemas import AccountCreate
from app.commands.errors import CommandError
from app.commands.operator import calling, work_for


def create_account(email: str, name: str, time_zone: str, password_stdin: bool) -> None:
    """Make an account with a password that is typed twice, or read from standard input."""
    password = _read_password() if password_stdin else _ask_password()
    try:
        body = AccountCreate(email=email, name=name, time_zone=time_zone, password=password)
    except ValidationError as error:
        wrong = [f"{each['loc'][0]}: {each['msg']}" for each in error.errors(include_input=False, include_url=False)]
        raise CommandError("\n  ".join(["the account cannot be made:", *wrong])) from None
    asyncio.run(_create_account(body))
    print(f"Made the account of {body.email}.")


async def _create_account(body: AccountCreate) -> None:
    async with calling() as call:
        await service.create(call, body)


def _read_password() -> str:
    return sys.stdin.readline().rstrip("\r\n")


def _ask_password() -> str:
    if not sys.stdin.isatty():
        raise CommandError("there is no terminal to ask for the password: give it with --password-stdin.")
    password = getpass.getpass("Password (12 characters or more): ")
    if getpass.getpass("Again: ") != password:
        raise CommandError("the two passwords are not the same.")
    return password


def create_key(email: str, name: str, scopes: list[str]) -> None:
    """Make an API key for an account and print its secret, this once."""
    print(asyncio.run(_create_key(email, name, scopes)))
    print("This is the only time that the key is shown.", file=sys.stderr)


async def _create_key(email: str, name: str, scopes: list[str]) -> str:
    async with calling() as call:
        await work_for(call, email)
        _, secret = await keys.create(call, name, scopes, None)
    return secret

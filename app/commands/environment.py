"""The settings as the operator gave them: whatever is wrong with them is said at once, and all of it."""

import os
from difflib import get_close_matches

from dotenv import dotenv_values
from pydantic import ValidationError

from app.commands.errors import CommandError
from app.core.settings import Settings
from app.policy import deployment

PREFIX = "CARDINAL_"
TESTS_ONLY = "CARDINAL_TEST_"


def names() -> list[str]:
    """Return the environment variable of each setting."""
    return [PREFIX + name.upper() for name in Settings.model_fields]


def load_settings() -> Settings:
    """Return the settings from the environment and `.env`; raise `CommandError` naming each wrong one."""
    wrong = [f"{name} is not a setting.{_meant(name)}" for name in unknown_variables()]
    try:
        settings = Settings()
        deployment.load(settings.policy_file)
    except deployment.WrongPolicyFile as error:
        wrong.append(f"{PREFIX}POLICY_FILE: {error}")
    except ValidationError as error:
        # never the value: it may hold a password
        wrong += [
            f"{PREFIX}{str(each['loc'][0]).upper()}: {_reason(each['msg'])}"
            for each in error.errors(include_input=False, include_url=False)
        ]
    if wrong:
        raise CommandError("\n  ".join(["the settings are not right:", *wrong, "All settings are in .env.example."]))
    return settings


def unknown_variables() -> list[str]:
    """Return the variables with our prefix that mean nothing: most often a misspelt setting."""
    given = {*os.environ, *dotenv_values(".env")}
    known = set(names())
    ours = (name for name in given if name.upper().startswith(PREFIX) and not name.upper().startswith(TESTS_ONLY))
    return sorted(name for name in ours if name.upper() not in known)


def _meant(name: str) -> str:
    near = get_close_matches(name.upper(), names(), n=1, cutoff=0.6)
    return f" Did you mean {near[0]}?" if near else ""


def _reason(message: str) -> str:
    return message.removeprefix("Value error, ")

"""Accounts on the wire."""

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from app.accounts.passwords import MAX_LENGTH, MIN_LENGTH, long_enough
from app.core.wire import Email, Flag, Id, Input, Instant, Line, Name, Output, Paragraph, TimeZone


class SearchMode(StrEnum):
    """Where the seeker is: sets how often to be in touch."""

    EXPLORING = "exploring"
    NETWORKING = "networking"
    SEARCHING = "searching"


def _digest_time(value: str) -> str:
    hours, _, minutes = value.partition(":")
    if int(hours) > 23 or int(minutes) > 59:
        raise ValueError("must be a time of day, such as 07:30")
    return value


Password = Annotated[
    str,
    StringConstraints(strict=True, min_length=MIN_LENGTH, max_length=MAX_LENGTH),
    AfterValidator(long_enough),
    Field(examples=["harbour lantern forty two"], description="12 to 256 characters of any kind, not a common one."),
]
GivenPassword = Annotated[
    str,
    StringConstraints(strict=True, min_length=1, max_length=MAX_LENGTH),
    Field(examples=["harbour lantern forty two"], description="The account's password, once more."),
]
Locale = Annotated[
    str,
    StringConstraints(strict=True, max_length=35, pattern=r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"),
    Field(examples=["en-GB"], description="A language tag, by BCP 47."),
]
ClockTime = Annotated[
    str,
    StringConstraints(strict=True, max_length=5, pattern=r"^[0-9]{2}:[0-9]{2}$"),
    AfterValidator(_digest_time),
    Field(examples=["07:30"]),
]


class AccountCreate(Input):
    """A new account."""

    email: Email
    password: Password
    name: Annotated[Name, Field(description="How contacts know you.", examples=["Sam Rivera"])]
    time_zone: TimeZone = "UTC"


class ProfileIn(Input):
    """Who the seeker is, in their own words; feeds composed messages."""

    headline: Annotated[Line | None, Field(examples=["Biology graduate moving into science writing"])] = None
    background: Annotated[Paragraph | None, Field(examples=["I studied biology and ran the student paper."])] = None
    situation: Annotated[Paragraph | None, Field(examples=["I am exploring what I could do next."])] = None
    interests: Annotated[Paragraph | None, Field(examples=["Science communication and museums."])] = None


class ProfileOut(Output):
    """Who the seeker is."""

    headline: str | None
    background: str | None
    situation: str | None
    interests: str | None


class TargetIn(Input):
    """A role, field or organisation that the seeker wants to learn about."""

    role: Annotated[Name | None, Field(examples=["Exhibition developer"])] = None
    industry: Annotated[Name | None, Field(examples=["Museums"])] = None
    organisation: Annotated[Name | None, Field(examples=["City Science Museum"])] = None
    why_it_fits: Annotated[Paragraph | None, Field(examples=["I like explaining things to people."])] = None


class TargetOut(Output):
    """A role, field or organisation that the seeker wants to learn about."""

    role: str | None
    industry: str | None
    organisation: str | None
    why_it_fits: str | None


class RemindersIn(Input):
    """How to be reminded."""

    email: Annotated[Flag, Field(description="By mail?")] = False
    lead_hours: Annotated[int, Field(strict=True, ge=0, le=168, description="How long before.")] = 24
    digest_at: Annotated[ClockTime | None, Field(description="One mail a day at this local time instead.")] = None


class RemindersOut(Output):
    """How to be reminded."""

    email: bool
    lead_hours: int
    digest_at: str | None


class NextDigestOut(Output):
    """When the daily mail comes next."""

    at: Instant
    moved: Annotated[
        bool, Field(description="The clocks of your zone skip `digest_at` on that day, so it comes that much later.")
    ]


class AccountPatch(Input):
    """Changes to the account: what is not named stays, also inside `profile` and `reminders`; `targets` is replaced."""

    email: Annotated[
        Email, Field(description="A new one needs `password` beside it.", examples=["sam@example.org"])
    ] = ""
    password: GivenPassword = ""
    name: Annotated[Name, Field(examples=["Sam Rivera"])] = ""
    time_zone: TimeZone = "UTC"
    locale: Locale = "en"
    search_mode: SearchMode = SearchMode.EXPLORING
    profile: ProfileIn = ProfileIn()
    targets: Annotated[list[TargetIn], Field(max_length=100, description="What you look for.")] = []
    reminders: RemindersIn = RemindersIn()


class AccountErase(Input):
    """What it takes to erase the account."""

    password: GivenPassword


class PasswordChange(Input):
    """A new password for the account."""

    current_password: GivenPassword
    new_password: Password
    revoke_api_keys: Annotated[Flag, Field(description="Also delete all API keys.")] = False


class AccountOut(Output):
    """The account of a seeker."""

    id: Id
    created_at: Instant
    updated_at: Instant
    email: Annotated[str, Field(examples=["sam.rivera@example.org"])]
    name: Annotated[str, Field(examples=["Sam Rivera"])]
    time_zone: Annotated[str, Field(examples=["Europe/Berlin"])]
    locale: Annotated[str, Field(examples=["en"])]
    search_mode: SearchMode
    search_started_at: Annotated[Instant | None, Field(description="Since when you are `searching`; null otherwise.")]
    profile: ProfileOut
    targets: list[TargetOut]
    reminders: RemindersOut
    next_digest: Annotated[NextDigestOut | None, Field(description="Null unless reminders come by mail, once a day.")]

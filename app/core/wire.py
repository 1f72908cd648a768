"""Types that stand on the wire in many places: instants, ids, texts, problems, the base of inputs and outputs."""

import re
from datetime import UTC, date, datetime
from functools import cache
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from fastapi import Path
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
)

_RFC3339 = re.compile(r"(\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d)(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)


def _instant(value: Any) -> datetime:
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value
    parts = _RFC3339.fullmatch(value) if isinstance(value, str) else None
    if parts is None:
        raise ValueError("must be an RFC 3339 instant with an offset, such as 2026-11-22T09:30:00Z")
    head, fraction, offset = parts.groups()
    try:
        found = datetime.fromisoformat(head + (fraction or "")[:7] + offset.upper().replace("Z", "+00:00")).astimezone(
            UTC
        )
    except (ValueError, OverflowError):
        raise ValueError("must be an instant that exists") from None
    if not 1900 <= found.year <= 2200:
        raise ValueError("must be between the years 1900 and 2200")
    return found


def _identifier(value: Any) -> str:
    if not isinstance(value, str) or not _UUID.fullmatch(value.lower()):
        raise ValueError("must be a UUID")
    return value.lower()


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _zone(value: str) -> str:
    if value not in _zones():
        raise ValueError("must be an IANA time zone, such as Europe/Berlin")
    return value


def _present(value: str) -> str:
    if not value.strip():
        raise ValueError("must not be blank")
    return value


def _email(value: str) -> str:
    from email_validator import EmailNotValidError, validate_email  # only when an address comes: it costs memory

    try:
        # names under `.test` are addresses too: what is tried out should work (RFC 6761)
        return validate_email(value, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError:
        raise ValueError("must be an e-mail address, such as sam@example.org") from None


def _url(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or any(c.isspace() for c in value):
        raise ValueError("must be a web address that begins with https:// or http://")
    return value


def _day(value: Any) -> date:
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise ValueError("must be a date, such as 2026-11-22")
    try:
        found = date.fromisoformat(value)
    except ValueError:
        raise ValueError("must be a date that exists") from None
    if not 1900 <= found.year <= 2200:
        raise ValueError("must be between the years 1900 and 2200")
    return found


def _bound(value: Any) -> date:
    return _day(value) if isinstance(value, str) and _DAY.fullmatch(value) else _instant(value)


Instant = Annotated[
    datetime,
    BeforeValidator(_instant),
    PlainSerializer(lambda value: value.astimezone(UTC).isoformat().replace("+00:00", "Z"), when_used="json"),
    WithJsonSchema({"type": "string", "format": "date-time", "examples": ["2026-11-22T09:30:00Z"]}),
]
Day = Annotated[
    date,
    BeforeValidator(_day, json_schema_input_type=date),
    PlainSerializer(date.isoformat, return_type=str),
    Field(examples=["2026-12-01"], json_schema_extra={"format": "date"}),
]
Bound = Annotated[
    datetime | date,
    BeforeValidator(_bound),
    WithJsonSchema(
        {
            "anyOf": [{"type": "string", "format": "date-time"}, {"type": "string", "format": "date"}],
            "examples": ["2026-11-22T09:30:00Z", "2026-11-22"],
        }
    ),
]
Id = Annotated[
    str,
    BeforeValidator(_identifier),
    WithJsonSchema({"type": "string", "format": "uuid", "examples": ["019b0a6e-7c3e-7b62-9d0c-5a5c3f1c2d11"]}),
]
PathId = Annotated[Id, Path(description="The id of the resource.")]
TimeZone = Annotated[
    str,
    StringConstraints(strict=True, max_length=64),
    AfterValidator(_zone),
    Field(examples=["Europe/Berlin"], description="An IANA time zone."),
]
Email = Annotated[
    str,
    StringConstraints(strict=True, max_length=320),
    AfterValidator(_email),
    Field(examples=["dana.whitfield@example.org"], description="An e-mail address."),
]
Url = Annotated[
    str,
    StringConstraints(strict=True, max_length=500),
    AfterValidator(_url),
    Field(examples=["https://example.org/dana"], description="A web address."),
]
Flag = Annotated[bool, Field(strict=True)]
Minutes = Annotated[int, Field(strict=True, ge=1, le=1440, description="Whole minutes.")]


def text(max_length: int, *, blank: bool = False) -> Any:
    """Return the type of a text of at most `max_length` characters, kept exactly as sent."""
    checks: list[Any] = [StringConstraints(strict=True, min_length=0 if blank else 1, max_length=max_length)]
    return Annotated[str, *checks] if blank else Annotated[str, *checks, AfterValidator(_present)]


Name = text(200)
Line = text(500)
Note = text(10_000, blank=True)
Message = text(20_000, blank=True)
Paragraph = text(2000, blank=True)
Tag = text(50)


class Input(BaseModel):
    """The base of all inputs: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid")


class Output(BaseModel):
    """The base of all outputs: every field is always there."""

    # they describe answers and validate nothing while serving: built when the document is written, not at the start
    model_config = ConfigDict(extra="forbid", defer_build=True)


class Nothing(Input):
    """No fields: the call takes no input."""


class FieldError(Output):
    """What is wrong with one field of the input."""

    pointer: Annotated[str, Field(description="JSON pointer into the body, or `/query/…`.", examples=["/starts_at"])]
    code: Annotated[str, Field(examples=["missing"])]
    message: Annotated[str, Field(examples=["This field is required."])]


class ProblemOut(BaseModel):
    """What went wrong, by RFC 9457."""

    model_config = ConfigDict(extra="allow", title="Problem")

    type: Annotated[str, Field(description="A page that explains it.", examples=["/problems/not_found"])]
    title: Annotated[str, Field(examples=["There is no such thing here"])]
    status: Annotated[int, Field(ge=400, le=599, examples=[404])]
    detail: Annotated[str, Field(examples=["There is no such thing here"])]
    instance: Annotated[str, Field(description="The path that was called.", examples=["/v1/contacts"])]
    code: Annotated[str, Field(description="The same for machines.", examples=["not_found"])]
    request_id: Annotated[str, Field(description="Stands in the log too.", examples=["019b0a6e7c3e7b62"])]
    errors: Annotated[list[FieldError], Field(description="Each field that is wrong.")]


def patched(model: BaseModel) -> dict[str, Any]:
    """Return the fields that a merge patch names (RFC 7396), null included."""
    return model.model_dump(exclude_unset=True)

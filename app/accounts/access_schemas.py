"""Access on the wire: tokens, sessions, API keys, and the audit trail."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from app.accounts.passwords import MAX_LENGTH
from app.accounts.schemas import GivenPassword
from app.core.paging import ListQuery
from app.core.wire import Id, Input, Instant, Line, Name, Output


class Scope(StrEnum):
    """What a token or key may do: `read` sees everything, `write` changes."""

    READ = "read"
    WRITE = "write"


class TokenRequest(Input):
    """OAuth 2's form (RFC 6749, 4.3 and 6)."""

    grant_type: Annotated[
        Literal["password", "refresh_token"], Field(description="How to get in.", examples=["password"])
    ]
    username: Annotated[
        str | None,
        Field(
            max_length=320, pattern=r"^[^\x00]*$", description="The account's address.", examples=["sam@example.org"]
        ),
    ] = None
    password: Annotated[str | None, Field(max_length=MAX_LENGTH, examples=["harbour lantern forty two"])] = None
    refresh_token: Annotated[
        str | None, Field(max_length=100, description="For the grant `refresh_token`.", examples=[None])
    ] = None
    scope: Annotated[
        str | None, Field(max_length=100, description="`read`, `write` or both; both unless named.", examples=["read"])
    ] = None
    client_id: Annotated[
        str | None, Field(max_length=200, description="Taken and not used: any client may call.", examples=[None])
    ] = None
    client_secret: Annotated[
        str | None, Field(max_length=200, description="Taken and not used: any client may call.", examples=[None])
    ] = None


class TokenOut(Output):
    """An access token and what renews it (RFC 6749)."""

    access_token: Annotated[str, Field(examples=["cardinal_at_…"])]
    token_type: Literal["Bearer"]
    expires_in: Annotated[int, Field(description="Seconds.", examples=[900])]
    refresh_token: Annotated[str, Field(description="Works once.", examples=["cardinal_rt_…"])]
    scope: Annotated[str, Field(examples=["read write"])]


class RevokeRequest(Input):
    """A token to end (RFC 7009)."""

    token: Annotated[str, Field(min_length=1, max_length=4096, examples=["cardinal_rt_…"])]
    token_type_hint: Annotated[str | None, Field(max_length=100, examples=["refresh_token"])] = None
    client_id: Annotated[str | None, Field(max_length=200, description="Taken and not used.", examples=[None])] = None
    client_secret: Annotated[str | None, Field(max_length=200, description="Taken and not used.", examples=[None])] = (
        None
    )


class RevokedOut(Output):
    """The token does not work, whether it did before or not."""

    revoked: Annotated[Literal[True], Field(description="Always.", examples=[True])]


class SessionOut(Output):
    """A place where the account is signed in."""

    id: Id
    created_at: Annotated[Instant, Field(description="When it was signed in.")]
    updated_at: Instant
    last_used_at: Annotated[Instant, Field(description="When its tokens were last renewed.")]
    expires_at: Annotated[Instant, Field(description="When it ends at the latest.")]
    user_agent: Annotated[str, Field(examples=["Mozilla/5.0 (Android 16; Mobile)"])]
    address: Annotated[str, Field(description="The network address at sign-in.", examples=["203.0.113.7"])]
    scopes: list[Scope]
    current: Annotated[bool, Field(description="Is it the one that asks?")]


class SessionPage(Output):
    """One page of sessions."""

    items: list[SessionOut]
    next_cursor: Annotated[str | None, Field(description="Null on the last page.")]


class SessionQuery(ListQuery):
    """The order of the list of sessions."""

    sort: Literal["created_at", "-created_at", "updated_at", "-updated_at"] = "-created_at"


class ApiKeyCreate(Input):
    """A new API key; the password is needed again."""

    name: Annotated[Name, Field(description="What it is for.", examples=["Backup script"])]
    scopes: Annotated[list[Scope], Field(min_length=1, max_length=2, examples=[["read"]])]
    expires_at: Annotated[Instant | None, Field(description="When it stops to work; null: never.")] = None
    password: GivenPassword


class ApiKeyOut(Output):
    """An API key, without its secret."""

    id: Id
    created_at: Instant
    updated_at: Instant
    name: Annotated[str, Field(examples=["Backup script"])]
    scopes: list[Scope]
    hint: Annotated[str, Field(description="How the secret begins, behind its prefix.", examples=["7fQ2"])]
    expires_at: Instant | None
    last_used_at: Annotated[Instant | None, Field(description="To the minute or so; null: never.")]


class ApiKeyMade(ApiKeyOut):
    """A new API key with its secret."""

    secret: Annotated[str | None, Field(description="Shown this once only.", examples=["cardinal_key_…"])]


class ApiKeyPage(Output):
    """One page of API keys."""

    items: list[ApiKeyOut]
    next_cursor: Annotated[str | None, Field(description="Null on the last page.")]


class ApiKeyQuery(ListQuery):
    """The order of the list of API keys."""

    sort: Literal["created_at", "-created_at", "updated_at", "-updated_at", "name", "-name"] = "-created_at"


class ActorOut(Output):
    """Who did it."""

    kind: Annotated[str, Field(description="`session`, `api_key`, `system` or `nobody`.", examples=["session"])]
    id: Annotated[Id | None, Field(description="Of the session or key.")]


class SubjectOut(Output):
    """What it was done to."""

    type: Annotated[str, Field(examples=["api_key"])]
    id: Id | None


class AuditEntryOut(Output):
    """One thing that was done in the account: who, what, when, and no contents."""

    id: Id
    at: Instant
    action: Annotated[
        str,
        Field(
            description="`<resource>.<past tense>`; of access: `session.created` (a sign-in), `session.refused` "
            "(one that failed), `session.ended`, `session.refresh_reused`, `account.password_refused`, "
            "`account.password_changed`, `account.email_changed`, `account.updated`, `api_key.created`, "
            "`api_key.deleted`.",
            examples=["session.created"],
        ),
    ]
    actor: ActorOut
    subject: SubjectOut | None
    address: Annotated[str, Field(description="The network address it came from.", examples=["203.0.113.7"])]


class AuditPage(Output):
    """One page of the audit trail."""

    items: list[AuditEntryOut]
    next_cursor: Annotated[str | None, Field(description="Null on the last page.")]


class AuditQuery(ListQuery):
    """Filters of the audit trail; a repeated one means any of them."""

    action: Annotated[list[Line], Field(max_length=20)] = []
    sort: Literal["created_at", "-created_at"] = "-created_at"

"""Accounts, and what lets somebody in: sessions, access tokens, API keys, counters of failures."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKeyConstraint, Index, Integer, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.tables import Base, Owned, order, owner
from app.core.types import Id, Json


class Account(Base):
    """A seeker with their profile, what they look for, and how they want to be reminded."""

    __tablename__ = "accounts"

    id: Mapped[str] = mapped_column(Id(), primary_key=True)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(Integer, server_default=text("1"))
    email: Mapped[str] = mapped_column(String(320))
    email_key: Mapped[str] = mapped_column(String(320), unique=True)  # case-folded: one account an address
    password_hash: Mapped[str] = mapped_column(String(200))
    name: Mapped[str] = mapped_column(String(200))
    time_zone: Mapped[str] = mapped_column(String(64))
    locale: Mapped[str] = mapped_column(String(35))
    search_mode: Mapped[str] = mapped_column(String(20))
    search_started_at: Mapped[datetime | None]  # kept by the service while `search_mode` is searching
    profile: Mapped[Any] = mapped_column(Json())
    targets: Mapped[Any] = mapped_column(Json())
    reminders: Mapped[Any] = mapped_column(Json())
    policy: Mapped[Any] = mapped_column(Json())


class Session(Owned, Base):
    """One place where the account is signed in: a family of refresh tokens; its end deletes the row."""

    __tablename__ = "sessions"
    __table_args__ = (owner(), *order("sessions", "created_at"))

    scopes: Mapped[Any] = mapped_column(Json())
    user_agent: Mapped[str] = mapped_column(String(200))
    address: Mapped[str] = mapped_column(String(64))
    last_used_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class ApiKey(Owned, Base):
    """A key for scripts and integrations."""

    __tablename__ = "api_keys"
    __table_args__ = (owner(), *order("api_keys", "created_at"))

    name: Mapped[str] = mapped_column(String(200))
    scopes: Mapped[Any] = mapped_column(Json())
    hint: Mapped[str] = mapped_column(String(12))
    expires_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]


class Credential(Base):
    """An access token or API key, hashed; looked up before the account is known."""

    __tablename__ = "credentials"
    __table_args__ = (owner(), Index("ix_credentials_account_id_actor_id", "account_id", "actor_id"))

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[str] = mapped_column(Id())
    kind: Mapped[str] = mapped_column(String(20))  # session, api_key
    actor_id: Mapped[str] = mapped_column(Id())  # the session or the key
    scopes: Mapped[Any] = mapped_column(Json())
    expires_at: Mapped[datetime | None]
    # what every call needs to know of the account, kept in step by accounts.service: the look-up stays one row of one
    # table, and no policy has to show accounts before the caller is known
    facts: Mapped[Any] = mapped_column(Json())


class RefreshToken(Base):
    """A refresh token, hashed; used ones are kept so that their reuse is seen."""

    __tablename__ = "refresh_tokens"
    __table_args__ = (
        owner(),
        ForeignKeyConstraint(["account_id", "session_id"], ["sessions.account_id", "sessions.id"], ondelete="CASCADE"),
        Index("ix_refresh_tokens_account_id_session_id", "account_id", "session_id"),
    )

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[str] = mapped_column(Id())
    session_id: Mapped[str] = mapped_column(Id())
    created_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class SignInFailure(Base):
    """Failed sign-ins of one account name or network in the present window."""

    __tablename__ = "sign_in_failures"

    subject: Mapped[str] = mapped_column(String(64), primary_key=True)  # a keyed digest: no address in the clear
    count: Mapped[int] = mapped_column(Integer)
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]

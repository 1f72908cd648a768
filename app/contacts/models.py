"""Contacts and the times they were in touch."""

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.tables import Base, Owned, order, owner, reference
from app.core.types import Id, Json


class Contact(Owned, Base):
    """A professional whom the seeker asks, or may ask, for advice."""

    __tablename__ = "contacts"
    __table_args__ = (
        owner(),
        reference("introduced_by_id", "contacts", on_erase="null"),
        *order("contacts", "created_at", "updated_at", "name"),
        Index("ix_contacts_introduced_by_id", "account_id", "introduced_by_id", "id"),
    )

    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str | None] = mapped_column(String(320))
    phone: Mapped[str | None] = mapped_column(String(50))
    linkedin_url: Mapped[str | None] = mapped_column(String(500))
    organisation: Mapped[str | None] = mapped_column(String(200))
    role_title: Mapped[str | None] = mapped_column(String(200))
    industry: Mapped[str | None] = mapped_column(String(200))
    location: Mapped[str | None] = mapped_column(String(200))
    time_zone: Mapped[str | None] = mapped_column(String(64))
    source: Mapped[str | None] = mapped_column(String(20))
    warmth: Mapped[str] = mapped_column(String(20))
    position: Mapped[str] = mapped_column(String(20))
    introduced_by_id: Mapped[str | None] = mapped_column(Id())
    preferred_channel: Mapped[str | None] = mapped_column(String(20))
    tags: Mapped[Any] = mapped_column(Json(binary=True))
    notes: Mapped[str | None] = mapped_column(Text)
    research: Mapped[Any] = mapped_column(Json())
    may_contact_again: Mapped[bool | None] = mapped_column(Boolean)
    do_not_contact: Mapped[bool] = mapped_column(Boolean)
    resume_invited: Mapped[bool] = mapped_column(Boolean)
    # kept by the services of what happens with the contact
    opted_out_at: Mapped[datetime | None]
    last_touch_at: Mapped[datetime | None]
    met_at: Mapped[datetime | None]
    interest: Mapped[str | None] = mapped_column(String(10))
    search: Mapped[str] = mapped_column(Text)  # what `q` looks in, folded


class Touchpoint(Owned, Base):
    """One time that the seeker and the contact were in touch, noted by hand."""

    __tablename__ = "touchpoints"
    __table_args__ = (
        owner(),
        reference("contact_id", "contacts"),
        *order("touchpoints", "created_at"),
        Index("ix_touchpoints_contact_id_at", "account_id", "contact_id", "at", "id"),
    )

    contact_id: Mapped[str] = mapped_column(Id())
    kind: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime]
    note: Mapped[str | None] = mapped_column(Text)
    findings: Mapped[Any] = mapped_column(Json())

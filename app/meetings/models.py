"""Meetings."""

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, CheckConstraint, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.tables import Base, Owned, order, owner, reference
from app.core.types import Id, Json


class Meeting(Owned, Base):
    """One conversation: planned, held, and what came of it.

    No two scheduled, confirmed or running meetings of an account overlap; the migration says so to PostgreSQL with an
    exclusion constraint and to SQLite with triggers.
    """

    __tablename__ = "meetings"
    __table_args__ = (
        owner(),
        reference("contact_id", "contacts"),
        reference("interview_request_id", "interview_requests", on_erase="null"),
        reference("question_set_id", "question_sets", on_erase="null"),
        CheckConstraint("ends_at > starts_at", name="ends_after_it_starts"),
        *order("meetings", "created_at", "updated_at", "starts_at"),
        Index("ix_meetings_contact_id", "account_id", "contact_id"),
        Index("ix_meetings_interview_request_id", "account_id", "interview_request_id"),
        Index("ix_meetings_question_set_id", "account_id", "question_set_id"),
    )

    contact_id: Mapped[str] = mapped_column(Id())
    interview_request_id: Mapped[str | None] = mapped_column(Id())
    question_set_id: Mapped[str | None] = mapped_column(Id())
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]  # planned end, for the overlap; the end that is shown follows the actual start
    minutes: Mapped[int] = mapped_column(Integer)
    time_zone: Mapped[str] = mapped_column(String(64))
    format: Mapped[str] = mapped_column(String(20))
    location: Mapped[str | None] = mapped_column(Text)
    phone: Mapped[str | None] = mapped_column(String(50))
    video_url: Mapped[str | None] = mapped_column(String(2000))
    goals: Mapped[Any] = mapped_column(Json())
    overview: Mapped[str | None] = mapped_column(Text)
    preparation: Mapped[Any] = mapped_column(Json())
    checklist: Mapped[Any] = mapped_column(Json())  # the items that are done
    status: Mapped[str] = mapped_column(String(20))
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    extensions: Mapped[Any] = mapped_column(Json())
    reschedules: Mapped[Any] = mapped_column(Json())
    ical_uid: Mapped[str] = mapped_column(String(100))
    ical_sequence: Mapped[int] = mapped_column(Integer)
    notes: Mapped[Any] = mapped_column(Json())
    evaluation: Mapped[Any] = mapped_column(Json())
    action_plan: Mapped[Any] = mapped_column(Json())
    people_met: Mapped[Any] = mapped_column(Json())
    cards_exchanged: Mapped[bool | None] = mapped_column(Boolean)
    findings: Mapped[Any] = mapped_column(Json())

"""Interview requests."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.tables import Base, Owned, order, owner, reference
from app.core.types import Id, Json


class InterviewRequest(Owned, Base):
    """What the seeker asks one contact for, in their own words, with what the check says of it."""

    __tablename__ = "interview_requests"
    __table_args__ = (
        owner(),
        reference("contact_id", "contacts"),
        reference("referred_by_id", "contacts", on_erase="null"),
        reference("question_set_id", "question_sets", on_erase="null"),
        *order("interview_requests", "created_at", "updated_at", "sent_sort"),
        Index("ix_interview_requests_contact_id", "account_id", "contact_id", "referred_by_id"),
        Index("ix_interview_requests_referred_by_id", "account_id", "referred_by_id"),
        Index("ix_interview_requests_question_set_id", "account_id", "question_set_id"),
    )

    contact_id: Mapped[str] = mapped_column(Id())
    referred_by_id: Mapped[str | None] = mapped_column(Id())
    question_set_id: Mapped[str | None] = mapped_column(Id())
    channel: Mapped[str] = mapped_column(String(20))
    purpose: Mapped[str | None] = mapped_column(String(30))
    objective: Mapped[str | None] = mapped_column(Text)
    minutes_requested: Mapped[int | None] = mapped_column(Integer)
    question_count: Mapped[int | None] = mapped_column(Integer)
    formats_offered: Mapped[Any] = mapped_column(Json())
    subject: Mapped[str | None] = mapped_column(Text)
    message: Mapped[str | None] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(20))
    sent_at: Mapped[datetime | None]
    sent_sort: Mapped[datetime]  # sent_at, or the far future while it is a draft: so that a keyset has no gaps
    words: Mapped[int | None] = mapped_column(Integer)  # how long the message was when it was sent
    answered_at: Mapped[datetime | None]
    follow_ups: Mapped[Any] = mapped_column(Json())
    findings: Mapped[Any] = mapped_column(Json())
    verdict: Mapped[str] = mapped_column(String(10))
    ruleset: Mapped[str] = mapped_column(String(60))
    policy_revision: Mapped[str] = mapped_column(String(40))

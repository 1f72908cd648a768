"""Thank-you notes."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.core.tables import Base, Owned, order, owner, reference
from app.core.types import Id, Json


class ThankYouNote(Owned, Base):
    """Thanks for a meeting, in the seeker's own words, with what the check says of them."""

    __tablename__ = "thank_you_notes"
    __table_args__ = (
        owner(),
        reference("meeting_id", "meetings"),
        *order("thank_you_notes", "created_at", "updated_at", "due_at", "sent_sort"),
        Index("ix_thank_you_notes_meeting_id", "account_id", "meeting_id"),
    )

    meeting_id: Mapped[str] = mapped_column(Id())
    channel: Mapped[str] = mapped_column(String(20))
    message: Mapped[str | None] = mapped_column(Text)
    due_at: Mapped[datetime]
    status: Mapped[str] = mapped_column(String(20))
    sent_at: Mapped[datetime | None]
    sent_sort: Mapped[datetime]  # sent_at, or the far future while it is a draft: so that a keyset has no gaps
    findings: Mapped[Any] = mapped_column(Json())
    verdict: Mapped[str] = mapped_column(String(10))
    ruleset: Mapped[str] = mapped_column(String(60))
    policy_revision: Mapped[str] = mapped_column(String(40))

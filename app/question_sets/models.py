"""Sets of questions for a conversation."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.tables import Base, Owned, order, owner, reference
from app.core.types import Id, Json


class QuestionSet(Owned, Base):
    """Questions in order, with what the check says of them."""

    __tablename__ = "question_sets"
    __table_args__ = (
        owner(),
        reference("contact_id", "contacts"),
        *order("question_sets", "created_at", "updated_at"),
        Index("ix_question_sets_contact_id", "account_id", "contact_id"),
    )

    title: Mapped[str] = mapped_column(String(200))
    contact_id: Mapped[str | None] = mapped_column(Id())
    minutes_available: Mapped[int | None] = mapped_column(Integer)
    questions: Mapped[Any] = mapped_column(Json())
    shared_at: Mapped[datetime | None]
    findings: Mapped[Any] = mapped_column(Json())
    verdict: Mapped[str] = mapped_column(String(10))
    ruleset: Mapped[str] = mapped_column(String(60))
    policy_revision: Mapped[str] = mapped_column(String(40))

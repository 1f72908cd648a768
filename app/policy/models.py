"""The policies that were in force for an account, kept for what names them."""

from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.tables import Base, Owned, order, owner
from app.core.types import Json


class PolicyRevision(Owned, Base):
    """One policy that was in force for the account: every value of it, and which of them are no defaults."""

    __tablename__ = "policy_revisions"
    __table_args__ = (
        owner(),
        *order("policy_revisions", "created_at"),
        Index("uq_policy_revisions_revision", "account_id", "revision", unique=True),
    )

    revision: Mapped[str] = mapped_column(String(40))
    preset: Mapped[str] = mapped_column(String(20))
    changed: Mapped[Any] = mapped_column(Json())  # [{key, value, origin}] of what is not the default
    values: Mapped[Any] = mapped_column(Json())  # {key: value} of all

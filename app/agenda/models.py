"""What the seeker put off."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.tables import Base, owner
from app.core.types import Id


class AgendaSnooze(Base):
    """One item of the agenda that is not to be shown for a while; all else of it is derived."""

    __tablename__ = "agenda_snoozes"
    __table_args__ = (owner(),)

    account_id: Mapped[str] = mapped_column(Id(), primary_key=True)
    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    until: Mapped[datetime]

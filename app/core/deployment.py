"""Facts of this installation that are made once and kept in its database: the key that signs cursors."""

import secrets

from sqlalchemy import String, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Connection
from app.core.statements import Statement
from app.core.tables import Base, table_of


class Deployment(Base):
    """A fact of this installation."""

    __tablename__ = "deployment"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(String(200))


_table = table_of(Deployment)
_FIND = Statement(select(_table.c.value).where(_table.c.name == bindparam("name")))


def _insert(dialect: str) -> postgresql.Insert | sqlite.Insert:
    make = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return make(_table).values(name=bindparam("name"), value=bindparam("value")).on_conflict_do_nothing()


_KEEP = Statement(_insert)


async def secret(db: Connection, name: str) -> bytes:
    """Return the installation's secret of that name, made at the first call."""
    row = await db.one(_FIND, {"name": name})
    if row is None:
        await db.run(_KEEP, {"name": name, "value": secrets.token_hex(32)})
        await db.commit()
        row = await db.one(_FIND, {"name": name})
        assert row is not None
    return bytes.fromhex(row["value"])

"""The base of all tables, and the columns that every record of an account has."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import ForeignKeyConstraint, Index, Integer, MetaData, Table, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from app.core.types import Id, Instant

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """All tables; used for their definitions, rows travel as dictionaries."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: Instant()}


class Owned:
    """A record of one account: tenancy is in the key, and the database refuses a reference across accounts."""

    account_id: Mapped[str] = mapped_column(Id(), primary_key=True)
    id: Mapped[str] = mapped_column(Id(), primary_key=True)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(Integer, server_default=text("1"))


def owner() -> ForeignKeyConstraint:
    """Return the foreign key to the account; the only one that cascades."""
    return ForeignKeyConstraint(["account_id"], ["accounts.id"], ondelete="CASCADE")


def reference(column: str, target: str, *, on_erase: str = "delete") -> ForeignKeyConstraint:
    """Return a foreign key within the account.

    `on_erase` says what becomes of this row when the target is erased with all that rests on it: "delete" or "null".
    """
    return ForeignKeyConstraint(
        ["account_id", column],
        [f"{target}.account_id", f"{target}.id"],
        ondelete="NO ACTION",
        info={"on_erase": on_erase},
    )


def order(table: str, *columns: str) -> list[Index]:
    """Return an index for each column that the list of `table` can be sorted by."""
    return [Index(f"ix_{table}_{column}", "account_id", column, "id") for column in columns]


def table_of(model: type[Base]) -> Table:
    """Return the table behind a model."""
    table = model.__table__
    assert isinstance(table, Table)
    return table

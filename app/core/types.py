"""Column types that mean the same on PostgreSQL and SQLite, for SQLAlchemy's compiler and for the statement runner."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import orjson
from sqlalchemy import CHAR, Dialect, Text
from sqlalchemy.types import TIMESTAMP, TypeDecorator, TypeEngine, UserDefinedType


class _Native(UserDefinedType[Any]):
    """A PostgreSQL type whose values the driver takes and gives as they are."""

    cache_ok = True

    def __init__(self, name: str) -> None:
        self.name = name

    def get_col_spec(self, **_: Any) -> str:
        return self.name


class Id(TypeDecorator[str]):
    """A UUID as lower-case text: `UUID` on PostgreSQL, 36 characters on SQLite."""

    impl = CHAR(36)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return _Native("UUID") if dialect.name == "postgresql" else dialect.type_descriptor(CHAR(36))


class Instant(TypeDecorator[datetime]):
    """An instant in UTC; naive values are refused. Text of fixed width on SQLite, so that it sorts."""

    impl = TIMESTAMP(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(TIMESTAMP(timezone=True))
        return dialect.type_descriptor(CHAR(32))

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], Any]:
        on_sqlite = dialect.name == "sqlite"

        def process(value: datetime | None) -> Any:
            if value is None:
                return None
            if value.tzinfo is None:
                raise ValueError("an instant needs a time zone")
            return value.astimezone(UTC).isoformat(timespec="microseconds") if on_sqlite else value

        return process

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        if dialect.name == "postgresql":
            return None
        return lambda value: None if value is None else datetime.fromisoformat(value)


class Json(TypeDecorator[Any]):
    """A JSON document kept byte for byte: `JSON` on PostgreSQL (with `binary`, `JSONB`), text on SQLite."""

    impl = Text
    cache_ok = True

    def __init__(self, binary: bool = False) -> None:
        super().__init__()
        self.binary = binary

    def __repr__(self) -> str:
        return "Json(binary=True)" if self.binary else "Json()"

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return _Native("JSONB" if self.binary else "JSON")
        return dialect.type_descriptor(Text())

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], str | None]:
        return lambda value: None if value is None else orjson.dumps(value).decode()

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any]:
        return lambda value: None if value is None else orjson.loads(value)


class Texts(TypeDecorator[Any]):
    """A list of texts as one bind parameter: an array on PostgreSQL, a JSON array on SQLite."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return _Native("TEXT[]") if dialect.name == "postgresql" else dialect.type_descriptor(Text())

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any] | None:
        if dialect.name == "postgresql":
            return None
        return lambda value: orjson.dumps(value).decode()

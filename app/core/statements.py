"""The statement runner's first half: SQLAlchemy writes the SQL once, the driver runs it prepared.

A `Statement` is built at import from SQLAlchemy expressions with named bind parameters, compiled once a dialect
and kept; running it costs one dictionary look-up and the driver's call. See docs/adr/0001 and 0002.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Delete, Dialect, Insert, Select, Update, bindparam
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import CompoundSelect

from app.core.types import Id, Texts

DIALECTS: Mapping[str, Dialect] = {
    "postgresql": PGDialect_asyncpg(),  # type: ignore[no-untyped-call]  # SQLAlchemy leaves it untyped
    "sqlite": SQLiteDialect_aiosqlite(),
}

Row = dict[str, Any]
Processor = Callable[[Any], Any]
Executable = Select[Any] | Insert | Update | Delete | CompoundSelect[Any]


class Compiled:
    """One statement in one dialect: its text, how to lay out parameters, how to read rows."""

    __slots__ = ("_binds", "_defaults", "_results", "sql")

    def __init__(self, statement: Executable, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        assert isinstance(compiled, SQLCompiler)
        self.sql = str(compiled)
        self._defaults = {name: value for name, value in compiled.params.items() if value is not None}
        self._binds: list[tuple[str, Processor | None]] = [
            (name, compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect))
            for name in compiled.positiontup or ()
        ]
        columns = getattr(statement, "exported_columns", ())
        self._results: list[tuple[str, Processor]] = [
            (column.key, process)
            for column in columns
            if (process := column.type.dialect_impl(dialect).result_processor(dialect, None)) is not None
        ]

    def arguments(self, params: Mapping[str, Any]) -> list[Any]:
        """Return the positional arguments for the driver."""
        given = {**self._defaults, **params} if self._defaults else params
        return [process(given[name]) if process else given[name] for name, process in self._binds]

    def rows(self, records: Sequence[Any]) -> list[Row]:
        """Return driver rows as dictionaries of Python values."""
        rows = [dict(record) for record in records]
        for name, process in self._results:
            for row in rows:
                row[name] = process(row[name])
        return rows


class Statement:
    """A statement that is compiled at its first use in each dialect and never again."""

    __slots__ = ("_build", "_compiled")

    def __init__(self, build: Executable | Callable[[str], Executable]) -> None:
        self._build = build
        self._compiled: dict[str, Compiled] = {}

    def compiled(self, dialect: str) -> Compiled:
        """Return the statement compiled for `dialect` ("postgresql" or "sqlite")."""
        found = self._compiled.get(dialect)
        if found is None:
            source = self._build(dialect) if callable(self._build) else self._build
            found = self._compiled[dialect] = Compiled(source, DIALECTS[dialect])
        return found


class any_of(ColumnElement[bool]):  # noqa: N801 - reads as an SQL operator
    """`column` equals one of the texts in the list bound to `name`: one parameter whatever their number."""

    inherit_cache = False

    def __init__(self, column: ColumnElement[Any], name: str) -> None:
        self.column = column
        self.values: BindParameter[Any] = bindparam(name, type_=Texts())


@compiles(any_of, "postgresql")
def _any_of_postgresql(element: any_of, compiler: SQLCompiler, **kw: Any) -> str:
    column, values = compiler.process(element.column, **kw), compiler.process(element.values, **kw)
    if isinstance(element.column.type, Id):  # as a text it would have no index
        return f"{column} = ANY (({values})::uuid[])"
    return f"{column}::text = ANY ({values})"


@compiles(any_of, "sqlite")
def _any_of_sqlite(element: any_of, compiler: SQLCompiler, **kw: Any) -> str:
    values = compiler.process(element.values, **kw)
    return f"{compiler.process(element.column, **kw)} IN (SELECT value FROM json_each({values}))"


class has_any(ColumnElement[bool]):  # noqa: N801 - reads as an SQL operator
    """The JSON list in `column` holds at least one of the texts in the list bound to `name`."""

    inherit_cache = False

    def __init__(self, column: ColumnElement[Any], name: str) -> None:
        self.column = column
        self.values: BindParameter[Any] = bindparam(name, type_=Texts())


@compiles(has_any, "postgresql")
def _has_any_postgresql(element: has_any, compiler: SQLCompiler, **kw: Any) -> str:
    return f"{compiler.process(element.column, **kw)} ?| {compiler.process(element.values, **kw)}"


@compiles(has_any, "sqlite")
def _has_any_sqlite(element: has_any, compiler: SQLCompiler, **kw: Any) -> str:
    column, values = compiler.process(element.column, **kw), compiler.process(element.values, **kw)
    return f"EXISTS (SELECT 1 FROM json_each({column}) AS had JOIN json_each({values}) AS wanted USING (value))"

"""What a database does to its clients at the worst moment, provoked by SQLAlchemy's events."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa


@contextlib.contextmanager
def answer_lost(table: str, value: str, *, verb: str = "UPDATE") -> Iterator[list[str]]:
    """The first transaction that updates `table` with `value` (or inserts it, as `verb` says) is
    committed, but its answer never comes. The list tells that it happened."""
    lost: list[str] = []

    def mark(
        connection: sa.Connection, _cursor: Any, statement: str, parameters: Any, *_: Any
    ) -> None:
        if not lost and _is(statement, parameters, table, value, verb):
            connection.info["marked"] = True

    def lose(connection: sa.Connection) -> None:
        if connection.info.pop("marked", False):
            lost.append(value)
            dbapi: Any = connection.connection.dbapi_connection
            dbapi.commit()
            raise _gone()

    with _listening("before_cursor_execute", mark), _listening("commit", lose):
        yield lost


@contextlib.contextmanager
def refusing(table: str, value: str) -> Iterator[list[str]]:
    """Inside the block each transaction that updates `table` with `value` loses its connection."""
    lost: list[str] = []

    def refuse(
        _connection: sa.Connection, _cursor: Any, statement: str, parameters: Any, *_: Any
    ) -> None:
        if _is(statement, parameters, table, value):
            lost.append(value)
            raise _gone()

    with _listening("before_cursor_execute", refuse):
        yield lost


@contextlib.contextmanager
def _listening(event: str, listener: Any) -> Iterator[None]:
    sa.event.listen(sa.Engine, event, listener)
    try:
        yield
    finally:
        sa.event.remove(sa.Engine, event, listener)


def _is(statement: str, parameters: Any, table: str, value: str, verb: str = "UPDATE") -> bool:
    values = parameters.values() if isinstance(parameters, dict) else parameters
    said = f"INSERT INTO {table} " if verb == "INSERT" else f"{verb} {table} "
    return statement.startswith(said) and value in list(values)


def _gone() -> sa.exc.OperationalError:
    return sa.exc.OperationalError(
        "", {}, RuntimeError("the connection is gone"), connection_invalidated=True
    )

"""Statements both databases know, said once."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite


def insert_unless_there(
    connection: sa.Connection, table: sa.Table
) -> sqlite.Insert | postgresql.Insert:
    """INSERT … ON CONFLICT DO NOTHING."""
    return unless_there(connection.dialect.name, table)


def unless_there(dialect: str, table: sa.Table) -> sqlite.Insert | postgresql.Insert:
    """The same, before there is a connection."""
    if dialect == "sqlite":
        return sqlite.insert(table).on_conflict_do_nothing()
    return postgresql.insert(table).on_conflict_do_nothing()


def one_at_a_time(connection: sa.Connection, what: str) -> None:
    """Who does the same waits until this transaction ends; on SQLite the writer is alone anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtext(what))))

"""Column types that mean the same on both databases."""

from __future__ import annotations

import json as stdjson
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeEngine

from core import sentences


class Instant(sa.types.TypeDecorator[datetime]):
    """An aware UTC instant. On SQLite text of fixed width, so that it sorts and compares."""

    impl = sa.TIMESTAMP(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(sa.String(32))
        return dialect.type_descriptor(sa.TIMESTAMP(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"the time {value.isoformat()} has no zone")
        value = value.astimezone(UTC)
        return value.isoformat(timespec="microseconds") if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if isinstance(value, str):
            return datetime.fromisoformat(value)
        instant: datetime = value
        return instant.astimezone(UTC)


class JsonValue(sa.types.TypeDecorator[Any]):
    """JSON in which a `sentences.Sentence` keeps its key, so that it is read in any language."""

    impl = sa.JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return sentences.keep_all(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return sentences.restore_all(value)


class Told(sa.types.TypeDecorator[str]):
    """Text, in which a `sentences.Sentence` keeps its key: then it is JSON behind a mark."""

    impl = sa.Text
    cache_ok = True
    MARK = "\x1e"

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        if isinstance(value, sentences.Sentence):
            return self.MARK + stdjson.dumps(sentences.keep(value), ensure_ascii=False)
        return value.lstrip(self.MARK) if value is not None else None

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        if value is not None and value.startswith(self.MARK):
            return sentences.restore(stdjson.loads(value.removeprefix(self.MARK)))
        return value


PlainJson = sa.JSON(none_as_null=True)
"""Of the audit trail, which is English for ever."""
Serial = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
"""SQLite counts up by itself only for a column of type INTEGER."""

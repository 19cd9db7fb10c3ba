"""Where the database is: one of two kinds, known by its URL."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from core import errors


class WrongPlace(errors.BotError):
    """The database URL is of a kind this program does not know."""

    code = "wrong-database-url"


@dataclass(frozen=True, kw_only=True)
class Place:
    """`path` is the file on SQLite, None on PostgreSQL. `url` may hold a password: never shown."""

    url: sa.URL
    path: Path | None = None

    def __repr__(self) -> str:
        return f"Place({self.url.render_as_string(hide_password=True)!r})"

    def beside(self, suffix: str) -> Path:
        """A file next to the SQLite database, for example its lock."""
        if self.path is None:
            raise TypeError("only a SQLite database has files beside it")
        return self.path.with_name(self.path.name + suffix)


def parse(database_url: str) -> Place:
    """`sqlite:///relative/path`, `sqlite:////absolute/path` or `postgresql://…`."""
    try:
        url = sa.make_url(database_url)
    except sa.exc.ArgumentError as exc:
        raise _wrong("The database URL cannot be read.") from exc
    kind = url.get_backend_name()
    if kind == "postgresql":
        return Place(url=url.set(drivername="postgresql+psycopg"))
    if kind == "sqlite" and url.database and url.database != ":memory:":
        path = Path(url.database).absolute()
        path.parent.mkdir(parents=True, exist_ok=True)
        return Place(url=sa.URL.create("sqlite", database=str(path)), path=path)
    raise _wrong(f"A database URL of the kind {kind!r} is not known here.")


def _wrong(sentence: str) -> WrongPlace:
    return WrongPlace(
        sentence,
        remedy="Use sqlite:///data/failback-ps.db or postgresql://user@host/database.",
    )

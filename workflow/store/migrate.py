"""Brings the tables to this release's shape, once, whoever starts at the same time."""

from __future__ import annotations

import contextlib
import fcntl
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa

from workflow import chains, seals
from workflow.store import backends, engines, places

HEAD = "0009"
"""The newest migration; a test holds it against the scripts. Knowing it here spares a start with
nothing to do the import of Alembic."""

UNCHAINED = "0001"
"""The last one whose audit rows had no seals."""
_LOCK = 0x6661696C  # any constant of our own, for PostgreSQL's advisory lock


def to_head(place: places.Place, keys: seals.Keys) -> None:
    """Raises `backends.Unavailable` when the database cannot be reached."""
    engine = (
        engines.sqlite(place, keys, begin="BEGIN IMMEDIATE")
        if place.path
        else engines.postgres(place, keys, patient=True)
    )
    try:
        with _alone(place, engine) as connection:
            before = _version(connection)
            if before != HEAD:
                _upgrade(connection)
            if before == UNCHAINED:
                chains.adopt(connection)
    except sa.exc.OperationalError as exc:
        raise backends.Unavailable(refused=backends.refused(exc)) from exc
    finally:
        engine.dispose()


@contextlib.contextmanager
def _alone(place: places.Place, engine: sa.Engine) -> Iterator[sa.Connection]:
    if place.path is not None:
        with place.beside(".migrate.lock").open("a") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            with engine.begin() as connection:
                yield connection
        return
    with engine.begin() as connection:
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
        yield connection


def _version(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()


def _upgrade(connection: sa.Connection) -> None:
    # Imported here: half a start's time, needed only when there is something to do.
    from alembic import command, config  # noqa: PLC0415 - see above

    settings = config.Config()
    settings.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    settings.attributes["connection"] = connection
    command.upgrade(settings, "head")

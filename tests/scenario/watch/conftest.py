"""A local Azure and a database, for each test of the watch."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests import keys
from tests.scenario.commands.conftest import cloud
from tests.scenario.watch.bench import Kept
from workflow import store

__all__ = ["cloud"]  # the fixture: a local Azure and a connection to it


@pytest.fixture
async def kept(tmp_path: Path) -> AsyncIterator[Kept]:
    rows = await store.open(f"sqlite:///{tmp_path}/watch.db", audit_key=keys.AUDIT)
    yield Kept(rows)
    await rows.close()

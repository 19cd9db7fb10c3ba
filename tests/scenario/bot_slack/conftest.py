from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.scenario.bot_slack import stage as staging


@pytest_asyncio.fixture
async def stage(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[staging.Stage]:
    """Over HTTP; a test that is parametrised with `mode` may choose Socket Mode."""
    mode = "http"
    if "mode" in request.fixturenames:
        mode = request.getfixturevalue("mode")
    async with staging.stage(tmp_path, mode) as one:
        yield one

"""An audit trail that each test has as it was made."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from tests.unit.workflow import trails


@pytest.fixture
def trail() -> Iterator[sa.Connection]:
    with trails.opened(filled=True) as connection:
        yield connection

"""The key that tests seal audit rows with."""

from __future__ import annotations

import sqlalchemy as sa

from workflow import seals
from workflow.store import engines, schema

AUDIT = "a key for tests only, of 32 characters or more"


def memory() -> sa.Engine:
    """All tables in memory, for what needs a connection and no store."""
    engine = sa.create_engine("sqlite://")
    engines.know(engine, seals.Keys(AUDIT))
    schema.metadata.create_all(engine)
    return engine

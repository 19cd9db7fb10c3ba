"""Databases as a first start leaves them: made once, then copied.

Most tests are about what happens afterwards. Those that are about the first start itself
(`test_store`, `test_replicas`, the sandbox's own bot) begin with nothing.
"""

from __future__ import annotations

import functools
import shutil
import tempfile
from pathlib import Path

from tests import forks, keys
from workflow import engine, store

ENDS = (".db", ".engine.db")


def sqlite(path: Path) -> str:
    """The URL of a new database at `path`, which ends with `.db`."""
    made = Path(_folder().name) / "made.db"
    for end in ENDS:
        shutil.copyfile(made.with_suffix(end), path.with_suffix(end))
    return f"sqlite:///{path}"


@functools.cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    """Kept, and with it the files, until this process ends."""
    folder = tempfile.TemporaryDirectory(prefix="made-")
    make(f"sqlite:///{folder.name}/made.db")
    return folder


def make(url: str) -> None:
    """In a process of its own: an engine is one per process, and a test may have its own."""
    ended = forks.run(_make, url).join()
    assert ended == 0, f"no database was made at {url}"


async def _make(url: str) -> None:
    rows = await store.open(url, audit_key=keys.AUDIT)
    await rows.close()
    durable = engine.Engine(database_url=url)
    await durable.launch()
    await durable.close()

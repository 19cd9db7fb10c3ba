"""`make bench [ARGS="ack start"]`: run the named benchmarks, or all."""

from __future__ import annotations

import asyncio
import importlib
import sys
import tempfile
from pathlib import Path

from benchmarks import report

ALL = ("ack", "view", "deploy", "start")


def main() -> None:
    done = []
    for name in sys.argv[1:] or ALL:
        module = importlib.import_module(f"benchmarks.{name}")
        with tempfile.TemporaryDirectory() as folder:
            done.append(asyncio.run(module.measure(Path(folder))))
        print(report.show(done[-1]), flush=True)
    print(f"kept in {report.keep(done)}")


if __name__ == "__main__":
    main()

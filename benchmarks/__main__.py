"""`make bench [ARGS="ack start"]`: run the named benchmarks, or all."""

from __future__ import annotations

import asyncio
import importlib
import sys
import tempfile
import traceback
from pathlib import Path

from benchmarks import report

ALL = ("ack", "view", "home", "vote", "deploy", "start", "azure", "sweep")


def main() -> None:
    done: list[report.Report] = []
    failed = []
    for name in sys.argv[1:] or ALL:
        module = importlib.import_module(f"benchmarks.{name}")
        try:
            with tempfile.TemporaryDirectory() as folder:
                done.append(asyncio.run(module.measure(Path(folder))))
        except Exception:  # noqa: BLE001 - one that fails must not take the others' numbers with it
            traceback.print_exc()
            failed.append(name)
            continue
        print(report.show(done[-1]), flush=True)
        report.keep(done)
    print(f"kept in {report.ARTEFACT}")
    if failed:
        sys.exit(f"failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()

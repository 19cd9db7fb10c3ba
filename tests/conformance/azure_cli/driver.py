"""Run by the CLI's own interpreter: command lines in on stdin, results out on stdout, as JSON.

It does what `az` does (`azure/cli/__main__.py`: a new CLI for each command line, invoked with its
arguments); only the interpreter stays, so that importing it is paid for once. What a command prints
is taken where it leaves the process, as a shell would.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from typing import IO, Any

OUT, ERR = 1, 2


def run(arguments: list[str]) -> dict[str, Any]:
    # Only there in the CLI's own environment.
    from azure.cli.core import get_default_cli  # type: ignore[import-untyped]  # noqa: PLC0415

    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as said:
        with _into(out, OUT), _into(said, ERR):
            try:
                code = get_default_cli().invoke(arguments)
            except SystemExit as leaving:
                code = leaving.code
        return {"code": int(code or 0), "out": _read(out), "err": _read(said)}


@contextlib.contextmanager
def _into(file: IO[bytes], number: int) -> Iterator[None]:
    kept = os.dup(number)
    os.dup2(file.fileno(), number)
    try:
        yield
    finally:
        (sys.stdout if number == OUT else sys.stderr).flush()
        os.dup2(kept, number)
        os.close(kept)


def _read(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode("utf-8", "replace")


def main() -> None:
    with os.fdopen(os.dup(OUT), "w") as answers:
        for line in sys.stdin:
            answers.write(json.dumps(run(json.loads(line))) + "\n")
            answers.flush()


if __name__ == "__main__":
    main()

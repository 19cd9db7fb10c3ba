"""Run by the CLI's own interpreter: command lines in on stdin, results out on stdout, as JSON.

It does what `az` does (`azure/cli/__main__.py`: a new CLI for each command line, invoked with its
arguments); only the interpreter stays, so that importing it is paid for once.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
import tempfile
from typing import Any


def run(arguments: list[str]) -> dict[str, Any]:
    # Only there in the CLI's own environment.
    from azure.cli.core import get_default_cli  # type: ignore[import-untyped]  # noqa: PLC0415

    out = io.StringIO()
    with tempfile.TemporaryFile() as said:
        kept = os.dup(2)
        os.dup2(said.fileno(), 2)
        try:
            with contextlib.redirect_stdout(out):  # some commands print past `out_file`
                code = get_default_cli().invoke(arguments, out_file=out)
        except SystemExit as leaving:
            code = leaving.code
        finally:
            sys.stderr.flush()
            os.dup2(kept, 2)
            os.close(kept)
        said.seek(0)
        return {
            "code": int(code or 0),
            "out": out.getvalue(),
            "err": said.read().decode("utf-8", "replace"),
        }


def main() -> None:
    answers, sys.stdout = sys.stdout, sys.stderr
    for line in sys.stdin:
        answers.write(json.dumps(run(json.loads(line))) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()

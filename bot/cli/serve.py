"""`failback-ps serve`: the bot itself, until SIGTERM."""

from __future__ import annotations

import argparse
import gc
import os

import uvloop

from bot import config, logs, redaction


def declare(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    del options
    os.environ.update(config.identity_from_files(os.environ))
    settings = config.load(os.environ)
    logs.configure(settings.log_level, redaction.Redactor(config.secrets(settings, os.environ)))

    from bot import app  # noqa: PLC0415 - a wrong setting is told before half a second of imports

    # What the imports made stays; without this every collection walks it on the event loop.
    gc.freeze()
    uvloop.run(app.serve(settings))
    return 0

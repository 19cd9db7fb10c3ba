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

    # A start makes only what stays: collecting meanwhile costs a tenth of it and finds nothing.
    # `app.serve` sets all of it aside, and collects from then on, once it is ready.
    gc.disable()
    from bot import app  # noqa: PLC0415 - a wrong setting is told before half a second of imports

    uvloop.run(app.serve(settings))
    return 0

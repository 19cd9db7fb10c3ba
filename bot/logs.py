"""Structured logs: one JSON object a line (coloured in a terminal), redacted as a whole."""

from __future__ import annotations

import logging
import sys
from typing import Any

import structlog

from bot import redaction

CHATTY = ("azure", "aiohttp", "slack_sdk", "slack_bolt", "apscheduler", "uvicorn.access", "dbos")


class _Formatter(structlog.stdlib.ProcessorFormatter):
    """Redacts the finished line, so that nothing gets past: fields, messages, tracebacks."""

    def __init__(self, redactor: redaction.Redactor, **options: Any) -> None:
        super().__init__(**options)
        self._redactor = redactor

    def format(self, record: logging.LogRecord) -> str:
        return self._redactor.text(super().format(record))


def configure(level: str, redactor: redaction.Redactor, *, pretty: bool | None = None) -> None:
    """Send structlog and the standard library's loggers to stderr through the one redactor."""
    pretty = sys.stderr.isatty() if pretty is None else pretty
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    last: list[Any] = (
        [
            structlog.dev.ConsoleRenderer(
                colors=sys.stderr.isatty(),
                # The default shows local variables where rich is installed: secrets among them.
                exception_formatter=structlog.dev.plain_traceback,
            )
        ]
        if pretty
        else [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(default=str)]
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        _Formatter(
            redactor,
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *last],
        )
    )
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level.upper())),
        cache_logger_on_first_use=True,
    )

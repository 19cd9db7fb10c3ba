"""Says no, loudly, to what is not JSON: it would be stored, and could not be read again."""

from __future__ import annotations

import math
from typing import Any

from core import json
from core.sentences import say
from workflow import procedures


def an_object(value: Any) -> json.Object:
    """The value, when it is a JSON object: what steps answer with. Raises like `check`."""
    if not isinstance(value, dict):
        raise _refused(
            "$", say("step-not-object", "{kind} instead of an object", kind=type(value).__name__)
        )
    check(value)
    return value


def check(value: Any, path: str = "$") -> None:
    """Raises `procedures.StepFailed` (`not-json`) naming place and type, never the value."""
    if value is None or isinstance(value, bool | str | int):
        return
    if isinstance(value, float):
        if not math.isfinite(value):
            raise _refused(path, say("step-not-number", "a number that JSON does not know"))
        return
    if isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str):
                raise _refused(
                    path, say("step-not-text", "a key of type {kind}", kind=type(key).__name__)
                )
            check(item, f"{path}.{key}")
        return
    if isinstance(value, list | tuple):
        for n, item in enumerate(value):
            check(item, f"{path}[{n}]")
        return
    raise _refused(path, type(value).__name__)


def _refused(path: str, what: str) -> procedures.StepFailed:
    return procedures.StepFailed(
        say(
            "step-not-json",
            "A step answered with something that cannot be kept: {what} at {path}.",
            what=what,
            path=path,
        ),
        cause=say("step-not-json-cause", "A fault of this program."),
        remedy=say(
            "step-not-json-remedy",
            "Report it with the operation's id; retry once the bot has been mended.",
        ),
        code="not-json",
    )

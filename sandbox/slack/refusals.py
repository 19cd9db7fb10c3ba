"""How the local Slack says no."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


class SlackError(Exception):
    """Answered as `{"ok": false, "error": code, …}`, with Slack's own code."""

    def __init__(self, code: str, *messages: str, **extra: Any) -> None:
        super().__init__(f"{code}: {'; '.join(messages)}" if messages else code)
        self.code = code
        self.messages = messages
        self.extra = extra

    def body(self) -> dict[str, Any]:
        shown: dict[str, Any] = {"ok": False, "error": self.code} | self.extra
        if self.messages:
            shown["response_metadata"] = {"messages": list(self.messages)}
        return shown


def invalid_blocks(faults: Iterable[str]) -> SlackError:
    """Each fault stands twice in the body: in `errors` bare, in `response_metadata` with its level.

    As quoted in https://github.com/grafana/oncall/pull/5121
    """
    messages = tuple(faults)
    bare = [one.removeprefix("[ERROR] ") for one in messages]
    return SlackError("invalid_blocks", *messages, errors=bare)


class Impossible(Exception):
    """A person cannot do that: the thing is not there, or not theirs. Code and a sentence."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence

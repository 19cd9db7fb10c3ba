"""How the local Slack says no."""

from __future__ import annotations

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


class Impossible(Exception):
    """A person cannot do that: the thing is not there, or not theirs. Code and a sentence."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence

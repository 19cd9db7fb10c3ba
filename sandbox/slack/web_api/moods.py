"""How the Web API feels: failures that a story act asked for, and the token's state."""

from __future__ import annotations

from sandbox.slack.refusals import SlackError


class Moods:
    def __init__(self) -> None:
        self.refusal = ""
        """An error that every call hears: `token_revoked`, `account_inactive`, …"""
        self._failures: dict[str, tuple[str, int, int]] = {}

    def fail(self, method: str, error: str, status: int, times: int) -> None:
        """The next `times` calls of `method` fail (-1: all, 0: none any more)."""
        if times == 0:
            self._failures.pop(method, None)
        else:
            self._failures[method] = (error, status, times)

    def check(self, method: str) -> int:
        """Raises the failure; or answers an HTTP status that the edge gives instead, 0 for none."""
        if method not in self._failures:
            return 0
        error, status, times = self._failures[method]
        self.fail(method, error, status, times - 1 if times > 0 else times)
        if error and status < 500:
            raise SlackError(error)
        return status

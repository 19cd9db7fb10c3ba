"""People and groups, as the workflow needs to know them. `bot/slack` implements `Directory`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from core import errors


class Unreachable(errors.BotError):
    """The directory gave no answer. Nothing is decided on a guess.

    `retry_after`: seconds after which it wants to be asked again; 0 when it did not say."""

    code = "directory-unreachable"

    def __init__(self, sentence: str, *, remedy: str = "", retry_after: float = 0.0) -> None:
        super().__init__(sentence, remedy=remedy)
        self.retry_after = retry_after


@dataclass(frozen=True, kw_only=True)
class Person:
    """One member of the workspace. `name` is for logs and the terminal, never for decisions."""

    id: str
    name: str
    active: bool = True
    is_bot: bool = False
    guest: bool = False  # restricted or from another workspace: neither asks nor approves
    # Two accounts with one address are one person. Where it is not told, nobody can tell them
    # apart, and their votes do not count.
    email: str = ""
    locale: str = ""
    """As they have set it in Slack, `de-DE`; empty where it is not told."""


class Directory(Protocol):
    """Who is who. Both calls raise `Unreachable` when there is no answer."""

    async def person(self, id: str) -> Person:  # noqa: A002 - the wire's own word
        """The person as known now; somebody unknown is returned with `active=False`."""
        ...

    async def members(self, group: str, *, fresh: bool) -> frozenset[str]:
        """Ids of the group's members. `fresh` asks the source, never a cache.

        One request is shared by all who wait for the same group. An unknown or disabled group has
        no members."""
        ...

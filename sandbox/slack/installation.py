"""Whose workspace it is, what its administrators set, and the one app that is installed in it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Team:
    id: str
    name: str
    domain: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Enterprise:
    """The organisation that the workspace belongs to on Enterprise Grid."""

    id: str = "E0CONTOSO"
    name: str = "Contoso Group"
    org_install: bool = False
    """The app is installed for the whole organisation, not for this workspace."""


@dataclass(frozen=True, kw_only=True, slots=True)
class App:
    """The one installed app: its ids, and what its manifest asks for."""

    app_id: str
    bot_id: str
    user_id: str
    name: str
    commands: tuple[dict[str, str], ...]
    events: frozenset[str]
    scopes: frozenset[str]
    shortcuts: tuple[dict[str, str], ...] = ()
    """`name`, `description`, `callback_id` and `type` (`global` or `message`) of each."""


@dataclass(kw_only=True, slots=True)
class Preferences:
    """What an administrator may set and an app then meets as an error."""

    edit_window: float | None = None
    """Seconds in which a message may be edited; None: always."""
    paid: bool = True
    """User groups need a paid plan."""
    deleting: bool = True
    """Apps may delete their messages."""
    home: bool = True
    """The app's Home tab is switched on."""
    largest_file: int = 1_000_000_000
    uploads: bool = True

"""Start the local Slack and the local Azure, and say how a bot is pointed at them.

running = await launch.start(speed=30, data_dir=Path("data"))
running.settings   # environment names to values, for the bot
running.urls       # where the services are
await running.stop()
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import secrets
import shutil
import socket
import tempfile
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from sandbox.control import Control

if TYPE_CHECKING:
    from sandbox.slack.server import LocalSlack

Only = Literal["azure", "slack", "both"]
Mode = Literal["http", "socket"]


@dataclass(kw_only=True)
class Running:
    """`settings` holds secrets: hand it to the bot's environment, never to a log."""

    settings: dict[str, str] = field(default_factory=dict, repr=False)
    urls: dict[str, str] = field(default_factory=dict)
    slack: LocalSlack | None = None
    vaults: tuple[str, ...] = ()
    _stops: list[Callable[[], Awaitable[None]]] = field(default_factory=list, repr=False)

    async def stop(self) -> None:
        """Stop the servers, last first, and drop the database. A second call does nothing."""
        while self._stops:
            await self._stops.pop()()


async def start(
    *,
    only: Only = "both",
    port: int = 0,
    speed: float = 1.0,
    mode: Mode = "http",
    data_dir: Path | None = None,
    weather: Collection[str] = (),
    seed: str = "story",
) -> Running:
    """Start what `only` names. `port`: the page's (0: all free ones), the others follow it.

    `weather`, what the clouds do on a bad day: `throttled` (Azure refuses by its token buckets),
    `lagging` (Azure's reads lag behind its writes), `limited` (Slack refuses by its rate limits),
    any of them together. `seed`, what Azure holds at first: `story`, `empty`, `big`, or the path of
    a saved state.

    Writes `sandbox.toml` and `ca.pem` into `data_dir` (default: a new folder of its own). Raises
    `OSError` when a port is taken; nothing is left running then.
    """
    folder = (data_dir or Path(tempfile.mkdtemp(prefix="failback-ps-sandbox-"))).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    running = Running()
    ports = _ports(running, port)
    try:
        control = Control()
        await control.start(ports["control"])
        running._stops.append(control.stop)
        running.urls["control"] = control.url
        running.settings["FAILBACK_PS_PORT"] = str(ports["bot"])
        running.settings["FAILBACK_PS_AUDIT_KEY"] = secrets.token_urlsafe(48)
        if only != "slack":
            azure = {"speed": speed, "seed": seed, "weather": frozenset(weather) - {"limited"}}
            await _azure(running, control, ports, folder, azure)
        if only != "azure":
            limited = "limited" in weather
            await _slack(running, control, ports, mode, azure=only == "both", limited=limited)
        store = _store(running, folder)
        running.settings["FAILBACK_PS_CONFIG"] = str(_config(folder, store, mode, running.vaults))
    except BaseException:
        # Whatever went wrong, also a cancelled start, must not leave servers behind.
        await running.stop()
        raise
    return running


async def _slack(
    running: Running,
    control: Control,
    ports: dict[str, int],
    mode: Mode,
    *,
    azure: bool,
    limited: bool,
) -> None:
    from sandbox.slack.server import LocalSlack  # noqa: PLC0415 - only when it is asked for

    slack = LocalSlack(
        control,
        port=ports["page"],
        mode=mode,
        request_url=f"http://127.0.0.1:{ports['bot']}/slack/events",
        azure=azure,
    )
    if limited:
        slack.rates.tighten()
    await slack.start()
    running._stops.append(slack.stop)
    running.slack = slack
    running.urls |= {"slack_api": slack.api_url, "slack_page": f"{slack.url}/"}
    running.settings |= {
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": slack.secrets.bot_token,
        "SLACK_SIGNING_SECRET": slack.secrets.signing_secret,
    }
    if mode == "socket":
        running.settings["SLACK_APP_TOKEN"] = slack.secrets.app_token


async def _azure(
    running: Running,
    control: Control,
    ports: dict[str, int],
    folder: Path,
    options: dict[str, Any],
) -> None:
    from sandbox.azure.server import LocalAzure  # noqa: PLC0415 - only when it is asked for

    azure = LocalAzure(data_dir=folder, control=control, **options)
    running._stops.append(azure.stop)
    await azure.start(**{name: ports[name] for name in ("arm", "authority", "keyvault", "prices")})
    running.urls |= azure.urls
    running.settings |= azure.settings
    running.vaults = azure.vaults


def _store(running: Running, folder: Path) -> Path:
    """A new folder for the database: the cloud it speaks of lives no longer than this start."""
    store = Path(tempfile.mkdtemp(prefix="run-", dir=folder))

    async def remove() -> None:
        await asyncio.to_thread(shutil.rmtree, store, ignore_errors=True)

    running._stops.insert(0, remove)
    return store


def _config(folder: Path, store: Path, mode: Mode, vaults: Collection[str]) -> Path:
    """The bot's file as an operator would write it. No secret is in it."""
    quoted = json.dumps  # a JSON string is a TOML basic string
    lines = [
        "# Written by the sandbox at each start.",
        'host = "127.0.0.1"',
        "",
        f"[slack] # {'Socket Mode' if mode == 'socket' else 'HTTP'}",
        'channels = { default = "C0INCIDENT", approvals = "C0APPROVE1", audit = "C0AUDIT01" }',
        "",
        "[azure]",
        f"vaults = [{', '.join(quoted(vault) for vault in vaults)}]",
        "",
        "[[azure.installers]]",
        'version = "9.60.6956.1"',
        'url = "https://software.example.com/9.60.6956.1/MicrosoftAzureSiteRecoveryUnifiedSetup.exe"',
        "",
        "[store]",
        f"database_url = {quoted(f'sqlite:///{store}/failback-ps.db')}",
        "",
        "[[policy]]",
        'name = "recovery"',
        'verbs = ["*"]',
        'where = { subscription = "*" }',
        'requesters = { groups = ["S0ONCALL1"] }',
        'approvers = [ { groups = ["S0LEADS01"], quorum = 1 } ]',
        'expires_after = "4h"',
        'remind = { after = "15m" }',
        'break_glass = { people = ["U0MAREK01"] }',
    ]
    path = folder / "sandbox.toml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _ports(running: Running, first: int) -> dict[str, int]:
    """One for each server and the bot's own, which must be known before the bot runs."""
    names = ("page", "arm", "authority", "keyvault", "prices", "control", "bot")
    if first:
        return {name: first + number for number, name in enumerate(names)}
    port, claim = claimed()
    running._stops.append(claim)
    return dict.fromkeys(names, 0) | {"bot": port}


def claimed() -> tuple[int, Callable[[], Awaitable[None]]]:
    """A port for a server that is started later, and what gives it back.

    It is below those that the kernel gives to outgoing connections (net.ipv4.ip_local_port_range,
    32768 to 60999 on Linux). Other sandboxes keep off it: its number is held for datagrams, which
    the server itself does not use.
    """
    while True:
        port = 20000 + secrets.randbelow(12000)
        held = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        with socket.socket() as probe, contextlib.suppress(OSError):
            held.bind(("127.0.0.1", port))
            probe.bind(("127.0.0.1", port))
            return port, _closing(held)
        held.close()


def _closing(held: socket.socket) -> Callable[[], Awaitable[None]]:
    async def close() -> None:
        held.close()

    return close

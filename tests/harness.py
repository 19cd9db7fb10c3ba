"""Drives the whole house as real processes: the sandbox's servers, and the bot beside them.

Nothing here reaches into the bot: it is told what to do through Slack's wire, and judged by what
the channel shows and what Azure holds.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

import aiohttp

from sandbox import launch
from tests import databases, forks, once, weather

RITA, LENA, MAREK, BO, BOT = "U0RITA001", "U0LENA001", "U0MAREK01", "U0BO00001", "U0FAILBOT"
INCIDENT, RANDOM = "C0INCIDENT", "C0RANDOM1"
PRODUCTION = "5b000000-0000-4000-8000-000000000001"
T = TypeVar("T")


async def until(
    look: Callable[[], Awaitable[T | None]],
    seconds: float = 30,
    what: str = "",
    instead: Callable[[], Any] = str,
) -> T:
    """Look until there is something; the time-out says what was missing, and what is `instead`."""
    end = time.monotonic() + seconds * weather.PATIENCE
    # A look may list a whole channel: what takes long is asked for less often.
    pause = 0.05
    while True:
        found = await look()
        if found:
            return found
        if time.monotonic() > end:
            raise AssertionError(f"not seen within {seconds:g} s: {what or look} {instead()}")
        await asyncio.sleep(pause)
        pause = min(pause * 1.3, 0.25)


class Process:
    """A child with its output in a file."""

    def __init__(self, name: str, log: Path) -> None:
        self.name = name
        self.log = log
        self._child: forks.Forked | asyncio.subprocess.Process | None = None

    async def start(
        self, *arguments: str, env: dict[str, str], out: Path | None = None, fresh: bool = False
    ) -> None:
        """`out`: a file of its own for what it prints. `fresh`: by an interpreter of its own."""
        whole = os.environ | env
        if not fresh:
            self._child = forks.start(arguments, whole, out or self.log, self.log)
            return
        command = (sys.executable, "-m", "bot.cli", *arguments)
        with (out or self.log).open("ab") as printed, self.log.open("ab") as log:
            self._child = await asyncio.create_subprocess_exec(
                *command, env=whole, stdout=printed, stderr=log
            )

    @property
    def child(self) -> forks.Forked | asyncio.subprocess.Process:
        assert self._child is not None, f"{self.name} was not started"
        return self._child

    async def kill(self) -> None:
        """SIGKILL: no handler, no flush, no goodbye."""
        if self.child.returncode is None:
            self.child.kill()
        await self.child.wait()

    async def stop(self) -> None:
        if self.child.returncode is None:
            self.child.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(self.child.wait(), 15)
        except TimeoutError:
            await self.kill()
            raise AssertionError(f"{self.name} did not stop on SIGTERM") from None

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")


class Control:
    """The sandbox's control endpoint: faults, holds, the journal, story acts."""

    def __init__(self, url: str, session: aiohttp.ClientSession) -> None:
        self._url = url
        self._session = session

    async def _call(self, method: str, path: str, body: Any = None) -> Any:
        url = f"{self._url}/_control/{path}"
        async with self._session.request(method, url, json=body) as answer:
            content = await answer.json()
            assert answer.status < 400, (path, body, content)
            return content

    async def fault(self, **order: Any) -> str:
        return str((await self._call("POST", "faults", order))["id"])

    async def clear(self) -> None:
        await self._call("DELETE", "faults")

    async def hold(self, **order: Any) -> str:
        return str((await self._call("POST", "hold", order))["id"])

    async def held(self, hold: str, seconds: int = 60) -> None:
        answer = await self._call("GET", f"hold/{hold}?wait={seconds}")
        assert answer["held"], "nothing was held"

    async def release(self, hold: str) -> None:
        await self._call("POST", "release", {"id": hold})

    async def journal(self, service: str = "", method: str = "", path: str = "") -> list[Any]:
        query = f"journal?service={service}&method={method}&path={path}"
        return list((await self._call("GET", query))["entries"])

    async def azure(self, **order: Any) -> Any:
        return await self._call("POST", "azure", order)

    async def snapshot(self) -> Any:
        return await self._call("GET", "azure")

    async def slack(self, do: str, **order: Any) -> Any:
        return await self._call("POST", "slack", {"do": do, **order})


class Sandbox:
    """The local Slack and Azure, and what tests ask of them."""

    def __init__(self, ready: dict[str, Any], folder: Path, session: aiohttp.ClientSession) -> None:
        self.settings: dict[str, str] = ready["settings"]
        self.urls: dict[str, str] = ready["urls"]
        self.folder = folder
        self.control = Control(self.urls["control"], session)
        self.session = session
        self.bots: list[Process] = []
        self.claims: list[Callable[[], Awaitable[None]]] = []

    async def bot(self, wait: bool = True, fresh: bool = False, **more: str) -> Process:
        """Start `serve`; with `wait`, until it is ready."""
        process = Process(f"bot {len(self.bots)}", self.folder / f"bot-{len(self.bots)}.log")
        env = {"FAILBACK_PS_DATABASE_URL": self._database(), **self.settings, **more}
        await process.start("serve", env=env, fresh=fresh)
        self.bots.append(process)
        if wait:
            await self.ready(process, int(env["FAILBACK_PS_PORT"]))
        return process

    @property
    def _rows(self) -> Path:
        return self.folder / "failback-ps.db"

    def _database(self) -> str:
        return f"sqlite:///{self._rows}" if self._rows.exists() else databases.sqlite(self._rows)

    def port(self) -> str:
        """For a further bot; nobody else takes it while this sandbox is up."""
        port, give_back = launch.claimed()
        self.claims.append(give_back)
        return str(port)

    async def terminal(self, *arguments: str, code: int = 0, **more: str) -> str:
        """What `failback-ps <arguments>` prints, with the bot's settings and database."""
        database = {"FAILBACK_PS_DATABASE_URL": f"sqlite:///{self._rows}"}
        env = os.environ | database | self.settings | more
        with tempfile.TemporaryDirectory(dir=self.folder) as folder:
            out, err = Path(folder, "out"), Path(folder, "err")
            child = forks.start(arguments, env, out, err)
            ended = await asyncio.wait_for(child.wait(), 60)
            said, wrong = out.read_text(encoding="utf-8"), err.read_text(encoding="utf-8")
        assert ended == code, (ended, wrong)
        return said or wrong

    async def ready(self, process: Process, port: int) -> None:
        async def look() -> bool:
            assert process.child.returncode is None, f"the bot ended:\n{process.said()}"
            try:
                async with self.session.get(f"http://127.0.0.1:{port}/readyz") as answer:
                    return answer.status == 200
            except aiohttp.ClientError:
                return False

        try:
            await until(look, 90, "a ready bot")
        except AssertionError as late:
            raise AssertionError(f"{late}; its log:\n{process.said()}") from None

    # ---- Slack, as a person ----------------------------------------------------------------
    async def type(self, person: str, text: str, channel: str = INCIDENT) -> Any:
        return await self.control.slack("command", user=person, channel=channel, text=text)

    async def messages(
        self, person: str = RITA, channel: str = INCIDENT, thread_ts: str = ""
    ) -> list[dict[str, Any]]:
        order = {"channel": channel, "user": person}
        if thread_ts:
            order["thread_ts"] = thread_ts
        return list((await self.control.slack("messages", **order))["messages"])

    async def message(
        self, words: str, person: str = RITA, seconds: float = 30, **where: str
    ) -> dict[str, Any]:
        """The newest message that shows `words` (in text or blocks)."""

        async def look() -> dict[str, Any] | None:
            found = await self.messages(person, **where)
            return next((m for m in reversed(found) if words in shown(m)), None)

        return await until(look, seconds, f"{words!r} in the channel")

    async def click(self, person: str, message: dict[str, Any], label: str) -> Any:
        button = find_button(message, label)
        return await self.control.slack(
            "action",
            user=person,
            channel=message.get("channel", INCIDENT),
            ts=message["ts"],
            block_id=button["block_id"],
            action_id=button["action_id"],
            value=button.get("value"),
        )

    async def view(self, person: str, words: str = "", seconds: float = 15) -> dict[str, Any]:
        """The person's open modal, once it shows `words`."""

        async def look() -> dict[str, Any] | None:
            views = (await self.control.slack("views", user=person))["views"]
            return views[-1] if views and words in shown(views[-1]) else None

        return await until(look, seconds, f"a modal with {words!r}")

    async def told(self) -> str:
        """For a failure: what the channel shows, and the ends of the bots' logs."""
        try:
            seen = "\n".join(shown(m) for m in await self.messages())
        except (aiohttp.ClientError, AssertionError) as error:
            seen = f"(not to be had: {error})"
        logs = (f"{bot.name} logged:\n{bot.said()[-3000:]}" for bot in self.bots)
        return "\n".join((f"The channel shows:\n{seen}", *logs))

    # ---- Azure, as it is -------------------------------------------------------------------
    async def resources(self, kind: str = "", words: str = "") -> list[dict[str, Any]]:
        found = (await self.control.snapshot())["resources"]
        return [
            r
            for r in found
            if r["type"].lower().endswith(kind.lower()) and words.lower() in json.dumps(r).lower()
        ]


def shown(thing: Any) -> str:
    """All that a person reads of a message or view: text, block texts, button labels."""
    return json.dumps(thing, ensure_ascii=False)


def find_button(message: dict[str, Any], label: str) -> dict[str, Any]:
    labels = []
    for block in message["blocks"]:
        elements = [*block.get("elements", []), block.get("accessory") or {}]
        for element in elements:
            if element.get("type") == "button":
                labels.append(element["text"]["text"])
                if element["text"]["text"].startswith(label):
                    return {"block_id": block["block_id"], **element}
    raise AssertionError(f"no button {label!r}; there are {labels}")


async def _line(servers: Process, printed: Path) -> str:
    """What it prints once it is there."""
    assert servers.child.returncode is None, f"the sandbox did not start:\n{servers.said()}"
    said = printed.read_text(encoding="utf-8") if printed.exists() else ""
    return said if said.endswith("\n") else ""


@asynccontextmanager
async def sandbox(
    folder: Path,
    mode: str = "http",
    speed: float = 60,
    only: str = "both",
    skies: Collection[str] = weather.WEATHER,
    *,
    seed: str = "story",
) -> AsyncIterator[Sandbox]:
    """The servers as a process of their own; bots started through it are stopped at the end."""
    servers = Process("sandbox", folder / "sandbox.log")
    options = ["--headless", "--mode", mode, "--speed", str(speed), "--only", only]
    options += ["--weather", ",".join(skies), "--seed", seed]
    printed = folder / "sandbox.out"
    await servers.start("sandbox", *options, "--data", str(folder), env={}, out=printed)
    async with aiohttp.ClientSession() as session:
        running: Sandbox | None = None
        try:
            line = await until(lambda: _line(servers, printed), 90, "a sandbox")
            running = Sandbox(json.loads(line), folder, session)
            try:
                yield running
            except AssertionError as error:
                error.add_note(await running.told())
                raise
            if only != "azure":
                await once.check(lambda channel: running.messages("", channel))
        finally:
            for process in running.bots if running else []:
                await process.kill()
            for give_back in running.claims if running else []:
                await give_back()
            await servers.kill()

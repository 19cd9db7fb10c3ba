"""What the terminal's commands share: the rows, the identity, a request and its answer.

No token, no Azure, no engine: a request is written, and the serving bot does the work.
"""

from __future__ import annotations

import argparse
import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from bot import config
from bot.cli import plain, report
from bot.cli.report import Code, Report
from bot.slack.cards import operations as cards
from core import clock, errors, json, language
from workflow import operations, people, policies, requests, service
from workflow.store import places

LOOK = 0.1
FOLLOW = 0.5
PATIENCE = 5.0
"""Seconds that a serving bot may take to answer before the terminal says that none has."""

State = operations.State
WELL = frozenset({State.SUCCEEDED, State.CLEANED})
OVER = WELL | {
    State.BLOCKED,
    State.DENIED,
    State.EXPIRED,
    State.WITHDRAWN,
    State.STALE,
    State.FAILED,
    State.CANCELLED,
}
"""States that an operation leaves only when a person asks for it, if at all."""


class Nobody(errors.BotError):
    """The terminal has no identity."""

    code = "no-terminal-person"

    def __init__(self) -> None:
        super().__init__(
            "This terminal does not know who you are, so it only reads.",
            remedy="Set FAILBACK_PS_TERMINAL_PERSON to your Slack member id (U…).",
        )


class Unknown(errors.BotError):
    """Nothing by that id."""

    code = "unknown-request"


class NoDatabase(errors.BotError):
    """Nothing is known where the settings point: an empty answer would be taken for the truth."""

    code = "no-database"

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"There is no database at {path}: no bot has served with these settings.",
            remedy="Use the serving bot's own FAILBACK_PS_CONFIG or FAILBACK_PS_DATABASE_URL.",
        )


class _Silent:
    """The terminal asks no directory; who may do what is judged by the serving bot."""

    async def person(self, id: str) -> people.Person:  # noqa: A002 - as `people.Directory`
        raise people.Unreachable(f"The terminal does not ask Slack who {id} is.")

    async def members(self, group: str, *, fresh: bool) -> frozenset[str]:
        raise people.Unreachable(f"The terminal does not ask Slack who is in {group}.")


@dataclass(frozen=True, kw_only=True)
class Window:
    """`person` is empty where the terminal only reads."""

    work: service.Service
    person: str

    async def ask(
        self, wish: str, arguments: Mapping[str, json.JSON], patience: float = PATIENCE
    ) -> Report:
        """Writes a request and waits for its answer for a moment; never claims one."""
        if not self.person:
            raise Nobody
        written = await self.work.requests.write(wish, self.person, arguments)
        end = asyncio.get_running_loop().time() + patience
        while True:
            request = await self.work.requests.get(written)
            if request is not None and request.outcome is not None:
                return await self.answered(request)
            if asyncio.get_running_loop().time() > end:
                return not_taken(written)
            await asyncio.sleep(LOOK)

    async def answered(self, request: requests.Request) -> Report:
        """What became of it, with the operation as it is now."""
        outcome = request.outcome or {}
        if kept := outcome.get("refused"):
            error = policies.Refused(
                kept["sentence"], remedy=kept.get("remedy", ""), code=kept["code"]
            )
            return report.refused(error, request=request.id)
        if "said" in outcome:
            told = str(outcome["said"])
            said = plain.sentence(told)
            return Report(code=Code.SHOWN, said=said, told=plain.text(told), request=request.id)
        if "incident" in outcome:
            return report.incident(
                await self.work.incidents.get(outcome["incident"]), request=request.id
            )
        shown = await self.show(outcome["operation"])
        if "confirmation" not in outcome:
            return replace(shown, code=Code.ACCEPTED, request=request.id)
        asked = await self.work.confirmations.get(outcome["confirmation"])
        if asked.settled is not None:
            return replace(shown, request=request.id)
        return replace(shown, code=Code.WAITING, request=request.id)

    async def show(self, operation_id: str) -> Report:
        """The operation's card, and the votes that wait for a yes in Slack."""
        operation = await self.work.desk.get(operation_id)
        pending = await self.work.confirmations.pending(operation_id)
        said = [report.answer(cards.render(operation, language.of("en")))]
        said += [
            f"Waiting for {plain.sentence(f'<@{one.person}>')} to confirm in Slack: "
            f"{'approval' if one.decision == 'approve' else 'denial'}. It does not count yet."
            for one in pending
        ]
        return Report(code=Code.SHOWN, said="\n\n".join(said), operation=operation, pending=pending)

    async def follow(self, first: Report, well: frozenset[State], *, quiet: bool) -> Report:
        """Until the operation has ended; the card is printed again when it reads differently."""
        last = first
        assert last.operation is not None  # noqa: S101 - only what has an operation is followed
        while last.operation is not None and last.operation.state not in OVER:
            if not quiet:
                print(last.said + "\n", flush=True)
            last = await self._changed(last)
        done = last.operation is not None and last.operation.state in well
        return replace(last, code=Code.ENDED if done else Code.ENDED_BADLY, request=first.request)

    async def _changed(self, before: Report) -> Report:
        assert before.operation is not None  # noqa: S101 - as `follow`
        while True:
            await asyncio.sleep(FOLLOW)
            now = await self.show(before.operation.id)
            if now.said != before.said:
                return now


@asynccontextmanager
async def opened(*, first: bool) -> AsyncIterator[Window]:
    """Raises `settings.SettingsInvalid`, `store.Unavailable` and, unless it may be the `first` to
    write here, `NoDatabase`."""
    valid = config.load_terminal(os.environ)
    path = places.parse(valid.database_url).path
    if path is not None and not first and not path.exists():
        raise NoDatabase(path)
    work = await service.open(
        database_url=valid.database_url,
        audit_key=None,
        procedures={},
        policies=(),
        directory=_Silent(),
        world=None,
        clock=clock.SystemClock(),
        with_engine=False,
    )
    try:
        yield Window(work=work, person=valid.terminal_person or "")
    finally:
        await work.close()


Do = Callable[[Window], Awaitable[Report]]


def run(
    do: Do, *, json: bool, wait: bool, well: frozenset[State] = WELL, first: bool = False
) -> int:
    """One command, from the open rows to the exit code. `well`: the ends that were wished for.
    `first`: what is written down here may wait for the first bot to serve."""
    try:
        said = asyncio.run(_run(do, well if wait else None, quiet=json, first=first))
    except (operations.Lost, policies.Refused, Unknown) as error:
        said = report.refused(error)
    except errors.BotError as error:
        said = report.refused(error, Code.USAGE)
    return said.print(json=json)


async def _run(do: Do, well: frozenset[State] | None, *, quiet: bool, first: bool) -> Report:
    async with opened(first=first) as window:
        said = await do(window)
        if well is not None and said.operation is not None:
            said = await window.follow(said, well, quiet=quiet)
        return said


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="for machines; a stable shape")
    parser.add_argument(
        "--wait", action="store_true", help="follow the operation to its end; prints each change"
    )


def not_taken(request: str) -> Report:
    said = (
        f"Written down as {request}; no serving bot has taken it yet, so nothing has been done.\n"
        f"Later: failback-ps status {request}"
    )
    return Report(code=Code.NOT_TAKEN, request=request, said=said)

"""What the handlers work with, and how they hold Slack's three seconds."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import structlog
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack import sender, tasks
from bot.slack.cards import answers, blocks
from commands import verbs
from commands.verbs import Asking
from core import errors
from workflow import desk, findings

log = structlog.get_logger(__name__)

Outcome = TypeVar("Outcome")

BEFORE_ACK = 2.2  # seconds of Slack's three that work may take before the ack


@dataclass(frozen=True, kw_only=True)
class Means:
    """Handed to every handler. `azure` is what lookups and answers read from."""

    desk: desk.Desk
    findings: findings.Findings
    verbs: Mapping[str, verbs.Verb]
    azure: Any
    sender: sender.Sender
    tasks: tasks.Tasks
    bot_user: str
    check: Callable[[], Awaitable[str]] | None = None  # the watch's look, now

    def asking(self, person: str, channel: str) -> Asking:
        return Asking(person=person, channel=channel, operations=self.desk, check=self.check)


Tell = Callable[[blocks.Message], Awaitable[None]]


def to(means: Means, response_url: str, channel: str = "", person: str = "") -> Tell:
    """A way to one person: by `response_url`, else as an ephemeral message in the channel."""

    async def tell(message: blocks.Message) -> None:
        try:
            if response_url:
                await means.sender.respond(response_url, message)
            elif channel:
                await means.sender.whisper(channel, person, message)
        except sender.Failed as error:
            log.warning("private-answer-failed", error=error.code)

    return tell


async def before_ack(work: Awaitable[Outcome], ack: AsyncAck, tell: Tell) -> Outcome | None:
    """Waits for `work`, and acknowledges: after it where it is quick, else in time.

    What is refused is told privately; None then."""
    task = asyncio.ensure_future(work)
    await asyncio.wait({task}, timeout=BEFORE_ACK)
    await ack()
    return await outcome(task, tell)


async def outcome(work: Awaitable[Outcome], tell: Tell) -> Outcome | None:
    """The result, or None and the person is told why not."""
    try:
        return await work
    except errors.BotError as error:
        await tell(answers.error(error))
    # A person who waits for an answer must get one; the cause is in the log.
    except Exception:
        log.exception("request-failed")
        await tell(
            answers.problem(
                "That failed, and the fault is mine.",
                "Try again; if it happens again, tell whoever runs me to look into my log.",
            )
        )
    return None

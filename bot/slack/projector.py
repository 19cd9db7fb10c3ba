"""Makes the channels show what the rows say: the newest rows, once, and never faster than allowed.

A row that is ahead of its message is claimed, rendered and sent. Before the first send of a
message an intent is written (`put_off`), so that whoever takes over after a crash looks in the
channel's history for the message before it posts again.
"""

from __future__ import annotations

import asyncio
import contextlib
import functools
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

import structlog

from bot.slack import connection, incident_posts, sender, watch_posts, ways
from bot.slack.cards import blocks, closed, notices, operations, reviews, talk
from commands import snoozing
from core import clock, errors, language
from workflow import closures, findings, people, posts, upgrade_plans
from workflow import desk as desks
from workflow import incidents as happening

log = structlog.get_logger(__name__)

BATCH = 20
POLL = 1.0  # seconds; other processes' commits are only seen by asking
CLAIM = 10.0  # seconds that `Posts` keeps a claim; one call ends earlier
INTENT = 15.0  # seconds a begun send may take; the client gives up earlier
LONGEST_EARLY = 10  # seconds between two looks whether the card is there that a post leads to
LONGEST = 300.0  # seconds between two tries of what Slack refuses

_GONE = frozenset({"message_not_found", "cant_update_message", "edit_window_closed"})
_UNSHOWABLE = frozenset(
    {"invalid_blocks", "invalid_blocks_format", "msg_too_long", "msg_blocks_too_long"}
)

Sent = TypeVar("Sent")
Call = Callable[[blocks.Message], Awaitable[Sent]]


class _Late(Exception):
    """What was begun cannot be done before somebody else may do it: so it is not done here."""


class Projector:
    """Run `run()` as a task; `wake` is called after commits, from the loop."""

    def __init__(
        self,
        *,
        posts: posts.Posts,
        desk: desks.Desk,
        findings: findings.Findings,
        upgrade_plans: upgrade_plans.UpgradePlans,
        incidents: happening.Incidents,
        directory: people.Directory,
        sender: sender.Sender,
        clock: clock.Clock,
        words: language.Words,
        moments: snoozing.Moments = snoozing.UTC_MOMENTS,
    ) -> None:
        self._words = words
        self._posts = posts
        self._desk = desk
        self._sender = sender
        self._watched = watch_posts.WatchPosts(
            findings=findings,
            plans=upgrade_plans,
            posts=posts,
            sender=sender,
            clock=clock,
            words=words,
            moments=moments,
        )
        self._incidents = incident_posts.IncidentPosts(
            kept=incidents,
            findings=findings,
            posts=posts,
            directory=directory,
            sender=sender,
            clock=clock,
            words=words,
        )
        self._clock = clock
        self._woken = asyncio.Event()
        self._busy: dict[str, asyncio.Task[None]] = {}
        self.alive = False

    def wake(self) -> None:
        self._woken.set()

    async def run(self) -> None:
        """Until cancelled. Whatever goes wrong once is logged and tried again."""
        self._posts.on_change(self.wake)
        try:
            while True:
                self._woken.clear()
                try:
                    await self.once()
                    self.alive = True
                # The loop must outlive any single failure, a database's restart among them.
                except Exception:
                    self.alive = False
                    log.exception("projector-failed")
                    await asyncio.sleep(POLL)
                # Not `wait_for`: a cancel that meets a wake-up would be lost in it.
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(POLL):
                        await self._woken.wait()
        finally:
            for task in self._busy.values():
                task.cancel()

    async def once(self) -> None:
        """Takes what is due; a message being sent is left alone until it is done."""
        for post in await self._posts.due(BATCH):
            if post.key in self._busy:
                continue
            task = asyncio.create_task(self._project(post), name=f"project {post.key}")
            self._busy[post.key] = task
            task.add_done_callback(functools.partial(self._done, post.key))

    async def settle(self) -> None:
        """Waits for what is being sent; for shutdown and tests."""
        if self._busy:
            await asyncio.gather(*self._busy.values(), return_exceptions=True)

    def _done(self, key: str, _: asyncio.Task[None]) -> None:
        self._busy.pop(key, None)
        self.wake()  # the rows may be newer again

    async def _project(self, post: posts.Post) -> None:
        try:
            if post.kind is posts.Kind.FILE:
                await self._upload(post)
            elif post.ts:
                await self._edit(post)
            else:
                await self._post(post)
        except sender.Failed as error:
            await self._trouble(post, error)
        except incident_posts.Early:
            soon = self._clock.now() + timedelta(seconds=min(1 + post.tries, LONGEST_EARLY))
            await self._posts.put_off(post.key, soon, "card-not-there")
        except _Late:
            log.warning("post-late", key=post.key)  # due again by itself
        # One message's trouble (a row that cannot be rendered) must not stop the others.
        except Exception:
            log.exception("post-failed", key=post.key)
            await self._put_off(post, "internal-error")

    async def _edit(self, post: posts.Post) -> None:
        place = await self._sender.place(post.channel)
        until = await self._turn(post, self._sender.pace.edit(), CLAIM)
        message, version = await self._render(post)
        await self._send(
            post,
            message,
            until,
            lambda m: self._sender.edit(place, post.ts, m, key=post.key),
        )
        await self._incidents.settle(post, place, post.ts)
        await self._posts.shown(post.key, version, post.ts)

    async def _post(self, post: posts.Post) -> None:
        place = await self._sender.place(post.channel)
        ts = await self._found(post, place)
        if ts:
            await self._incidents.settle(post, place, ts)
            await self._posts.shown(post.key, 1 if post.wanted > 1 else post.wanted, ts)
            return
        until = await self._turn(post, self._sender.pace.place(place))
        message, version = await self._render(post)
        thread = post.thread_ts
        ts = await self._send(
            post,
            message,
            until,
            lambda m: self._sender.post(place, m, key=post.key, thread_ts=thread),
        )
        await self._incidents.settle(post, place, ts)
        await self._posts.shown(post.key, version, ts)

    async def _upload(self, post: posts.Post) -> None:
        """A file bears no metadata, so its id is written down before its bytes are sent: whoever
        takes over asks Slack whether that one is there before another is announced: by its id, and
        in the thread. (Slack processes files in its own time:
        https://docs.slack.dev/reference/methods/files.getUploadURLExternal/)"""
        place = await self._sender.place(post.channel)
        begun = str(post.payload.get("file", ""))
        if begun and await self._sent(post, place, begun):
            await self._posts.shown(post.key, post.wanted, begun)
            return
        until = await self._turn(post, self._sender.pace.place(place))
        file = await self._incidents.file(post.subject)
        offered = await self._sender.offer(file.name, len(file.content), file.alt)
        await self._posts.carry(post.key, {"file": offered.id})
        await self._sender.put(offered.url, file.content)
        self._in_time(post, until)
        await self._sender.complete(offered.id, file.title, place, post.thread_ts)
        await self._posts.shown(post.key, post.wanted, offered.id)

    async def _sent(self, post: posts.Post, place: str, file: str) -> bool:
        if await self._sender.completed(file):
            return True
        shown = self._sender.seek(place, file, post.created_at, thread_ts=post.thread_ts)
        return bool(await shown)

    async def _turn(self, post: posts.Post, wait: float, claimed: float = 0.0) -> datetime:
        """Waits for this message's turn; nobody else sends it before the instant returned. A claim
        that lasts `claimed` seconds is enough where there is nothing to wait for."""
        now = self._clock.now()
        if not wait and claimed:
            return now + timedelta(seconds=claimed)
        until = now + timedelta(seconds=wait + INTENT)
        await self._posts.put_off(post.key, until, posts.SENDING)
        await asyncio.sleep(wait)
        if held := self._sender.pace.held():
            raise sender.Limited(held)
        return until

    async def _send(
        self, post: posts.Post, message: blocks.Message, until: datetime, call: Call[Sent]
    ) -> Sent:
        """Sends what was rendered, if it can be done before somebody else may send; what Slack does
        not show as it is, bare."""
        self._in_time(post, until)
        try:
            return await call(message)
        except sender.Failed as error:
            if error.code not in _UNSHOWABLE:
                raise
            log.error("card-refused", key=post.key, error=error.code)
        self._in_time(post, until)
        return await call(_bare(message))

    def _in_time(self, post: posts.Post, until: datetime) -> None:
        if self._clock.now() + timedelta(seconds=connection.TIMEOUT) > until:
            raise _Late(post.key)

    async def _found(self, post: posts.Post, place: str) -> str:
        """What an earlier, unsure try may have posted."""
        if post.tries == 0:
            return ""
        return await self._sender.seek(place, post.key, post.created_at, thread_ts=post.thread_ts)

    async def _render(self, post: posts.Post) -> tuple[blocks.Message, int]:
        """The newest rows as a message, and the version it shows."""
        if post.kind in incident_posts.KINDS:
            return await self._incidents.render(post), post.wanted
        if post.kind in watch_posts.KINDS:
            return await self._watched.render(post)
        match post.kind:
            case posts.Kind.CARD:
                return await self._card(post)
            case posts.Kind.REVIEW:
                return await self._review(post)
            case posts.Kind.CLOSED:
                return await self._closed(post)
            case _:
                return await self._notice(post), post.wanted

    async def _card(self, post: posts.Post) -> tuple[blocks.Message, int]:
        operation = await self._desk.get(post.subject)
        return operations.render(operation, self._words), operation.version

    async def _review(self, post: posts.Post) -> tuple[blocks.Message, int]:
        broken = await self._desk.get(post.subject)
        version = 2 if broken.reviewed_by else 1
        return reviews.render(broken, self._words, await self._link(broken.id)), version

    async def _closed(self, post: posts.Post) -> tuple[blocks.Message, int]:
        closure = await self._posts.closure(post.subject)
        if closure is None:
            raise LookupError(post.subject)
        return closed.render(closure, self._words), closure.version

    async def _notice(self, post: posts.Post) -> blocks.Message:
        payload: dict[str, Any] = dict(post.payload)
        if payload.get("event") == incident_posts.LONG:
            return await self._incidents.asked(post.subject, payload["mention"])
        try:
            known = await self._desk.get(post.subject)
        except errors.BotError:  # a finding's notice, or an operation already removed
            known = None
        if payload.get("event") == "asked" and known is not None:
            card = await self._posts.get(f"card:{known.id}")
            if card is None or not card.ts:
                raise incident_posts.Early(post.key)  # the way to it is told once there is one
            return talk.asked(known, await self._link(known.id), self._words)
        # Within the card's own thread nobody needs the way to it.
        link = "" if known is None or post.thread_key else await self._link(known.id)
        return notices.of(payload, known, self._words, link)

    async def _link(self, operation_id: str) -> str:
        """The address of its card; empty until it was posted."""
        return await ways.to(f"card:{operation_id}", self._posts, self._sender)

    async def _trouble(self, post: posts.Post, error: sender.Failed) -> None:
        if isinstance(error, sender.Limited):
            until = self._clock.now() + timedelta(seconds=error.retry_after)
            await self._posts.put_off(post.key, until, error.code)
        elif post.ts and error.code in _GONE:
            log.warning("message-gone", key=post.key, channel=post.channel)
            await self._posts.lost(post.key)
        elif error.code in closures.CODES and not sender.is_person(post.channel):
            log.error(
                "channel-closed-to-me",
                key=post.key,
                channel=post.channel,
                error=error.code,
                remedy="Invite the bot to the channel again; the message then follows by itself.",
            )
            await self._posts.refused(post, self._later(post), error.code)
        else:
            log.warning("post-put-off", key=post.key, channel=post.channel, error=error.code)
            await self._put_off(post, error.code)

    async def _put_off(self, post: posts.Post, code: str) -> None:
        await self._posts.put_off(post.key, self._later(post), code)

    def _later(self, post: posts.Post) -> datetime:
        wait = min(2.0 ** min(post.tries + 1, 10), LONGEST)
        return self._clock.now() + timedelta(seconds=wait)


def _bare(message: blocks.Message) -> blocks.Message:
    """For the case that Slack refuses the blocks: the text alone, so that something is seen, and
    the buttons, so that something can be done."""
    buttons = [one for one in message.blocks if one["type"] == "actions"][-1:]
    return blocks.message(message.text, [blocks.section(message.text), *buttons])

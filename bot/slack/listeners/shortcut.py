"""*Run here*, in any message's menu: choose the verb, then its form; the context is that thread."""

from __future__ import annotations

import asyncio

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack import clicks, haste
from bot.slack.cards import prompts
from bot.slack.forms import meta, pick
from bot.slack.listeners import opening
from bot.slack.listeners.kinds import Body
from bot.slack.listeners.lines import Line, Lines
from bot.slack.listeners.means import BEFORE_ACK, Means, back, outcome, teller
from commands import grammar, verbs
from workflow import posts, spots


class Shortcut:
    def __init__(self, means: Means, lines: Lines) -> None:
        self._means = means
        self._lines = lines

    async def pressed(self, ack: AsyncAck, body: Body) -> None:
        await ack()
        await outcome(self._open(body), teller(self._means, body))

    async def _open(self, body: Body) -> None:
        message = body.get("message") or {}
        thread = str(message.get("thread_ts") or "")
        spot = spots.Spot(channel=clicks.channel(body), thread=thread)
        post = await self._post(spot.channel, str(body.get("message_ts") or ""), thread)
        about, fits = await self._about(post, spot)
        words = await self._means.languages.soon(clicks.person(body))
        view = pick.build(self._means.verbs.values(), about, words, fits)
        await self._means.sender.open(body["trigger_id"], view)

    async def _post(self, channel: str, *stamps: str) -> posts.Post | None:
        """The bot's own message: the one itself, or the one whose thread it is in."""
        for ts in filter(None, stamps):
            post = await self._means.posts.at(channel, ts)
            if post is not None:
                return post
        return None

    async def _about(self, post: posts.Post | None, spot: spots.Spot) -> tuple[pick.About, str]:
        """What it is about, and the verb that fits."""
        if post is not None and post.kind is posts.Kind.CARD:
            operation = await self._means.desk.get(post.subject)
            return pick.About(spot=spot, server=operation.target), "status"
        if post is not None and post.kind in {posts.Kind.PROMPT, posts.Kind.ECHO}:
            finding = await self._means.findings.get(post.subject)
            fits = "upgrade" if prompts.guided(finding) else "status"
            about = pick.About(spot=spot, server=finding.server_name, finding=finding.id)
            return about, fits
        return pick.About(spot=spot), ""

    async def chosen(self, ack: AsyncAck, body: Body) -> None:
        """*Next*: the verb's form, or its answer where it has nothing to ask."""
        name, about = pick.read(body["view"])
        verb = self._means.verbs.get(name)
        if verb is None:
            raise meta.Unreadable(f"the form is for {name!r}, which is no verb")
        if not verb.needs_approval and not verb.fields:
            await ack()
            self._run(verb, about, body)
            return
        making = opening.made(
            self._means,
            verb,
            about.values(verb),
            person=clicks.person(body),
            spot=about.spot,
        )
        task = asyncio.ensure_future(haste.hurried(making))
        await asyncio.wait({task}, timeout=BEFORE_ACK)
        if task.done():
            view, _ = task.result()
            await ack(response_action="update", view=view)
        else:
            task.cancel()
            words = self._means.languages.known(clicks.person(body))
            await ack(response_action="errors", errors={pick.FIELD: words("talk-slow")})

    def _run(self, verb: verbs.Verb, about: pick.About, body: Body) -> None:
        person = clicks.person(body)
        line = Line(
            person=person,
            spot=about.spot,
            delivery=body["view"]["id"],
            tell=back(self._means, about.spot, person),
        )
        parsed = grammar.Parsed(verb=verb, values={}, given_nothing=True)
        self._means.tasks.start(self._lines.go(parsed, line), f"shortcut {verb.name}")

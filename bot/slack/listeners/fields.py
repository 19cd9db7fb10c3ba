"""A form while it is being filled in: its lists, what a choice resets, its submission."""

from __future__ import annotations

import asyncio
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack import sender
from bot.slack.cards import answers, blocks
from bot.slack.forms import form, meta, views
from bot.slack.listeners import lists
from bot.slack.listeners.kinds import Body
from bot.slack.listeners.means import BEFORE_ACK, Means, outcome, to
from commands import checks, verbs
from core import errors
from workflow import people


class Fields:
    """Everything it knows is in the view: any replica can go on with any form."""

    def __init__(self, means: Means) -> None:
        self._means = means

    async def options(self, ack: AsyncAck, body: Body) -> None:
        """What an external select shows for what is typed."""
        about, verb = self._read(body["view"])
        one = verb.field(meta.field_of(body["action_id"]))
        state = body["view"].get("state") or {}
        given = {**verb_defaults(verb), **about.chosen, **form.read(state)}
        values = await lists.full(self._means, verb, given, form.labels(state))
        await ack(await lists.answer(self._means, verb, one, values, body.get("value") or ""))

    async def change(self, ack: AsyncAck, body: Body) -> None:
        """A choice that others depend on: those start anew, all else stays as it is."""
        await ack()
        view = body["view"]
        about, verb = self._read(view)
        name = meta.field_of(body["actions"][0]["action_id"])
        state = view.get("state") or {}
        read = form.labels(state)
        values = await lists.full(self._means, verb, form.read(state), read)
        kept = {k: v for k, v in values.items() if k not in meta.dependents(verb, name)}
        fresh = meta.changed(verb, about, name, kept)
        opened = sender.Opened(id=view["id"], hash=view["hash"])
        await self._means.sender.show(opened, form.build(verb, fresh, kept, read))
        lists.warm(self._means, verb, kept)

    async def submit(self, ack: AsyncAck, body: Body) -> None:
        """Checked at once; asked for, and committed, before the ack closes the form."""
        view = body["view"]
        about, verb = self._read(view)
        state = view["state"]
        values = await lists.full(self._means, verb, form.read(state), form.labels(state))
        found = checks.check(verb, values)
        if found:
            await ack(response_action="errors", errors=form.errors(verb, about, found))
            return
        wish = self._means.desk.ask(
            verb.name,
            body["user"]["id"],
            about.channel,
            dict(checks.with_defaults(verb, values)),
            body.get("trigger_id") or f"{view['id']}:{view['hash']}",
        )
        await self._close(ack, body, asyncio.ensure_future(wish), verb, about)

    async def _close(
        self,
        ack: AsyncAck,
        body: Body,
        wish: asyncio.Future[Any],
        verb: verbs.Verb,
        about: meta.Meta,
    ) -> None:
        """Closes the form; a refusal is shown in its place. A wish that takes longer than Slack
        waits goes on, and its refusal is told in the channel."""
        await asyncio.wait({wish}, timeout=BEFORE_ACK)
        if not wish.done():
            await ack()
            await outcome(wish, to(self._means, "", about.channel, body["user"]["id"]))
            return
        error = wish.exception()
        if error is None:
            await ack()
        elif isinstance(error, people.Unreachable):
            block = about.block(verb.fields[0].name)
            await ack(response_action="errors", errors={block: str(error)})
        else:
            await ack(response_action="update", view=_refused(verb, error))
        if error is not None and not isinstance(error, errors.BotError):
            raise error

    def _read(self, view: Body) -> tuple[meta.Meta, verbs.Verb]:
        """Raises `meta.Unreadable` for a view that this version does not know."""
        about = meta.read(view.get("private_metadata", ""))
        verb = self._means.verbs.get(about.verb)
        if verb is None:
            raise meta.Unreadable(f"the form is for {about.verb!r}, which is no verb")
        return about, verb


def verb_defaults(verb: verbs.Verb) -> dict[str, str]:
    return {one.name: one.default for one in verb.fields if one.default}


def _refused(verb: verbs.Verb, error: BaseException) -> blocks.Block:
    title = verb.name.replace("-", " ").capitalize()
    if isinstance(error, errors.BotError):
        return views.note(title, answers.error(error))
    return views.problem(title, "That failed, and the fault is mine. Nothing was asked for.")

"""A form while it is being filled in: its lists, what a choice resets, its submission."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import structlog
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack import declared, haste, sender
from bot.slack.cards import answers, blocks
from bot.slack.forms import form, meta, options, views
from bot.slack.listeners import lists
from bot.slack.listeners.kinds import Body
from bot.slack.listeners.lines import Line, Lines
from bot.slack.listeners.means import BEFORE_ACK, Means, back, outcome
from commands import checks, grammar, verbs
from core import errors, language, sentences
from workflow import people

log = structlog.get_logger(__name__)


class Fields:
    """Everything it knows is in the view: any replica can go on with any form."""

    def __init__(self, means: Means, lines: Lines) -> None:
        self._means = means
        self._lines = lines

    async def options(self, ack: AsyncAck, body: Body) -> None:
        """What an external select shows for what is typed; why not, where that is nothing."""
        try:
            await ack(await self._options(body, lists.Budget()))
        except meta.Unreadable as error:
            log.warning("request-unreadable", error=str(error))
            words = self._means.languages.known(body["user"]["id"])
            note = options.note(words("form-old"))
            await ack({"options": [note]})

    async def _options(self, body: Body, budget: lists.Budget) -> blocks.Block:
        about, verb = self._read(body["view"])
        one = verb.field(meta.field_of(body["action_id"]))
        state = body["view"].get("state") or {}
        given = {**verb_defaults(verb), **about.chosen, **form.read(state)}
        typed = body.get("value") or ""
        words = self._means.languages.known(body["user"]["id"])
        try:
            values = await lists.full(self._means, verb, given, form.labels(state), budget)
        except errors.BotError as error:
            return lists.failed(one, typed, error, words)
        return await lists.answer(self._means, verb, one, values, typed, budget, words)

    async def change(self, ack: AsyncAck, body: Body) -> None:
        """A choice that others depend on: those start anew, all else stays as it is."""
        await ack()
        view = body["view"]
        about, verb = self._read(view)
        name = meta.field_of(body["actions"][0]["action_id"])
        state = view.get("state") or {}
        read = form.labels(state)
        values = form.read(state)
        try:
            values = await lists.full(self._means, verb, values, read, lists.Budget())
        except errors.BotError as error:  # what is chosen stays in the form all the same
            log.warning("list-failed", code=error.code)
        kept = {k: v for k, v in values.items() if k not in meta.dependents(verb, name)}
        fresh = meta.changed(verb, about, name, kept)
        opened = sender.Opened(id=view["id"], hash=view["hash"])
        words = await self._means.languages.of(body["user"]["id"])
        await self._means.sender.show(opened, form.build(verb, fresh, kept, words, read))
        lists.warm(self._means, verb, kept)

    async def submit(self, ack: AsyncAck, body: Body) -> None:
        """Checked at once; asked for, and committed, before the ack closes the form. A form makes
        one operation, however often its button is pressed."""
        view = body["view"]
        about, verb = self._read(view)
        state, budget = view["state"], lists.Budget(BEFORE_ACK)
        words = self._means.languages.known(body["user"]["id"])
        try:
            given, read = form.read(state), form.labels(state)
            values = await lists.full(self._means, verb, given, read, budget)
        except errors.BotError as error:
            await ack(response_action="errors", errors=_at_first(verb, about, error, words))
            return
        found = checks.check(verb, values)
        if found:
            await ack(response_action="errors", errors=form.errors(verb, about, found, words))
            return
        if not verb.needs_approval:
            await ack()
            self._answer(body, verb, values, about)
            return
        wish = self._means.desk.ask(
            verb.name,
            body["user"]["id"],
            about.channel,
            dict(checks.with_defaults(verb, values)),
            view["id"],
            heard=about.asked_in.away_from(about.channel),
        )
        task = asyncio.ensure_future(haste.hurried(wish))
        await asyncio.wait({task}, timeout=budget.left)
        await self._close(ack, body, task, verb, about)

    def _answer(
        self, body: Body, verb: verbs.Verb, values: Mapping[str, str], about: meta.Meta
    ) -> None:
        """A read-only verb's form: the answer comes where it was asked for."""
        person = body["user"]["id"]
        line = Line(
            person=person,
            spot=about.asked_in,
            delivery=body["view"]["id"],
            tell=back(self._means, about.asked_in, person),
        )
        parsed = grammar.Parsed(verb=verb, values=dict(values), given_nothing=not values)
        self._means.tasks.start(self._lines.go(parsed, line), f"form {verb.name}")

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
        if not wish.done():
            await ack()
            await outcome(wish, back(self._means, about.asked_in, body["user"]["id"]))
            return
        error, words = wish.exception(), self._means.languages.known(body["user"]["id"])
        if error is None:
            await ack()
        elif isinstance(error, people.Unreachable):
            await ack(response_action="errors", errors=_at_first(verb, about, error, words))
        else:
            await ack(response_action="update", view=_refused(verb, error, words))
        if error is not None and not isinstance(error, errors.BotError):
            log.error("request-failed", exc_info=error)

    def _read(self, view: Body) -> tuple[meta.Meta, verbs.Verb]:
        """Raises `meta.Unreadable` for a view that this version does not know."""
        about = meta.read(view.get("private_metadata", ""))
        verb = self._means.verbs.get(about.verb)
        if verb is None:
            raise meta.Unreadable(f"the form is for {about.verb!r}, which is no verb")
        return about, verb


def verb_defaults(verb: verbs.Verb) -> dict[str, str]:
    return {one.name: one.default for one in verb.fields if one.default}


def _at_first(
    verb: verbs.Verb, about: meta.Meta, error: errors.BotError, words: language.Words
) -> dict[str, str]:
    """An error of no field in particular; the form stays as it is, to be sent again."""
    return {about.block(verb.fields[0].name): sentences.spoken(error.whole, words)}


def _refused(verb: verbs.Verb, error: BaseException, words: language.Words) -> blocks.Block:
    message = (
        answers.error(error, words)
        if isinstance(error, errors.BotError)
        else answers.problem(words("answer-mine-form"), "", words)
    )
    return views.note(declared.title(verb, words), message, words)

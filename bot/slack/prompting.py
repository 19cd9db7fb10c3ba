"""Clicks on a finding's prompt: snooze, dismiss, who uses it.

What decides commits before it acknowledges.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack import clicks, committing
from bot.slack.cards import answers, blocks, buttons, prompts
from bot.slack.cards.buttons import Button
from bot.slack.forms import asides
from bot.slack.listeners.kinds import Body
from bot.slack.listeners.means import Means, answered, before_ack, outcome, teller
from commands import durations, plan_upgrade, users
from workflow import findings, policies

FIELDS = {"no-reason": asides.Field.REASON, "no-moment": asides.Field.UNTIL}
"""Refusals that the form itself shows, at the field to mend."""


Moment = Callable[[datetime], datetime]
"""Until when, from now."""


class Prompting:
    def __init__(self, means: Means) -> None:
        self._means = means

    async def menu(self, ack: AsyncAck, body: Body) -> None:
        value, moments = clicks.value(body), self._means.moments
        match value.do:
            case Button.SNOOZE_UNTIL | Button.DISMISS:
                await ack()
                await outcome(self._open(body), teller(self._means, body))
            case Button.SNOOZE_HOUR:
                await self._put_off(ack, body, moments.hour)
            case Button.SNOOZE_TOMORROW:
                await self._put_off(ack, body, moments.tomorrow)
            case Button.SNOOZE_WINDOW:
                await self._put_off(ack, body, moments.window)
            case other:
                raise buttons.Unreadable(f"the menu has no {other!r}")

    async def _put_off(self, ack: AsyncAck, body: Body, moment: Moment) -> None:
        async def commit() -> None:
            finding = clicks.value(body).operation
            await self._mine(body, finding)
            await self._snooze(finding, body, moment(self._means.now()), clicks.delivery(body))

        await before_ack(commit(), ack, teller(self._means, body))

    async def _mine(self, body: Body, finding: str) -> findings.Finding:
        """Only the prompt itself decides, never a copy of its buttons."""
        return await self._means.own_finding(body, finding)

    async def _snooze(self, finding: str, body: Body, until: datetime, delivery: str) -> None:
        person = clicks.person(body)
        await self._means.desk.may("snooze", person)
        await self._means.findings.snooze(finding, person, until, delivery)

    async def _open(self, body: Body) -> None:
        value, channel = clicks.value(body), clicks.channel(body)
        await self._mine(body, value.operation)
        dismissal = value.do == Button.DISMISS
        await self._means.desk.may("dismiss" if dismissal else "snooze", clicks.person(body))
        words = await self._means.languages.soon(clicks.person(body))
        what = prompts.title(await self._means.findings.get(value.operation), words)
        form = asides.dismiss if dismissal else asides.snooze
        await self._means.sender.open(body["trigger_id"], form(value, channel, what, words))

    async def snoozed(self, ack: AsyncAck, body: Body) -> None:
        """The form for a moment was sent."""
        value, _, typed = asides.read(body["view"])

        async def commit() -> None:
            now, given = self._means.now(), typed[asides.Field.UNTIL]
            until = durations.until(given, now, self._means.moments)
            if until is None or durations.check(given, {}) is not None:
                wrong = durations.fault(given)
                raise policies.Refused(wrong.sentence, remedy=wrong.remedy, code="no-moment")
            delivery = f"{body['view']['id']}:{until.astimezone(UTC):%Y%m%d%H%M}"
            await self._snooze(value.operation, body, until, delivery)

        await self._commit(ack, body, commit())

    async def dismissed(self, ack: AsyncAck, body: Body) -> None:
        """The form for a reason was sent."""
        value, _, typed = asides.read(body["view"])

        async def commit() -> None:
            person = clicks.person(body)
            await self._means.desk.may("dismiss", person)
            reason = typed[asides.Field.REASON]
            await self._means.findings.dismiss(value.operation, person, reason, body["view"]["id"])

        await self._commit(ack, body, commit())

    async def _commit(self, ack: AsyncAck, body: Body, work: Awaitable[None]) -> None:
        await committing.commit(self._means, ack, body, work, FIELDS)

    async def fabric(self, ack: AsyncAck, body: Body) -> None:
        """The upgrade plan of the fabric that the finding is of; reads Azure, so after the ack."""
        await ack()

        async def look() -> blocks.Message:
            person = clicks.person(body)
            await self._means.desk.may("plan-upgrade", person)
            finding = await self._mine(body, body["actions"][0]["value"])
            fabric = finding.server.partition("/processservers/")[0]
            words = await self._means.languages.of(person)
            asking = self._means.asking(person, self._means.spot(body).channel, words=words)
            said = await plan_upgrade.of_fabric(self._means.azure, fabric, asking)
            return answers.answer(said, words)

        known = self._means.languages.known(clicks.person(body))
        await answered(self._means, body, known("answer-upgrade-plan"), look())

    async def users(self, ack: AsyncAck, body: Body) -> None:
        """Reads Azure, so it answers after the ack."""
        await ack()

        async def look() -> blocks.Message:
            await self._means.desk.may("status", clicks.person(body))
            finding = await self._mine(body, body["actions"][0]["value"])
            said = await users.answer(self._means.azure, finding.server_name)
            return answers.answer(said, await self._means.languages.of(clicks.person(body)))

        known = self._means.languages.known(clicks.person(body))
        await answered(self._means, body, known("answer-users"), look())

"""What the handlers work with, and how they hold Slack's three seconds."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

import structlog
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.slack import clicks, haste, languages, origin, pictures, sender, tasks
from bot.slack.cards import answers, blocks, buttons
from bot.slack.forms import meta, views
from bot.slack.listeners.kinds import Body, Handler
from commands import help as helping
from commands import snoozing, verbs
from commands.verbs import Asking
from core import errors, language, sentences
from workflow import (
    confirmations,
    desk,
    finding_rows,
    findings,
    hearing,
    homes,
    incidents,
    keeper,
    overrides,
    overviews,
    posts,
    rights,
    samples,
    spots,
    upgrade_plans,
)

log = structlog.get_logger(__name__)

Outcome = TypeVar("Outcome")

NO_FIELDS: Mapping[str, str] = {}
PATIENCE = 3  # times that a private answer waits as long as Slack asks for
BEFORE_ACK = 2.2  # seconds of Slack's three that work may take before the ack


@dataclass(frozen=True, kw_only=True)
class Means:
    """Handed to every handler. `azure` is what lookups and answers read from; `channel` is where an
    operation is shown that is asked for outside of any."""

    desk: desk.Desk
    overrides: overrides.Overrides
    keeper: keeper.Keeper
    confirmations: confirmations.Confirmations
    posts: posts.Posts
    findings: findings.Findings
    upgrade_plans: upgrade_plans.UpgradePlans
    hearing: hearing.Hearing
    samples: samples.Samples
    incidents: incidents.Incidents
    rights: rights.Judge
    verbs: Mapping[str, verbs.Verb]
    azure: Any
    sender: sender.Sender
    pictures: pictures.Pictures
    tasks: tasks.Tasks
    moments: snoozing.Moments  # what the menu of snoozes offers
    now: Callable[[], datetime]
    languages: languages.Languages
    homes: homes.Homes
    default: str = ""  # the channel for what is asked where no others see it
    check: Callable[[str], Awaitable[str]] | None = None  # the watch's look, now

    def asking(
        self,
        person: str,
        channel: str,
        delivery: str = "",
        words: language.Words | None = None,
        shared: language.Words | None = None,
    ) -> Asking:
        """`words`: the person's own; what everybody there reads is in the channel's."""
        return Asking(
            person=person,
            channel=channel,
            operations=self.desk,
            keeper=self.keeper,
            findings=self.findings,
            upgrade_plans=self.upgrade_plans,
            samples=self.samples,
            words=words or self.languages.channel,
            shared=shared or self.languages.channel,
            incidents=self.incidents,
            delivery=delivery,
            check=self.check,
            reaches=self.sender.member_of,
            moments=self.moments,
            now=self.now,
            judge=lambda some: self.rights.of(person, some, overviews.Overview(), fresh=True),
        )

    async def may(self, verb: str, person: str) -> None:
        """Raises `policies.Refused` unless this person may ask for the verb. Help is everybody's,
        whoever they are."""
        if verb != helping.NAME:
            await self.desk.may(verb, person)

    def spot(self, body: Body) -> spots.Spot:
        """Where a click was; in a Home or a window, which are in no channel, the default one."""
        found = clicks.spot(body)
        return found if found.channel else spots.Spot(channel=self.default)

    async def own(self, body: Body, key: str) -> None:
        """Raises `origin.NotTheCard` unless the click is on this post, or in the person's Home."""
        await origin.check(self.posts, body, key, home=self.homes)

    async def own_finding(self, body: Body, finding_id: str) -> finding_rows.Finding:
        """The one whose prompt, or line in the person's Home, was clicked on. Raises as `own`, and
        `findings.Unknown`."""
        return await origin.finding(self.posts, self.findings, body, finding_id, home=self.homes)

    async def place(self, spot: spots.Spot) -> str:
        """The channel in which an operation asked for at the spot is shown: that one, and the
        default channel for direct messages with the bot, where nobody could approve it."""
        if spot.direct and self.default and await self.sender.member_of(spot.channel):
            return self.default
        return spot.channel


Way = Callable[[blocks.Message], Coroutine[Any, Any, None]]


@dataclass(frozen=True, kw_only=True)
class Tell:
    """A way to one person, in whose language they are told. `known`: that language at once, as far
    as it is known; `words`: once Slack has said it, which may be asked after an ack only."""

    way: Way
    known: Callable[[], language.Words]
    words: Callable[[], Awaitable[language.Words]]

    async def __call__(self, message: blocks.Message) -> None:
        await self.way(message)


def to(means: Means, response_url: str, channel: str = "", person: str = "") -> Tell:
    """A way to one person: by `response_url`; where there is none, or Slack does not take it, as an
    ephemeral message in the channel."""
    return back(means, spots.Spot(channel=channel), person, response_url)


def back(means: Means, spot: spots.Spot, person: str, response_url: str = "") -> Tell:
    """The ways to one person, the next where Slack does not take one: by `response_url`; where it
    was said, seen by that person only; by a direct message."""

    async def tell(message: blocks.Message) -> None:
        for way in _ways(means, spot, person, response_url):
            try:
                await _patiently(way, message)
                return
            except sender.Failed as error:
                log.warning("private-answer-failed", error=error.code, channel=spot.channel)
        log.warning("private-answer-lost", channel=spot.channel, person=person)

    return _tell(means, person, tell)


def _tell(means: Means, person: str, way: Way) -> Tell:
    return Tell(
        way=way,
        known=lambda: means.languages.known(person),
        words=lambda: means.languages.of(person),
    )


def window(means: Means, body: Body) -> Tell:
    """A way to who clicked in their Home: a window; too late for one, a direct message."""

    person = clicks.person(body)

    async def tell(message: blocks.Message) -> None:
        shown = views.note("Failback-PS", message, means.languages.known(person))
        try:
            await means.sender.open(body["trigger_id"], shown)
        except sender.Failed as error:
            log.info("window-not-opened", error=error.code)
            await to(means, "", "", person)(message)

    return _tell(means, person, tell)


async def _patiently(way: Way, message: blocks.Message) -> None:
    """Slack that asks to wait has written nothing: the same way again, not another one."""
    for _ in range(PATIENCE):
        try:
            return await way(message)
        except sender.Limited as limited:
            await asyncio.sleep(limited.retry_after)
    return await way(message)


def _ways(means: Means, spot: spots.Spot, person: str, response_url: str) -> Iterator[Way]:
    if response_url:
        yield lambda message: means.sender.respond(response_url, message)
    if spot.direct:
        yield lambda message: _direct(means, spot.channel, message, spot.thread)
    elif spot.channel and person:
        yield lambda message: means.sender.whisper(
            spot.channel, person, message, thread_ts=spot.thread
        )
    if person:
        yield lambda message: _direct(means, person, message)


async def _direct(means: Means, to_: str, message: blocks.Message, thread: str = "") -> None:
    await means.sender.post(await means.sender.place(to_), message, thread_ts=thread)


def teller(means: Means, body: Body) -> Tell:
    """To whom the request came from, whatever its kind."""
    if clicks.at_home(body):
        return window(means, body)
    user = body.get("user")
    person = user["id"] if isinstance(user, dict) else body.get("user_id", "")
    return back(means, clicks.spot(body), str(person), body.get("response_url", ""))


async def answered(means: Means, body: Body, title: str, work: Awaitable[blocks.Message]) -> None:
    """Tells what `work` finds out, however long it takes. In a Home a window is opened first: a
    click can open one for three seconds only."""
    if not clicks.at_home(body):
        tell = teller(means, body)
    else:
        tell = await _opened(means, body, title)
    said = await outcome(work, tell)
    if said is not None:
        await tell(said)


async def _opened(means: Means, body: Body, title: str) -> Tell:
    person = clicks.person(body)
    words = means.languages.known(person)
    try:
        opened = await means.sender.open(body["trigger_id"], views.loading(title, words))
    except sender.Failed:
        return to(means, "", "", person)

    async def tell(message: blocks.Message) -> None:
        shown = views.note(title, message, means.languages.known(person))
        await means.sender.show(opened, shown)

    return _tell(means, person, tell)


def guarded(means: Means, handler: Handler) -> Handler:
    """`handler`, but whatever it raises is told to the person, and Slack gets its ack."""

    async def handle(ack: AsyncAck, body: Body) -> None:
        try:
            await handler(ack, body)
        except (buttons.Unreadable, meta.Unreadable) as error:
            log.warning("request-unreadable", error=str(error))
            await _failed(means, ack, body, _old)
        # A person who waits for an answer must get one; the cause is in the log.
        except Exception:
            log.exception("request-failed")
            await _failed(means, ack, body, _mine)

    return handle


async def _failed(
    means: Means, ack: AsyncAck, body: Body, says: Callable[[language.Words], blocks.Message]
) -> None:
    """Said where the person looks: in the form, or privately in the channel."""
    tell = teller(means, body)
    words = tell.known()
    message = says(words)
    shown = views.note(words("form-not-done"), message, words)
    view = body.get("view")
    if view and ack.response is None and body["type"] == "view_submission":
        await ack(response_action="update", view=shown)
        return
    if ack.response is None:
        await ack()
    if view and not clicks.at_home(body):
        await means.sender.show(sender.Opened(id=view["id"], hash=view["hash"]), shown)
    else:
        await tell(message)


def _mine(words: language.Words) -> blocks.Message:
    return answers.problem(words("answer-mine"), words("answer-mine-remedy"), words)


def _old(words: language.Words) -> blocks.Message:
    """Of what another version of the bot has made."""
    return answers.problem(words("answer-old"), words("answer-old-remedy"), words)


async def before_ack(
    work: Awaitable[Outcome],
    ack: AsyncAck,
    tell: Tell,
    *,
    fields: Mapping[str, str] = NO_FIELDS,
) -> Outcome | None:
    """Waits for `work`, and acknowledges: after it where it is quick, else in time.

    What is refused is told privately; None then. A refusal whose code is in `fields` stays in the
    form, at the field it names."""
    task = asyncio.ensure_future(haste.hurried(work))
    await asyncio.wait({task}, timeout=BEFORE_ACK)
    error = task.exception() if task.done() and not task.cancelled() else None
    if isinstance(error, errors.BotError) and error.code in fields:
        await ack(
            response_action="errors", errors={fields[error.code]: _plainly(error, tell.known())}
        )
        return None
    await ack()
    return await outcome(task, tell)


async def outcome(work: Awaitable[Outcome], tell: Tell) -> Outcome | None:
    """The result, or None and the person is told why not."""
    try:
        return await work
    except errors.BotError as error:
        await tell(answers.error(error, await tell.words()))
    # A person who waits for an answer must get one; the cause is in the log.
    except Exception:
        log.exception("request-failed")
        await tell(_mine(await tell.words()))
    return None


def _plainly(error: errors.BotError, words: language.Words) -> str:
    """A form's field shows plain text: no mention, no markup."""
    return sentences.spoken(error.whole, words)[:500]

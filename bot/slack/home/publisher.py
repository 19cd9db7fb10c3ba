"""Shows one person their Home: reads, renders, and publishes what differs from what they see."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import timedelta

import structlog

from bot.slack import languages, sender
from bot.slack.home import links, view
from bot.slack.home.facts import Choice, Facts
from commands import snoozing
from core import clock
from workflow import closures, homes, incidents, overviews, posts, rights, routes

log = structlog.get_logger(__name__)

VERBS = (
    "deploy",
    "upgrade",
    "plan-upgrade",
    "status",
    "check",
    "coverage",
    "snooze",
    "dismiss",
)
"""Those that a Home has buttons for."""
WEEK = timedelta(days=7)
"""Of the operations that have ended, those since then are counted."""
CLAIM = timedelta(seconds=15)
"""As long as one publishing takes at most, beyond the wait for its turn."""


@dataclass(frozen=True, kw_only=True)
class News:
    """The same for everybody: read once for all who look."""

    seen: overviews.Overview
    incidents: tuple[incidents.Incident, ...] = ()
    closed: tuple[closures.Closure, ...] = ()


class Publisher:
    def __init__(
        self,
        *,
        homes: homes.Homes,
        overviews: overviews.Overviews,
        rights: rights.Judge,
        languages: languages.Languages,
        sender: sender.Sender,
        clock: clock.Clock,
        posts: posts.Posts,
        incidents: incidents.Incidents,
        routing: routes.Routing,
        moments: snoozing.Moments,
    ) -> None:
        self._homes = homes
        self._overviews = overviews
        self._rights = rights
        self._languages = languages
        self._sender = sender
        self._clock = clock
        self._posts = posts
        self._incidents = incidents
        self._routing = routing
        self._moments = moments
        self._links = links.Links(sender)

    async def read(self) -> News:
        """From the database alone: Azure is not asked."""
        return News(
            seen=await self._overviews.read(self._clock.now() - WEEK),
            incidents=tuple(await self._incidents.open()),
            closed=tuple(await self._posts.closed()),
        )

    async def facts(self, home: homes.Home, news: News, *, fresh: bool = False) -> Facts:
        may = await self._rights.of(home.person, VERBS, news.seen, fresh=fresh)
        now = self._clock.now()
        facts = Facts(
            now=now,
            rights=may,
            seen=news.seen,
            choice=Choice.read(home.choice),
            routes=self._routing.routes,
            incidents=news.incidents,
            closed=news.closed,
            windowed=self._moments.windowed(now),
        )
        return await self._linked(facts)

    async def show(self, home: homes.Home, news: News, *, fresh: bool = False) -> bool:
        """Whether it was published. Not where it shows all this already, nor where another replica
        is about to publish it. `fresh`: who the person is, is asked anew.

        Raises `sender.Limited`."""
        content, mark = await self._rendered(home, news, fresh=fresh)
        if mark == home.shown:
            return False
        now, wait = self._clock.now(), self._sender.pace.homes.take()
        if not await self._homes.claim(home, now, now + timedelta(seconds=wait) + CLAIM):
            return False
        if wait:
            await asyncio.sleep(wait)
            home = await self._homes.get(home.person) or home
            content, mark = await self._rendered(home, await self.read())
        if mark == home.shown:  # it is as it was before, meanwhile
            await self._homes.release(home.person)
            return False
        await self._publish(home, content, mark)
        return True

    async def _rendered(
        self, home: homes.Home, news: News, *, fresh: bool = False
    ) -> tuple[view.View, str]:
        words = await self._languages.of(home.person)
        content = view.render(await self.facts(home, news, fresh=fresh), words)
        looked = max((one.seen_at for one in news.seen.servers), default=None)
        return content, view.mark(content, looked)

    async def _publish(self, home: homes.Home, content: view.View, mark: str) -> None:
        try:
            shown = await self._sender.publish(home.person, content, home.view_hash)
        except sender.Limited:
            await self._homes.release(home.person)
            raise
        except sender.Unsure as error:
            log.warning("home-unsure", person=home.person, error=error.code)
            await self._homes.release(home.person, forget=True)
        except sender.Failed as error:
            await self._refused(home, mark, error)
        else:
            await self._homes.published(home.person, shown.id, shown.hash, mark, self._clock.now())

    async def _refused(self, home: homes.Home, mark: str, error: sender.Failed) -> None:
        if error.code == "hash_conflict":  # somebody else was quicker: what they show is not known
            await self._homes.release(home.person, forget=True)
            return
        log.error(
            "home-refused",
            person=home.person,
            error=error.code,
            remedy="Install the Slack app again with the manifest of `failback-ps manifest`.",
        )
        # Not tried again before there is something else to show.
        now = self._clock.now()
        await self._homes.published(home.person, home.view_id, home.view_hash, mark, now)

    async def _linked(self, facts: Facts) -> Facts:
        """With the ways to the cards that are shown; Slack is asked for each once."""
        cards = facts.seen.cards
        shown = {one: cards[one] for one in view.operations_of(facts) if one in cards}
        self._links.forget(cards.values())
        found = await asyncio.gather(*map(self._links.of, shown.values()))
        return replace(facts, links=dict(zip(shown, found, strict=True)))

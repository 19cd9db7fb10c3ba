"""What the projector shows of incidents: boards that are pinned, lines, timelines and files."""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from datetime import timedelta

import structlog

from bot.slack import sender, ways
from bot.slack.cards import blocks, incident_lines, incidents, timeline_files, timelines
from core import clock, errors, language
from workflow import findings as watched
from workflow import incidents as rows
from workflow import people, posts

log = structlog.get_logger(__name__)

KINDS = frozenset({posts.Kind.BOARD, posts.Kind.LINE, posts.Kind.TIMELINE})
"""Messages; the file is none."""
PATIENCE = timedelta(seconds=10)
"""How long a line waits for the card that it leads to."""
LONG = "incident-long"
"""The event of the notice that asks whether it still goes on."""


class Early(Exception):
    """The card that a post leads to is being posted at this moment."""


class IncidentPosts:
    """Reads rows and, for names and leads, the directory, whose kept answers are good enough."""

    def __init__(
        self,
        *,
        kept: rows.Incidents,
        findings: watched.Findings,
        posts: posts.Posts,
        directory: people.Directory,
        sender: sender.Sender,
        clock: clock.Clock,
        words: language.Words,
    ) -> None:
        self._kept = kept
        self._findings = findings
        self._posts = posts
        self._directory = directory
        self._sender = sender
        self._clock = clock
        self._words = words

    async def render(self, post: posts.Post) -> blocks.Message:
        if post.kind is posts.Kind.LINE:
            return await self._line(post)
        if post.kind is posts.Kind.TIMELINE:
            told = await self._timeline(post.subject)
            # Thousands of entries take a good part of a second.
            return await asyncio.to_thread(timelines.render, told, self._words)
        return await self._board(post.subject)

    async def _line(self, post: posts.Post) -> blocks.Message:
        entries = await self._kept.shown_by(post.key)
        operations = {one.operation_id for one in entries} - {""}
        links = await self._links(operations, {one.finding_id for one in entries})
        if operations - links.keys() and self._clock.now() - post.created_at < PATIENCE:
            raise Early(post.key)
        return incident_lines.render(entries, links, self._words)

    async def asked(self, incident_id: str, mention: Collection[str]) -> blocks.Message:
        """Does it still go on?"""
        incident = await self._kept.get(incident_id)
        return incidents.long_open(incident, tuple(mention), self._words)

    async def settle(self, post: posts.Post, place: str, ts: str) -> None:
        """The board is pinned while its incident is open, and not after. Where Slack refuses (no
        right to, too many pins) the message stands all the same."""
        if post.kind is not posts.Kind.BOARD:
            return
        incident = await self._kept.get(post.subject)
        try:
            if incident.is_open and not post.ts:
                await self._sender.pin(place, ts)
            elif not incident.is_open:
                await self._sender.unpin(place, ts)
        except (sender.Limited, sender.Unsure):
            raise  # tried again, with the message that stands
        except sender.Failed as error:
            log.warning("board-not-pinned", incident=incident.id, error=error.code)

    async def file(self, incident_id: str) -> timeline_files.File:
        timeline = await self._timeline(incident_id)
        wanted = timeline_files.people(timeline.entries, timeline.incident)
        names = await asyncio.gather(*map(self._name, sorted(wanted)))
        known = dict(zip(sorted(wanted), names, strict=True))
        return await asyncio.to_thread(timeline_files.render, timeline, known, self._words)

    async def _board(self, incident_id: str) -> blocks.Message:
        standing = await self._kept.standing(incident_id)
        leads, links = incidents.Leads(), {}
        if standing.incident.is_open:
            leads = await self._leads()
            links = await self._links({one.id for one in standing.operations}, ())
        board = incidents.Board(standing=standing, leads=leads, links=links)
        return incidents.render(board, self._words)

    async def _timeline(self, incident_id: str) -> timelines.Timeline:
        entries = await self._kept.entries(incident_id)
        times = await self._kept.times(incident_id)
        links = await self._links({one.operation_id for one in times.operations}, ())
        return timelines.Timeline(
            incident=await self._kept.get(incident_id), entries=entries, times=times, links=links
        )

    async def _leads(self) -> incidents.Leads:
        circle = self._kept.leads()
        try:
            members = await asyncio.gather(
                *(self._directory.members(group, fresh=False) for group in circle.groups)
            )
        except people.Unreachable as error:
            log.info("leads-unknown", code=error.code)
            return incidents.Leads(circle=circle, people=None)
        found = frozenset(circle.people).union(*members)
        return incidents.Leads(circle=circle, people=tuple(sorted(found)))

    async def _links(
        self, operations: Collection[str], findings: Collection[str]
    ) -> dict[str, str]:
        """To the cards and prompts that stand, by id."""
        keys = {one: f"card:{one}" for one in operations if one}
        for one in filter(None, findings):
            try:
                keys[one] = (await self._findings.get(one)).post_key
            except errors.BotError:
                continue
        return {one: link for one, key in keys.items() if (link := await self._way(key))}

    async def _way(self, key: str) -> str:
        return await ways.to(key, self._posts, self._sender)

    async def _name(self, person: str) -> str:
        try:
            return (await self._directory.person(person)).name
        except people.Unreachable:
            return ""

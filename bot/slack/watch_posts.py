"""What the projector shows of the watch: prompts, digests, echoes and plans of upgrades."""

from __future__ import annotations

from bot.slack import sender, ways
from bot.slack.cards import blocks, prompts
from bot.slack.cards import upgrade_plans as upgrade_cards
from commands import snoozing
from core import clock, language
from workflow import findings, posts, upgrade_plans

KINDS = frozenset({posts.Kind.PROMPT, posts.Kind.DIGEST, posts.Kind.ECHO, posts.Kind.UPGRADE_PLAN})


class WatchPosts:
    def __init__(
        self,
        *,
        findings: findings.Findings,
        plans: upgrade_plans.UpgradePlans,
        posts: posts.Posts,
        sender: sender.Sender,
        clock: clock.Clock,
        words: language.Words,
        moments: snoozing.Moments,
    ) -> None:
        self._findings = findings
        self._plans = plans
        self._posts = posts
        self._sender = sender
        self._clock = clock
        self._words = words
        self._moments = moments

    async def render(self, post: posts.Post) -> tuple[blocks.Message, int]:
        """The newest rows as a message, and the version it shows."""
        if post.kind is posts.Kind.UPGRADE_PLAN:
            plan = await self._plans.get(post.subject)
            return upgrade_cards.render(plan, self._words), post.wanted
        if post.kind is posts.Kind.DIGEST:
            found = await self._findings.shown_by(post.key)
            return prompts.digest(found, self._words), post.wanted
        finding = await self._findings.get(post.subject)
        if post.kind is posts.Kind.PROMPT:
            windowed = self._moments.windowed(self._clock.now())
            return prompts.render(finding, self._words, windowed=windowed), finding.version
        there = await ways.to(finding.post_key, self._posts, self._sender)
        return prompts.echo(finding, there, self._words), post.wanted

"""The tier of rate limits of each method that the local Slack serves, as Slack lists it.

All of them are lines of one file that Slack's Java SDK is released with. Where the method's own
page tells another tier, both are named; the local Slack then applies the stricter one, so that no
app is found good here and refused there.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.conformance.slack_errors.declare import METHODS

LIST = "https://github.com/slackapi/java-slack-sdk/blob/main/metadata/web-api/rate_limit_tiers.json"
NUMBERS = (
    "https://github.com/slackapi/java-slack-sdk/blob/main/slack-api-client/src/main/java/com/"
    "slack/api/methods/MethodsRateLimitTier.java"
)
LIMITS = "https://docs.slack.dev/apis/web-api/rate-limits"
SPECIAL = 0


@dataclass(frozen=True, kw_only=True)
class Tiered:
    """`burst` calls at once are let through, then `a_minute`; `channel` counts each by itself."""

    method: str
    tier: int
    a_minute: int
    burst: int
    channel: str = ""
    note: str = ""
    source: str = LIST


def _plain(tier: int, a_minute: int, *methods: str) -> tuple[Tiered, ...]:
    return tuple(
        Tiered(method=one, tier=tier, a_minute=a_minute, burst=a_minute) for one in methods
    )


def _hundreds(method: str) -> Tiered:
    note = "hundreds a minute"
    return Tiered(method=method, tier=SPECIAL, a_minute=600, burst=600, note=note, source=NUMBERS)


CASES = tuple(sorted((
    Tiered(method="apps.connections.open", tier=1, a_minute=1, burst=10,
           note=f"[its page]({METHODS}apps.connections.open/) says 3; ten at once, as there may be "
           "ten connections"),
    *_plain(2, 20, "bookmarks.add", "bookmarks.edit", "bookmarks.remove"),
    *_plain(2, 20, "conversations.archive", "conversations.create", "conversations.list",
            "conversations.rename", "conversations.setPurpose", "conversations.setTopic"),
    *_plain(2, 20, "pins.add", "pins.list", "pins.remove", "reactions.remove"),
    *_plain(2, 20, "usergroups.list", "usergroups.users.list", "users.list"),
    Tiered(method="users.conversations", tier=2, a_minute=20, burst=20,
           note=f"[its page]({METHODS}users.conversations/) says 3"),
    *_plain(3, 50, "auth.revoke", "bookmarks.list", "bots.info"),
    *_plain(3, 50, "chat.delete", "chat.deleteScheduledMessage", "chat.scheduleMessage",
            "chat.scheduledMessages.list", "chat.unfurl", "chat.update"),
    Tiered(method="conversations.history", tier=3, a_minute=50, burst=50,
           note=f"[1 a minute]({LIMITS}) for apps sold outside the Marketplace"),
    Tiered(method="conversations.replies", tier=3, a_minute=50, burst=50,
           note="as conversations.history"),
    *_plain(3, 50, "conversations.info", "conversations.invite", "conversations.join",
            "conversations.kick", "conversations.leave", "conversations.mark",
            "conversations.open"),
    *_plain(3, 50, "files.delete", "files.list", "reactions.add", "reactions.get", "team.info",
            "users.getPresence", "users.lookupByEmail"),
    *_plain(4, 100, "api.test", "chat.postEphemeral", "conversations.members"),
    *_plain(4, 100, "files.completeUploadExternal", "files.getUploadURLExternal", "files.info"),
    *_plain(4, 100, "users.info", "users.profile.get"),
    *_plain(4, 100, "views.open", "views.publish", "views.push", "views.update"),
    Tiered(method="chat.postMessage", tier=SPECIAL, a_minute=60, burst=5, channel="C1",
           note="in each channel; in the workspace several hundred", source=LIMITS),
    _hundreds("auth.test"),
    _hundreds("blocks.validate"),
    _hundreds("chat.getPermalink"),
), key=lambda one: one.method))  # fmt: skip

TITLE = "Slack's rate limits"
INTRO = (
    "Each method that is served, and how often it may be called in a minute when the local Slack's "
    "limits are on (`--weather limited`, or the story act `rate_limit`). More is answered with "
    "429 and `Retry-After`."
)
COLUMNS = ("Method", "Tier", "A minute", "At once", "Note", "Source")
ROWS = tuple(
    (
        one.method,
        str(one.tier or "special"),
        f"{one.a_minute}",
        f"{one.burst}",
        one.note,
        one.source,
    )
    for one in CASES
)

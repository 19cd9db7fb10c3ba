"""Everything the bot says to Slack's Web API, through one session and one pace."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.slack import pace
from bot.slack.cards import blocks
from core import errors

EVENT_TYPE = "failback_ps_post"
"""Of the metadata that every card carries; its payload's `key` is the post's."""
LOOK_BACK = 300.0  # seconds that Slack's clock may be behind ours
PAGE = 200  # messages asked for at once
LINKS = 500  # addresses of messages that are remembered


def is_person(channel: str) -> bool:
    """A post's `channel` may name a person: it then goes into the direct messages with them."""
    return channel.startswith(("U", "W"))


class Failed(errors.BotError):
    """Slack refused. `code` is Slack's error."""


class Limited(Failed):
    """Slack asked to wait `retry_after` seconds; nothing was written."""

    def __init__(self, retry_after: float) -> None:
        super().__init__("Slack asks to write more slowly.", code="ratelimited")
        self.retry_after = retry_after


class Unsure(Failed):
    """No answer came: it may have been done, or not."""

    code = "no-answer"


@dataclass(frozen=True, kw_only=True)
class Offered:
    """Where a file's bytes go, and the id it will have. Nobody sees it until it is completed."""

    id: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A view as Slack holds it; `hash` guards an update against a newer one."""

    id: str
    hash: str


class Sender:
    """Raises `Failed`, `Limited` or `Unsure`; never repeats a write by itself."""

    def __init__(
        self, client: AsyncWebClient, session: aiohttp.ClientSession, rate: pace.Pace
    ) -> None:
        self._client = client
        self._session = session
        self.pace = rate
        self._direct: dict[str, str] = {}
        self._links: dict[tuple[str, str], str] = {}

    async def post(
        self, channel: str, message: blocks.Message, *, key: str = "", thread_ts: str = ""
    ) -> str:
        """A new message; its `ts`. `key` goes into its metadata, to be found again."""
        more: dict[str, Any] = {"metadata": _metadata(key, message)} if key else {}
        if thread_ts:
            more["thread_ts"] = thread_ts
        response = await self._call(
            self._client.chat_postMessage(
                channel=channel,
                text=message.text,
                blocks=list(message.blocks),
                unfurl_links=False,
                unfurl_media=False,
                **more,
            )
        )
        return str(response["ts"])

    async def edit(self, channel: str, ts: str, message: blocks.Message, *, key: str) -> None:
        await self._call(
            self._client.chat_update(
                channel=channel,
                ts=ts,
                text=message.text,
                blocks=list(message.blocks),
                metadata=_metadata(key, message),
            )
        )

    async def seek(self, channel: str, key: str, since: datetime, *, thread_ts: str = "") -> str:
        """The `ts` of the message with this key, or that shows the file of this id; else nothing.
        None was posted before `since`."""
        oldest = f"{since.timestamp() - LOOK_BACK:.6f}"
        found = ""
        cursor = ""
        while not found:
            page = await self._page(channel, thread_ts, oldest, cursor)
            messages = page.get("messages") or []
            found = next((str(one["ts"]) for one in messages if key in _keys(one)), "")
            cursor = (page.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                break
        return found

    async def pin(self, channel: str, ts: str) -> None:
        await self._unless("already_pinned", self._client.pins_add(channel=channel, timestamp=ts))

    async def unpin(self, channel: str, ts: str) -> None:
        await self._unless("no_pin", self._client.pins_remove(channel=channel, timestamp=ts))

    async def _unless(self, done: str, call: Awaitable[AsyncSlackResponse]) -> None:
        """It may have been done before."""
        try:
            await self._call(call)
        except Failed as error:
            if error.code != done:
                raise

    async def offer(self, name: str, length: int, alt: str) -> Offered:
        """Announces a file (https://docs.slack.dev/messaging/working-with-files/#upload)."""
        response = await self._call(
            self._client.files_getUploadURLExternal(filename=name, length=length, alt_txt=alt)
        )
        return Offered(id=str(response["file_id"]), url=str(response["upload_url"]))

    async def put(self, url: str, content: bytes) -> None:
        """The bytes of a file that was announced. Seen by nobody yet, so a repeat harms nothing."""
        try:
            async with self._session.post(url, data=content) as answer:
                if answer.status != 200:
                    code = f"upload-{answer.status}"
                    raise Failed(f"Slack did not take a file: {answer.status}.", code=code)
        except (TimeoutError, aiohttp.ClientError) as error:
            raise Unsure("Slack gave no answer to a file.") from error

    async def complete(self, id_: str, title: str, channel: str, thread_ts: str = "") -> None:
        """Shows it in the channel, or in a thread of it."""
        await self._call(
            self._client.files_completeUploadExternal(
                files=[{"id": id_, "title": title}], channel_id=channel, thread_ts=thread_ts or None
            )
        )

    async def completed(self, id_: str) -> bool:
        """Whether the file is there. One that was only announced is none yet."""
        try:
            await self._call(self._client.files_info(file=id_))
        except Failed as error:
            if error.code in {"file_not_found", "file_deleted"}:
                return error.code == "file_deleted"  # somebody has removed it: it was there
            raise
        return True

    async def link(self, channel: str, ts: str) -> str:
        """The message's address, which never changes; empty where Slack does not give it."""
        known = self._links.get((channel, ts))
        if known is None:
            known = await self._permalink(channel, ts)
            if known:
                self._links[channel, ts] = known
            if len(self._links) > LINKS:
                self._links.pop(next(iter(self._links)))
        return known

    async def _permalink(self, channel: str, ts: str) -> str:
        try:
            response = await self._call(
                self._client.chat_getPermalink(channel=channel, message_ts=ts)
            )
        except Failed:
            return ""
        return str(response["permalink"])

    async def place(self, channel: str) -> str:
        """The conversation itself; where a person is named, the direct messages with them."""
        if not is_person(channel):
            return channel
        known = self._direct.get(channel)
        if known is None:
            response = await self._call(self._client.conversations_open(users=channel))
            known = self._direct[channel] = str(response["channel"]["id"])
        return known

    async def whisper(
        self, channel: str, person: str, message: blocks.Message, *, thread_ts: str = ""
    ) -> None:
        """Seen by one person only; for answers that have no `response_url`. In a thread it is seen
        if the thread has replies (https://docs.slack.dev/reference/methods/chat.postEphemeral)."""
        await self._call(
            self._client.chat_postEphemeral(
                channel=channel,
                user=person,
                text=message.text,
                blocks=list(message.blocks),
                thread_ts=thread_ts or None,
            )
        )

    async def respond(self, response_url: str, message: blocks.Message) -> None:
        """Privately, where the person typed or clicked; works in channels without the bot."""
        body = {
            "response_type": "ephemeral",
            "replace_original": False,
            "text": message.text,
            "blocks": list(message.blocks),
        }
        try:
            async with self._session.post(
                response_url, json=body, ssl=self._client.ssl or True
            ) as answer:
                if answer.status >= 400:
                    raise Failed("Slack did not take the private answer.", code="response-url")
        except (aiohttp.ClientError, TimeoutError) as error:
            raise Unsure("Slack gave no answer to a private message.") from error

    async def open(self, trigger_id: str, view: blocks.Block, *, on_top: bool = False) -> Opened:
        """`on_top`: of the modal in which the click was
        (https://docs.slack.dev/reference/methods/views.push)."""
        if on_top:
            response = await self._call(self._client.views_push(trigger_id=trigger_id, view=view))
        else:
            response = await self._call(self._client.views_open(trigger_id=trigger_id, view=view))
        return Opened(id=response["view"]["id"], hash=response["view"]["hash"])

    async def show(self, opened: Opened, view: blocks.Block) -> None:
        """Replaces a view. One that the person has closed meanwhile is no error."""
        try:
            await self._call(
                self._client.views_update(view_id=opened.id, hash=opened.hash, view=view)
            )
        except Failed as error:
            if error.code not in {"not_found", "view_not_found", "hash_conflict"}:
                raise

    async def publish(self, person: str, view: blocks.Block, guard: str = "") -> Opened:
        """A person's Home. With the `hash` of the one before as `guard` it is refused
        (`hash_conflict`) where somebody else has published since."""
        more = {"hash": guard} if guard else {}
        call = self._client.views_publish(user_id=person, view=view, **more)
        response = await translate(call, limited=self.pace.homes.close)
        return Opened(id=response["view"]["id"], hash=response["view"]["hash"])

    async def member_of(self, channel: str) -> bool:
        """Whether the bot can post there."""
        return not await self.refusal(channel)

    async def refusal(self, channel: str) -> str:
        """The code with which a message would be refused for the channel's sake; empty: none."""
        try:
            response = await self._call(self._client.conversations_info(channel=channel))
        except Failed as error:
            if error.code in {"channel_not_found", "not_in_channel"}:
                return error.code
            raise
        found = response["channel"]
        if found.get("is_archived"):
            return "is_archived"
        return "" if found.get("is_member") or found.get("is_im") else "not_in_channel"

    async def _page(
        self, channel: str, thread_ts: str, oldest: str, cursor: str
    ) -> AsyncSlackResponse:
        asked: dict[str, Any] = {"limit": PAGE, "include_all_metadata": True, "oldest": oldest}
        if cursor:
            asked["cursor"] = cursor
        if thread_ts:
            call = self._client.conversations_replies(channel=channel, ts=thread_ts, **asked)
        else:
            call = self._client.conversations_history(channel=channel, **asked)
        return await self._call(call)

    async def _call(self, call: Awaitable[AsyncSlackResponse]) -> AsyncSlackResponse:
        return await translate(call, limited=self.pace.close)


async def translate(
    call: Awaitable[AsyncSlackResponse], *, limited: Callable[[float], None] | None = None
) -> AsyncSlackResponse:
    """The SDK's exceptions as ours; says nothing of what was sent."""
    try:
        return await call
    except SlackApiError as error:
        code = str(error.response.get("error") or f"status-{error.response.status_code}")
        if code in {"ratelimited", "rate_limited"} or error.response.status_code == 429:
            wait = _seconds(error.response.headers.get("Retry-After"))
            if limited is not None:
                limited(wait)
            raise Limited(wait) from None
        if error.response.status_code >= 500:
            raise Unsure(f"Slack answered with an error of its own ({code}).") from None
        raise Failed(f"Slack refused: {code}.", code=code) from None
    except (TimeoutError, SlackClientError, aiohttp.ClientError) as error:
        raise Unsure("Slack gave no answer.") from error


def _seconds(retry_after: str | None) -> float:
    try:
        return max(float(retry_after or 1), 1.0)
    except ValueError:
        return 30.0


def _metadata(key: str, message: blocks.Message) -> dict[str, Any]:
    return {"event_type": EVENT_TYPE, "event_payload": {**message.metadata, "key": key}}


def _keys(message: dict[str, Any]) -> set[str]:
    """What a message can be found by: its post's key, its files' ids."""
    files = {str(file.get("id", "")) for file in message.get("files") or ()}
    metadata = message.get("metadata") or {}
    if metadata.get("event_type") != EVENT_TYPE:
        return files
    return files | {str((metadata.get("event_payload") or {}).get("key", ""))}

"""Who is who, asked of Slack: the workflow's `people.Directory`."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.slack import haste, sender
from core.sentences import say
from workflow import people

KEPT = 300.0  # seconds a group's members are kept for those who do not need them fresh

_UNKNOWN_GROUP = frozenset({"no_such_subteam", "subteam_disabled", "not_found"})
_UNKNOWN_PERSON = frozenset({"user_not_found", "user_not_visible", "users_not_found"})


class Directory:
    """Persons are always asked for anew; groups too where `fresh` is wanted.

    All who wait for the same answer share one request. Only a complete answer counts: anything
    else is `people.Unreachable`.
    """

    def __init__(self, client: AsyncWebClient, now: Callable[[], float]) -> None:
        self.team = ""
        """The bot's own workspace; set once Slack has said which it is."""
        self._client = client
        self._now = now
        self._asked: dict[str, asyncio.Task[Any]] = {}
        self._groups: dict[str, tuple[float, frozenset[str]]] = {}

    async def person(self, id: str) -> people.Person:  # noqa: A002 - the protocol's own word
        found: people.Person = await self._shared(f"person:{id}", lambda: self._person(id))
        return found

    async def members(self, group: str, *, fresh: bool) -> frozenset[str]:
        kept = self._groups.get(group)
        if not fresh and kept is not None and self._now() - kept[0] < KEPT:
            return kept[1]
        found: frozenset[str] = await self._shared(f"group:{group}", lambda: self._members(group))
        return found

    async def _shared(self, key: str, ask: Callable[[], Awaitable[Any]]) -> Any:
        """One request for all who wait as long; whoever gives up does not end it for the rest."""
        key = f"{key}:{haste.longest_wait()}"
        task = self._asked.get(key)
        if task is None:
            task = asyncio.ensure_future(ask())
            self._asked[key] = task
            task.add_done_callback(lambda done: self._forget(key, done))
        return await asyncio.shield(task)

    def _forget(self, key: str, done: asyncio.Task[Any]) -> None:
        self._asked.pop(key, None)
        if not done.cancelled():
            done.exception()  # seen here, for the case that nobody waits any more

    async def _person(self, id: str) -> people.Person:  # noqa: A002 - as above
        try:
            response = await _patient(lambda: self._client.users_info(user=id, include_locale=True))
        except sender.Failed as error:
            if error.code in _UNKNOWN_PERSON:
                return people.Person(id=id, name=id, active=False)
            what = say("directory-no-person", "Slack did not say who <@{person}> is", person=id)
            raise _unreachable(what, error) from error
        user = response["user"]
        return people.Person(
            id=id,
            name=str(user.get("real_name") or user.get("name") or id),
            active=not user.get("deleted", False),
            is_bot=bool(user.get("is_bot") or id == "USLACKBOT"),
            guest=self._guest(user),
            email=str((user.get("profile") or {}).get("email") or ""),
            locale=str(user.get("locale") or ""),
        )

    def _guest(self, user: Mapping[str, Any]) -> bool:
        """Restricted, or of another workspace (Slack Connect shows such people as full members of
        theirs; in an Enterprise organisation one person has several workspaces of it:
        https://docs.slack.dev/reference/objects/user-object/)."""
        restricted = ("is_restricted", "is_ultra_restricted", "is_stranger")
        if any(user.get(one) for one in restricted):
            return True
        teams = (user.get("enterprise_user") or {}).get("teams") or ()
        return self.team not in {user.get("team_id"), *teams}

    async def _members(self, group: str) -> frozenset[str]:
        try:
            response = await _patient(lambda: self._client.usergroups_users_list(usergroup=group))
        except sender.Failed as error:
            if error.code not in _UNKNOWN_GROUP:
                what = say(
                    "directory-no-group",
                    "Slack did not say who is in <!subteam^{group}>",
                    group=group,
                )
                raise _unreachable(what, error) from error
            found: frozenset[str] = frozenset()
        else:
            found = frozenset(str(one) for one in response["users"])
        self._groups[group] = (self._now(), found)
        return found


async def _patient(call: Callable[[], Awaitable[AsyncSlackResponse]]) -> AsyncSlackResponse:
    """A call that is made again where Slack wants waits for which there is time."""
    left = haste.longest_wait()
    while True:
        try:
            return await sender.translate(call())
        except sender.Limited as limit:
            if limit.retry_after > left:
                raise
            left -= limit.retry_after
            await asyncio.sleep(limit.retry_after)


def _unreachable(what: str, error: sender.Failed) -> people.Unreachable:
    wait = error.retry_after if isinstance(error, sender.Limited) else 0.0
    return people.Unreachable(
        say("directory-silent", "{what} ({code}).", what=what, code=error.code),
        remedy=_remedy(error.code, wait),
        retry_after=wait,
    )


def _remedy(code: str, wait: float) -> str:
    if code == "plan_upgrade_required":
        return say(
            "directory-no-groups",
            "User groups need a paid Slack plan; name people instead of groups in the policy.",
        )
    if code == "missing_scope":
        return say(
            "directory-no-scope",
            "Install the Slack app again with the scopes users:read and usergroups:read.",
        )
    if wait:
        return say(
            "directory-wait",
            "Slack asks to wait {seconds} s, then try again; nothing was decided.",
            seconds=round(wait),
        )
    return say("directory-again", "Try again in a moment; nothing was decided.")

"""How a case of an error is written down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

INCIDENT, RANDOM, RITA, BO = "C0INCIDENT", "C0RANDOM1", "U0RITA001", "U0BO00001"
BOT = "U0FAILBOT"
METHODS = "https://docs.slack.dev/reference/methods/"
BLOCKS = "https://docs.slack.dev/reference/block-kit/blocks"

Arguments = dict[str, Any]
Step = tuple[str, Arguments]


@dataclass(frozen=True, kw_only=True)
class Case:
    """One error, provoked once."""

    method: str
    error: str
    what: str
    arguments: Arguments
    acts: tuple[Step, ...] = ()
    calls: tuple[Step, ...] = ()
    whose: str = "bot"
    """Whose token: `bot`, `app`, "" for none, or the text of a wrong one."""
    source: str = ""
    many: int = 0
    each: tuple[Step, ...] = ()
    """Calls to be made `many` times, so that a limit is reached."""
    says: tuple[str, ...] = ()
    """All messages of the answer, without `[ERROR] `; if none, they are not looked at."""
    raw: tuple[str, bytes] | None = None
    """Content type ("" for none) and body of a request that no SDK would send."""

    @property
    def name(self) -> str:
        return f"{self.method}: {self.error} ({self.what})"

    @property
    def url(self) -> str:
        return self.source or f"{METHODS}{self.method}/"


def case(
    method: str, error: str, what: str, arguments: Arguments | None = None, **more: Any
) -> Case:
    return Case(method=method, error=error, what=what, arguments=arguments or {}, **more)


def plain(text: str) -> Arguments:
    return {"type": "plain_text", "text": text}


SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "hello"}}
MODAL = {"type": "modal", "title": plain("Deploy"), "blocks": [SECTION]}
POST = {"channel": INCIDENT, "text": "x"}
ARCHIVED: Step = ("archive", {"channel": INCIDENT, "user": RITA})
ALL_SCOPES: Step = (
    "scopes",
    {
        "add": [
            "reactions:write", "reactions:read", "pins:write", "pins:read", "bookmarks:write",
            "bookmarks:read", "files:write", "files:read", "links:write", "im:write", "mpim:write",
            "channels:join", "channels:manage", "groups:write", "users:read.email", "team:read",
            "users.profile:read", "channels:write", "im:read", "mpim:read",
        ]
    },
)  # fmt: skip


def scoped(method: str, error: str, what: str, arguments: Arguments, *acts: Step) -> Case:
    return case(method, error, what, arguments, acts=(ALL_SCOPES, *acts))


def fails(error: str) -> Case:
    order = {"method": "chat.postMessage", "error": error}
    return case("chat.postMessage", error, "Slack fails", POST, acts=(("fail", order),))


def token(error: str) -> Case:
    return case("auth.test", error, "the token's state", acts=(("token", {"state": error}),))


def posting(kind: str, error: str, **more: Any) -> Case:
    act = ("posting", {"channel": INCIDENT, "posting": kind})
    return case("chat.postMessage", error, f"a channel that is {kind}", POST | more, acts=(act,))


def blocks(
    what: str, *given: Arguments, error: str = "invalid_blocks", says: str = "", source: str = ""
) -> Case:
    """`says`: the messages, a line each."""
    arguments = POST | {"blocks": list(given)}
    lines = tuple(says.splitlines())
    return case("chat.postMessage", error, what, arguments, source=source or BLOCKS, says=lines)


def view(
    what: str, error: str = "invalid_arguments", says: str = "", source: str = "", **change: Any
) -> Case:
    arguments = {"trigger_id": "$trigger", "view": MODAL | change}
    lines = tuple(says.splitlines())
    return case("views.open", error, what, arguments, says=lines, source=source)


def element(what: str, **given: Any) -> Case:
    button = {"type": "button", "action_id": "a", "text": plain("Go")} | given
    return blocks(what, {"type": "actions", "elements": [button]})

"""What must be seen in the channels, as rows written in the transaction of what they show."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import sqlalchemy as sa

from core import clock, ids, json
from workflow import channels, closures, store
from workflow.store import schema


class Kind(enum.StrEnum):
    """What a post is."""

    CARD = "card"  # The one message of an operation: key `card:<op>`, wanted = its version.
    NOTICE = "notice"  # A reply in a thread, posted once; edited only to settle a question.
    PROMPT = "prompt"  # The one message of a watch finding: key `prompt:<finding>`; edited.
    DIGEST = "digest"  # Of many findings: key `digest:<the first>`; edited with each of them.
    HEARD = "heard"  # A person's message in whose thread something was asked; never sent.
    BOARD = "board"  # An incident's pinned message: key `board:<incident>`; edited.
    LINE = "line"  # What happened in an incident: key `line:<incident>:<entry>`; edited if joined.
    TIMELINE = "timeline"  # What an ended incident leaves behind: key `timeline:<incident>`.
    FILE = "file"  # The same as a file in the timeline's thread: key `file:<incident>`.
    REVIEW = "review"  # Of a broken glass: key `review:<op>`; edited once somebody acknowledges it.
    ECHO = "echo"  # In the channel of a finding's new route: key `echo:<finding>:<channel>`.
    UPGRADE_PLAN = "upgrade-plan"  # Of a fabric's upgrade: key `upgrade-plan:<plan>`; edited.
    CLOSED = "closed"  # Of a channel closed to the bot: key `closed:<closure>`; edited.


SENDING = "sending"
"""The `error` of a post whose first sending was begun and not yet answered: look before sending."""


@dataclass(frozen=True, kw_only=True)
class Post:
    """One message as it should be.

    `subject` is the operation's id (card, its notices) or the finding's id (prompt, its notices);
    of what belongs to neither, a word.
    `ts` is the message's own, empty until it was posted. `thread_key` names the post whose thread
    it belongs to and `thread_ts` is that post's `ts`, always known once the post is due. `wanted`
    is the version that should be seen, `shown` the one that is (0: none yet).

    Payloads: cards and prompts `{}` (read `Desk.get` or `Findings.get`). Notices carry `event`:
    - `{"event": "approval-open", "mention": ["S…", "U…"]}` approvers are to be called;
    - `{"event": "ended", "state": "succeeded"|…, "mention": ["U…"]}` the requester is to be told;
    - `{"event": "waiting", "mention": ["U…"]}` a step waits for a person, the requester is told;
    - `{"event": "glass-broken", "mention": […], "by": "U…", "reason": "…"}` loud, to all approvers;
    - `{"event": "reminder", "mention": […], "number": n}` in the thread; the same with
      `"direct": true` to one person, whose id is then the `channel` of the post;
    - `{"event": "escalation", "mention": […]}` nobody has decided for long;
    - `{"event": "review-reminder", "mention": […]}` in the review card's thread;
    - `{"event": "question", "by": "U…", "text": "…", "mention": ["U…"]}` of an approver;
    - `{"event": "confirm-vote", "confirmation": "cf-…", "decision": …, "plan_hash": …, "reason": …,
      "settled": "", "why": ""}` to one person, like a direct reminder; edited once it is settled;
    - `{"event": "vote-disowned", "by": "U…", "decision": …}` in the audit channel;
    - `{"event": "asked"}` where it was asked for, the way to the card elsewhere;
    - `{"event": "said", "text": "…"}` details of a step, plain text; of findings, `"said": […]`
      beside it, the same as phrases (`core.phrases.write`);
    - `{"event": "audit-heads", …}` a signed count of the audit trail (`counts.take`);
    - `{"event": "resolved" | "open", "text": "…", "said": […]}` findings closed themselves, or are
      open again;
    - `{"event": "incident-long", "mention": ["U…"], "hours": n}` does it still go on?
    The other kinds carry `{}`, but for a file that is being sent: `{"file": "F…"}`.
    """

    key: str
    kind: Kind
    subject: str
    channel: str
    created_at: datetime  # no message of it is older
    thread_key: str = ""
    thread_ts: str = ""
    ts: str = ""
    wanted: int = 1
    shown: int = 0
    tries: int = 0  # failed attempts since it was last shown
    payload: json.Object = field(default_factory=dict)


class Posts:
    """The projector's side: takes what is due, says what became of it."""

    def __init__(
        self,
        store: store.Store,
        clock: clock.Clock,
        *,
        told: channels.Channels = channels.Channels(),  # noqa: B008 - frozen
        make_id: ids.Ids = ids.new_id,
        claim_seconds: float = 10.0,
    ) -> None:
        self._store = store
        self._clock = clock
        self._fallbacks = (told.default, told.approvals)
        self._make_id = make_id
        self._claim = timedelta(seconds=claim_seconds)

    async def due(self, limit: int) -> list[Post]:
        """Posts whose `wanted` is ahead of `shown`, oldest first, claimed for some seconds.

        A claimed post is not given to anybody else until it is shown, put off, or the claim ran
        out. Notices wait for the message whose thread they belong to."""
        now = self._clock.now()
        keys = await self._store.read(lambda c: _due_keys(c, now, limit))
        if not keys:
            return []
        return await self._store.write(
            lambda c: _claim(c, keys, now, now + self._claim), quiet=True
        )

    async def shown(self, key: str, version: int, ts: str) -> None:
        """The message `ts` now shows `version` (take `Post.wanted`, or a newer one rendered)."""
        values = {
            "shown": sa.case((_t.c.shown < version, version), else_=_t.c.shown),
            "ts": ts,
            "tries": 0,
            "error": "",
            "claimed_until": None,
            "put_off_until": None,
        }
        now = self._clock.now()
        # Not quiet: notices may have waited for this message, or a newer version for its end.
        await self._store.write(lambda c: _taken(c, key, values, now))

    async def put_off(self, key: str, until: datetime, error: str) -> None:
        """It could not be sent; it becomes due again at `until`. `error` is a code, no secret."""
        await self._store.write(lambda c: _set(c, key, _later(until, error)), quiet=True)

    async def refused(self, post: Post, until: datetime, error: str) -> None:
        """As `put_off`, where the channel takes nothing from the bot (`closures.CODES`). One post
        in another channel says so, until something is taken again."""
        now = self._clock.now()

        def work(connection: sa.Connection) -> None:
            _set(connection, post.key, _later(until, error))
            closures.met(connection, post.channel, error, now, self._make_id, self._fallbacks)

        await self._store.write(work)

    async def closed(self) -> list[closures.Closure]:
        """The channels that take nothing from the bot now, oldest first, and how much waits."""
        return await self._store.read(closures.last)

    async def closure(self, closure_id: str) -> closures.Closure | None:
        """One of them, also once it is over."""
        return await self._store.read(lambda c: closures.get(c, closure_id))

    async def reachable(self, channel: str) -> None:
        """The bot may write there again: what waits is due at once."""
        now = self._clock.now()
        await self._store.write(lambda c: closures.reached(c, channel, now, new=False))

    async def carry(self, key: str, payload: json.Object) -> None:
        """What whoever takes over must know of a sending that has begun."""
        await self._store.write(lambda c: _set(c, key, {"payload": payload}), quiet=True)

    async def lost(self, key: str) -> None:
        """The message was deleted in Slack: it becomes due as a new one."""
        values = {"ts": "", "shown": 0, "claimed_until": None, "put_off_until": None}
        await self._store.write(lambda c: _set(c, key, values))

    async def take_over(self) -> None:
        """At a start alone on the database: what a dead process held or was sending is due now."""
        held = sa.or_(_t.c.claimed_until.is_not(None), _t.c.error == SENDING)
        free = {"claimed_until": None, "put_off_until": None}
        await self._store.write(lambda c: c.execute(_t.update().where(held).values(free)))

    async def get(self, key: str) -> Post | None:
        """The post as it stands, due or not."""
        posts = await self._store.read(lambda c: _select(c, _t.c.key == key))
        return posts[0] if posts else None

    async def at(self, channel: str, ts: str) -> Post | None:
        """What the bot posted there."""
        found = await self._store.read(
            lambda c: _select(
                c, sa.and_(_t.c.ts == ts, _t.c.channel == channel, _t.c.kind != Kind.HEARD.value)
            )
        )
        return found[0] if found else None

    def on_change(self, callback: Callable[[], None]) -> None:
        """Call `callback` on the event loop after each commit of this process that may make a post
        due. Other processes' commits are not seen: ask `due` each second as well."""
        self._store.on_commit(callback)


_t = schema.posts
_parent = schema.posts.alias("parent")


def _due_keys(connection: sa.Connection, now: datetime, limit: int) -> list[str]:
    return list(
        connection.execute(
            sa.select(_t.c.key)
            .select_from(_t.outerjoin(_parent, _parent.c.key == _t.c.thread_key))
            .where(
                _t.c.wanted > _t.c.shown,
                _free(now),
                sa.or_(_t.c.put_off_until.is_(None), _t.c.put_off_until <= now),
                sa.or_(_t.c.thread_key == "", _parent.c.ts != ""),
            )
            .order_by(_t.c.created_at, _t.c.key)
            .limit(limit)
        ).scalars()
    )


def _claim(
    connection: sa.Connection, keys: list[str], now: datetime, until: datetime
) -> list[Post]:
    claimed = connection.execute(
        _t.update()
        .where(_t.c.key.in_(keys), _t.c.wanted > _t.c.shown, _free(now))
        .values(claimed_until=until)
        .returning(_t.c.key)
    ).scalars()
    return _select(connection, _t.c.key.in_(list(claimed)))


def _free(now: datetime) -> sa.ColumnElement[bool]:
    return sa.or_(_t.c.claimed_until.is_(None), _t.c.claimed_until <= now)


def _select(connection: sa.Connection, condition: sa.ColumnElement[bool]) -> list[Post]:
    rows = connection.execute(
        sa.select(_t, _parent.c.ts.label("thread_ts"))
        .select_from(_t.outerjoin(_parent, _parent.c.key == _t.c.thread_key))
        .where(condition)
        .order_by(_t.c.created_at, _t.c.key)
    )
    return [
        Post(
            key=row.key,
            kind=Kind(row.kind),
            subject=row.subject,
            channel=row.channel,
            thread_key=row.thread_key,
            thread_ts=row.thread_ts or "",
            ts=row.ts,
            wanted=row.wanted,
            shown=row.shown,
            tries=row.tries,
            payload=row.payload,
            created_at=row.created_at,
        )
        for row in rows
    ]


def _later(until: datetime, error: str) -> dict[str, object]:
    return {
        "put_off_until": until,
        "claimed_until": None,
        "tries": _t.c.tries + 1,
        "error": error[:128],
    }


def _taken(
    connection: sa.Connection, key: str, values: Mapping[str, object], now: datetime
) -> None:
    """It was shown: so its channel takes messages."""
    before = connection.execute(sa.select(_t.c.channel, _t.c.ts).where(_t.c.key == key)).first()
    _set(connection, key, values)
    if before is not None:
        closures.reached(connection, before.channel, now, new=not before.ts)


def _set(connection: sa.Connection, key: str, values: Mapping[str, object]) -> None:
    connection.execute(_t.update().where(_t.c.key == key).values(**values))

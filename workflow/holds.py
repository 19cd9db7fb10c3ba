"""What people hold back: one server, or everything (a freeze). Operations' own are `locks`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from core import clock
from core.sentences import say
from workflow import audit, hold_words, operations, outbox, policies
from workflow.store import schema, statements

EVERYTHING = "*"
"""The key of a freeze."""
_t = schema.holds


@dataclass(frozen=True, kw_only=True)
class Hold:
    """`person` is a Slack id; of an operation's own lock it is who asked for it. `until` None:
    until it is given back."""

    key: str
    person: str
    reason: str
    since: datetime
    until: datetime | None = None
    operation_id: str = ""
    state: operations.State | None = None

    @property
    def freeze(self) -> bool:
        return self.key == EVERYTHING

    @property
    def what(self) -> str:
        if self.freeze:
            return say("hold-everything", "everything")
        return self.key.partition(":")[2] or self.key


def server(name: str) -> str:
    """The key of a process server in plans and people's locks: by its name, in any case."""
    return f"server:{name.strip().lower()}"


def address(network: str, ip: str) -> str:
    """The key of an address in a virtual network."""
    return f"ip:{network.lower()}/{ip}"


def vault(vault_id: str) -> str:
    """Held by what must be the only one of its kind in a vault, whose jobs name no requester."""
    return f"vault:{vault_id.lower()}"


def _open(now: datetime) -> sa.ColumnElement[bool]:
    return sa.or_(_t.c.until.is_(None), _t.c.until > now)


def _of(row: sa.Row[tuple[object, ...]]) -> Hold:
    return Hold(
        key=row.key, person=row.person, reason=row.reason, since=row.taken_at, until=row.until
    )


def held(connection: sa.Connection, now: datetime) -> list[Hold]:
    """People's holds that are on, the freeze first."""
    query = sa.select(_t).where(_open(now)).order_by(_t.c.key)
    return [_of(row) for row in connection.execute(query)]


def locked(connection: sa.Connection) -> list[Hold]:
    """What operations hold, oldest first."""
    rows = connection.execute(
        sa.select(
            schema.locks.c.key,
            schema.locks.c.taken_at,
            schema.operations.c.id,
            schema.operations.c.verb,
            schema.operations.c.target,
            schema.operations.c.requester,
            schema.operations.c.state,
        )
        .join(schema.operations, schema.operations.c.id == schema.locks.c.operation_id)
        .order_by(schema.locks.c.taken_at, schema.locks.c.key)
    )
    return [
        Hold(
            key=row.key,
            person=row.requester,
            reason=f"{row.verb} {row.target}".strip(),
            since=row.taken_at,
            operation_id=row.id,
            state=operations.State(row.state),
        )
        for row in rows
    ]


def check(connection: sa.Connection, keys: Sequence[str], now: datetime) -> None:
    """Raises `policies.Refused` (`locked`) when a person holds one of these keys."""
    row = connection.execute(
        sa.select(_t).where(_t.c.key.in_(list(keys)), _open(now)).order_by(_t.c.key).limit(1)
    ).first()
    if row is not None:
        raise taken(_of(row))


def taken(hold: Hold) -> policies.Refused:
    return policies.Refused(
        hold_words.locked(hold),
        remedy=say(
            "hold-locked-remedy",
            "Ask <@{person}> or a lead to unlock it, then try again.",
            person=hold.person,
        ),
        code="locked",
    )


def check_freeze(connection: sa.Connection, now: datetime, window: datetime | None) -> None:
    """Raises `policies.Refused` (`frozen`) in a freeze. `window`: when the rule's own ends."""
    row = connection.execute(sa.select(_t).where(_t.c.key == EVERYTHING, _open(now))).first()
    if row is not None:
        raise policies.Refused(
            hold_words.frozen(_of(row)),
            remedy=say(
                "hold-frozen-remedy",
                "Try again when it has ended, or have it thawed with `/failback-ps thaw`.",
            ),
            code="frozen",
        )
    if window is not None:
        raise policies.Refused(
            say(
                "hold-window",
                "The policy's freeze window is open until {until}.",
                until=clock.written(window),
            ),
            remedy=say("hold-window-remedy", "Try again when it has ended."),
            code="frozen",
        )


def take(connection: sa.Connection, hold: Hold, place: str, delivery: str) -> None:
    """Raises `policies.Refused` (`locked`) when somebody else has it; one's own is renewed.

    `place`: the channel that is told."""
    now = hold.since
    connection.execute(_t.delete().where(_t.c.key == hold.key, sa.not_(_open(now))))
    values = {
        "person": hold.person,
        "reason": hold.reason,
        "taken_at": now,
        "until": hold.until,
    }
    connection.execute(
        statements.insert_unless_there(connection, _t).values(key=hold.key, **values)
    )
    row = connection.execute(sa.select(_t).where(_t.c.key == hold.key).with_for_update()).one()
    if row.person != hold.person:
        raise taken(_of(row))
    connection.execute(_t.update().where(_t.c.key == hold.key).values(**values))
    event = "frozen" if hold.freeze else "locked"
    _tell(connection, hold, (event, hold_words.taking(hold)), place, delivery)


def give_back(
    connection: sa.Connection, held_: Hold, back: Hold, place: str, delivery: str
) -> None:
    """A person's hold, or the lock of an operation that has ended without giving it back.

    `back`: by whom, when and why."""
    if held_.operation_id:
        lock = schema.locks
        connection.execute(
            lock.delete().where(lock.c.key == held_.key, lock.c.operation_id == held_.operation_id)
        )
    else:
        connection.execute(_t.delete().where(_t.c.key == held_.key, _t.c.person == held_.person))
    event = "thawed" if held_.freeze else "unlocked"
    _tell(connection, back, (event, hold_words.giving(held_, back.person)), place, delivery)


def _tell(
    connection: sa.Connection, hold: Hold, done: tuple[str, str], place: str, delivery: str
) -> None:
    """`done`: the event's name, and what the channel is told."""
    event, did = done
    audit.record(
        connection,
        f"hold.{event}",
        actor=hold.person,
        at=hold.since,
        operation_id=hold.operation_id or None,
        detail={"key": hold.key, "reason": hold.reason, "channel": place},
    )
    outbox.notice(
        connection,
        f"hold:{delivery}"[: schema.KEY_LENGTH],
        subject="",
        thread_key="",
        channel=place,
        payload={"event": "hold", "by": hold.person, "did": did, "reason": hold.reason},
        now=hold.since,
    )

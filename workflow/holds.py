"""What people hold back: one server, or everything (a freeze). Operations' own are `locks`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import sqlalchemy as sa

from workflow import policies
from workflow.store import schema

EVERYTHING = "*"


def check(connection: sa.Connection, keys: Sequence[str], now: datetime) -> None:
    """Raises `policies.Refused` (`locked`) when a person holds one of these keys."""
    table = schema.holds.c
    held = connection.execute(
        sa.select(schema.holds)
        .where(table.key.in_(list(keys)), sa.or_(table.until.is_(None), table.until > now))
        .order_by(table.key)
        .limit(1)
    ).first()
    if held is not None:
        what = held.key.partition(":")[2] or held.key
        raise policies.Refused(
            f"<@{held.person}> has locked {what} since {_at(held.taken_at)}: “{held.reason}”",
            remedy=f"Ask <@{held.person}> to unlock it, then retry.",
            code="locked",
        )


def check_freeze(connection: sa.Connection, now: datetime, window: datetime | None) -> None:
    """Raises `policies.Refused` (`frozen`) in a freeze. `window`: when the rule's own ends."""
    table = schema.holds.c
    held = connection.execute(
        sa.select(schema.holds).where(
            table.key == EVERYTHING, sa.or_(table.until.is_(None), table.until > now)
        )
    ).first()
    if held is not None:
        end = f" until {_at(held.until)}" if held.until else ""
        raise policies.Refused(
            f"<@{held.person}> has frozen everything{end}: “{held.reason}”",
            remedy="Retry when it has ended, or have it thawed.",
            code="frozen",
        )
    if window is not None:
        raise policies.Refused(
            f"The policy's freeze window is open until {_at(window)}.",
            remedy="Retry when it has ended.",
            code="frozen",
        )


def _at(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"

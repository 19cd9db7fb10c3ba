"""An event of Slack is heard once, however often it is delivered and to whichever replica."""

from __future__ import annotations

import sqlalchemy as sa

from core import clock, ids
from workflow import deliveries, store
from workflow.store import schema, statements


class Hearing:
    """Slack repeats an event that it believes unanswered, under the same `event_id`
    (https://docs.slack.dev/apis/events-api/#retries)."""

    def __init__(self, rows: store.Store, clock: clock.Clock, make_id: ids.Ids) -> None:
        self._rows = rows
        self._clock = clock
        self._make_id = make_id

    async def first(self, event_id: str) -> bool:
        """True for the first of all who ask. What is asked for in it carries the bare id as its
        delivery, so this row has a name of its own."""
        key, mine, now = f"heard:{event_id}", {"by": self._make_id("ev")}, self._clock.now()

        def write(connection: sa.Connection) -> bool:
            connection.execute(
                statements.insert_unless_there(connection, schema.deliveries).values(
                    id=key, at=now, outcome=mine
                )
            )
            # Read back: this may run again, after a commit whose answer was lost.
            return deliveries.recall(connection, key) == mine

        return await self._rows.write(write, quiet=True)

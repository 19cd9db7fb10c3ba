"""A question to who asked, in the operation's thread, before anybody decides."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from core.sentences import say
from workflow import audit, deliveries, operations, outbox, policies, records

LONGEST = 1000


def asking(
    operation_id: str, person: str, text: str, delivery: str, now: datetime
) -> deliveries.Work:
    """Raises `policies.Refused` for an empty question, and once the operation has ended."""

    def work(connection: sa.Connection) -> str:
        operation = records.get(connection, operation_id, lock=True)
        if not operations.TRANSITIONS[operation.state]:
            raise policies.Refused(
                say("request-ended", "This operation has ended."),
                remedy=say(
                    "request-ended-remedy",
                    "Write to <@{requester}> in the thread.",
                    requester=operation.requester,
                ),
                code="wrong-state",
            )
        if not text.strip():
            raise policies.Refused(
                say("request-no-question", "There is no question in it."),
                remedy=say("request-no-question-remedy", "Write what you want to know."),
                code="no-text",
            )
        outbox.notice(
            connection,
            f"question:{operation_id}:{delivery}"[:190],
            subject=operation_id,
            thread_key=f"card:{operation_id}",
            channel=operation.channel,
            payload={
                "event": "question",
                "by": person,
                "text": text.strip()[:LONGEST],
                "mention": [operation.requester],
            },
            now=now,
        )
        audit.record(connection, "question.asked", actor=person, at=now, operation_id=operation_id)
        return operation_id

    return work

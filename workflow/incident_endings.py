"""What stands in the way of an incident's end: operations of its servers that are still at work."""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa

from core import json
from core.sentences import join, say
from workflow import policies, standings
from workflow.incident_rows import Incident
from workflow.operations import Operation

MOST_NAMED = 10


def judged(connection: sa.Connection, incident: Incident, *, anyway: bool) -> json.Object:
    """For the timeline: those at work, where there are any. Raises `policies.Refused`
    (`at-work`) unless it is to end `anyway`."""
    working = standings.read(connection, incident).at_work
    if not working:
        return {}
    if not anyway:
        raise _refused(incident, working)
    return {
        "at_work": [
            {"operation": one.id, "verb": one.verb, "target": one.target} for one in working
        ]
    }


def _refused(incident: Incident, working: Sequence[Operation]) -> policies.Refused:
    named = [
        say(
            "request-at-work-one",
            "{verb} {target} ({operation})",
            verb=one.verb,
            target=one.target,
            operation=one.id,
        )
        for one in working[:MOST_NAMED]
    ]
    left = len(working) - MOST_NAMED
    more = say("request-at-work-more", "{count} more", count=left) if left > 0 else ""
    return policies.Refused(
        say(
            "request-at-work",
            "“{title}” was not ended: an operation of its servers is still at work: {names}."
            if len(working) == 1
            else "“{title}” was not ended: {count} operations of its servers are still at work: "
            "{names}.",
            title=incident.title,
            count=len(working),
            names=join([*named, more], ", "),
        ),
        remedy=say(
            "request-at-work-remedy",
            "Wait until they are done; or end it all the same with `anyway` before the summary, as "
            "in `/failback-ps incident end anyway`. The timeline then names them.",
        ),
        code="at-work",
    )

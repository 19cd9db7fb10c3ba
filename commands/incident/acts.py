"""What `incident` does: the same for a command, a button and the terminal."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any

from commands import words
from commands.fields import Values
from commands.incident import answers, scope
from commands.verbs import Answer, Asking
from core import errors
from core.sentences import join, say
from workflow import incident_states, incidents, policies

_SEVERITY = re.compile(
    r"^(?:(sev[123])\b[\s:,–-]*)?(.*?)(?:\s+(sev[123]))?$", re.IGNORECASE | re.DOTALL
)
_NO_SEVERITY = re.compile(r"^(sev\d+)\b|(?<!\S)(sev\d+)$", re.IGNORECASE)
"""What stands before or behind the title as a severity does, and is none."""
LONGEST_TITLE = 150
ANYWAY = "anyway"


class NotHere(errors.BotError):
    """Incidents are kept by the serving bot only."""

    code = "not-here"


async def act(azure: Any, values: Values, asking: Asking) -> tuple[incidents.Incident, str]:
    """Does it; the incident, and what is to be said beside it. Raises `policies.Refused`."""
    kept = _kept(asking)
    match values.get("do"):
        case "start":
            return await _start(azure, values, asking, kept)
        case "note":
            mine = await named(kept, values, asking)
            text, by = values.get("text", ""), asking.person
            return await kept.note(mine.id, text, by, asking.delivery), ""
        case "end":
            mine = await named(kept, values, asking)
            text, by = values.get("text", ""), asking.person
            return await end(kept, mine.id, text, by, asking.delivery), ""
        case _:
            return await named(kept, values, asking), ""


async def end(
    kept: incidents.Incidents,
    incident_id: str,
    typed: str,
    person: str,
    delivery: str,
    *,
    anyway: bool = False,
) -> incidents.Incident:
    """By a summary as it was typed: `anyway` before it says that operations may go on beyond the
    end. Raises `policies.Refused`."""
    first, _, rest = typed.strip().partition(" ")
    if first.lower() == ANYWAY:
        typed, anyway = rest, True
    return await kept.end(incident_id, typed, person, delivery, anyway=anyway)


async def answer(azure: Any, values: Values, asking: Asking) -> Answer:
    if values.get("do") == "status":
        return await status(_kept(asking), values, asking)
    done, beside = await act(azure, values, asking)
    return answers.DONE[values["do"]](done, beside, asking.words)


async def status(kept: Any, values: Values, asking: Asking) -> Answer:
    """Of the channel's incident; where there is none, of all that are open."""
    try:
        mine = await named(kept, values, asking)
    except policies.Refused as refused:
        if refused.code != "no-incident":
            raise
        return answers.listed(await kept.open(), await kept.recent(), asking.words)
    standing, entries = await kept.standing(mine.id), await kept.entries(mine.id)
    return answers.status(standing, entries, asking.words)


async def named(kept: Any, values: Values, asking: Asking) -> incidents.Incident:
    """The one that is meant: by its id, by the channel, or the only one that is open where there
    is no channel."""
    if id_ := values.get("incident", ""):
        found: incidents.Incident = await kept.get(id_)
        return found
    going_on: list[incidents.Incident] = await kept.open()
    if not asking.channel and len(going_on) == 1:
        return going_on[0]
    for one in going_on:
        if one.channel == asking.channel:
            return one
    others = join(
        (
            say(
                "asked-one",
                "{id} in <#{channel}>, “{title}”",
                id=one.id,
                channel=one.channel,
                title=one.title,
            )
            for one in going_on
        ),
        "; ",
    )
    raise policies.Refused(
        say("asked-none-here", "No incident is open in this channel.")
        if asking.channel
        else say("asked-which", "Say which incident."),
        remedy=say(
            "asked-open", "Open are: {others}. Name one with `incident=in-…`.", others=others
        )
        if others
        else say("asked-begin", "`/failback-ps incident start <title>` begins one."),
        code="no-incident",
    )


async def _start(
    azure: Any, values: Values, asking: Asking, kept: Any
) -> tuple[incidents.Incident, str]:
    title, severity = read(values)
    await _reach(asking)
    found = await scope.find(azure, values, asking.now())
    made = await kept.start(
        title,
        severity,
        found.scope,
        found.seen,
        asking.person,
        asking.channel,
        asking.delivery,
    )
    return made, found.unread


def read(values: Values) -> tuple[str, incident_states.Severity]:
    """Title and severity; `sev1` may stand before or behind the title. Raises `policies.Refused`
    without a title, and for a severity that there is not."""
    typed = _SEVERITY.match(values.get("text", "").strip())
    before, title, behind = typed.groups() if typed else (None, "", None)
    wrong = _NO_SEVERITY.search((title or "").strip())
    if wrong and not values.get("severity"):
        raise _no_severity(wrong[0])
    if not (title or "").strip():
        raise policies.Refused(
            say("asked-title", "The incident needs a title."),
            remedy=say("asked-example", "`/failback-ps incident start Failback of Munich sev1`."),
            code="no-title",
        )
    given = values.get("severity") or behind or before or incident_states.DEFAULT.value
    return title.strip()[:LONGEST_TITLE], incident_states.Severity(given.lower())


def _no_severity(typed: str) -> policies.Refused:
    return policies.Refused(
        say(
            "asked-no-severity",
            "“{typed}” is no severity; the incident was not started.",
            typed=words.shorten(typed),
        ),
        remedy=say(
            "asked-severities",
            "Choose one of: {names}. If that word belongs to the title, name the severity with "
            "`severity=sev2`.",
            names=", ".join(one.value for one in incident_states.Severity),
        ),
        code="no-severity",
    )


async def _reach(asking: Asking) -> None:
    """Raises `policies.Refused` where the bot could not write there."""
    reaches: Callable[[str], Awaitable[bool]] | None = asking.reaches
    if asking.channel.startswith("D"):
        raise policies.Refused(
            say("asked-direct", "An incident is bound to a channel; this is a direct message."),
            remedy=say("asked-channel", "Start it in the channel where people work on it."),
            code="not-a-channel",
        )
    if reaches is not None and not await reaches(asking.channel):
        raise policies.Refused(
            say(
                "asked-no-member",
                "I am not in <#{channel}>, so I could not show what happens there.",
                channel=asking.channel,
            ),
            remedy=say(
                "asked-invite", "Invite me with `/invite @failback-ps`, then start it again."
            ),
            code="not-in-channel",
        )


def _kept(asking: Asking) -> Any:
    if asking.incidents is None:
        raise NotHere(
            say("asked-not-here", "Incidents are not known here."),
            remedy=say("asked-in-slack", "Ask the bot in Slack."),
        )
    return asking.incidents

"""`/failback-ps plan-upgrade`: the upgrade of a whole fabric on one card, which moves along."""

from __future__ import annotations

from typing import Any

from azureops import fabrics, ids, installers, protected_items
from commands import configuration_servers, upgrade_plan
from commands.fields import Values
from commands.upgrade_plan import Row, Stand
from commands.verbs import Answer, Asking, Authority, Section, Verb
from core import errors
from core.sentences import join, say


class NotHere(errors.BotError):
    """The card has no place."""

    code = "not-in-channel"


async def _answer(azure: Any, values: Values, asking: Asking) -> Answer:
    return await shown(azure, await configuration_servers.one(azure, values["server"]), asking)


async def of_fabric(azure: Any, fabric_id: str, asking: Asking) -> Answer:
    """As the verb, of a fabric by its Azure id: names may be in use twice."""
    fabric = await fabrics.get(azure, fabric_id)
    if fabric is None:
        raise configuration_servers.UnknownConfigurationServer(
            say(
                "planned-gone",
                "The fabric {fabric} is in its vault no more.",
                fabric=ids.name_of(fabric_id),
            ),
            remedy=say("planned-list", "`/failback-ps list` shows what is."),
        )
    return await shown(azure, fabric, asking)


async def shown(azure: Any, fabric: fabrics.Fabric, asking: Asking) -> Answer:
    """Opens the card in the channel, or says where it stands. Raises `NotHere`, `AzureError`."""
    items = await protected_items.list_all(azure, fabric.vault_id)
    rows = upgrade_plan.of(fabric, items, installers.known(azure.estate.installers))
    if upgrade_plan.done(rows):
        current = say("planned-current", "All of it is current: there is nothing to upgrade.")
        return _said(fabric, current)
    return _said(fabric, join([_left(rows), await _card(fabric, rows, asking)]))


async def _card(fabric: fabrics.Fabric, rows: tuple[Row, ...], asking: Asking) -> str:
    if asking.upgrade_plans is None:
        raise NotHere(
            say("planned-not-here", "Upgrade plans are kept by the serving bot."),
            remedy=say("planned-in-slack", "Ask it in Slack."),
        )
    if asking.reaches is not None and not await asking.reaches(asking.channel):
        raise NotHere(
            say(
                "planned-no-member", "I am not in this channel, so I could not show the plan here."
            ),
            remedy=say("planned-invite", "Type `/invite @failback-ps`, then ask again."),
        )
    plan, new = await asking.upgrade_plans.open(
        fabric.id,
        fabric.friendly_name,
        [row.to_json() for row in rows],
        person=asking.person,
        channel=asking.channel,
    )
    if new:
        return say(
            "planned-opened",
            "Its card stands in this channel now and moves along until all is current.",
        )
    return say(
        "planned-there",
        "Its card stands in <#{channel}> and was brought up to date.",
        channel=plan.channel,
    )


def _left(rows: tuple[Row, ...]) -> str:
    left = [row for row in rows if row.stand is not Stand.CURRENT]
    return say("planned-left", "{left} of {count} steps are left.", left=len(left), count=len(rows))


def _said(fabric: fabrics.Fabric, text: str) -> Answer:
    title = say("planned-title", "Upgrade plan of {fabric}", fabric=fabric.friendly_name)
    return Answer(title=title, sections=(Section(text=text),))


VERB = Verb(
    name="plan-upgrade",
    summary="the upgrade of a whole fabric, on one card that shows where it stands",
    description=(
        "Posts one card for a configuration server and all that belongs to it: the server itself, "
        "its process servers, then the mobility agents, each with its version, its legal hops and "
        "whether it can be upgraded now. The card moves along with every look and operation, "
        "offers the next upgrade, and closes itself once all is current. It changes nothing in "
        "Azure."
    ),
    authority=Authority.READ,
    seen="its card",
    fields=(configuration_servers.field(),),
    words=("server",),
    make_answer=_answer,
    examples=("/failback-ps plan-upgrade cs-onprem-01",),
)

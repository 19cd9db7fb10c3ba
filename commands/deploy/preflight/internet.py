"""The check of the way out: whether the server reaches the Internet, and through what."""

from __future__ import annotations

from azureops import ids, outbound
from azureops.errors import AzureError
from commands.deploy.preflight import made
from commands.deploy.preflight.look import Look
from commands.preflight.said import Said, blocking, ok, warning
from core.sentences import join, say

FILTERED = frozenset({outbound.Way.FIREWALL, outbound.Way.GATEWAY})
WAYS = {
    outbound.Way.FIREWALL: say("network-way-firewall", "firewall"),
    outbound.Way.GATEWAY: say("network-way-gateway", "gateway"),
    outbound.Way.BLOCKED: say("network-way-blocked", "blocked"),
    outbound.Way.NAT_GATEWAY: say("network-way-nat", "nat-gateway"),
    outbound.Way.DEFAULT: say("network-way-default", "default"),
    outbound.Way.LOAD_BALANCER: say("network-way-balancer", "load-balancer"),
    outbound.Way.NONE: say("network-way-none", "none"),
    outbound.Way.UNKNOWN: say("network-way-unknown", "unknown"),
}


async def way_out(look: Look) -> Said:
    """For updates; Unified Setup cannot even be loaded without."""
    here = await look.subnet()
    try:
        found = await outbound.path(look.azure, await look.network(), here)
    except AzureError as refused:
        unread = say("network-way-unread", "The way to the Internet could not be read.")
        return warning(join([unread, refused.sentence]))
    loads = (await made.source(look)).unattended
    through = join([WAYS[found.way], ids.name_of(found.through) if found.through else ""])
    if found.works:
        return _out(here.name, through, filtered=loads and found.way in FILTERED)
    remedy = say(
        "network-way-remedy",
        "Attach a NAT gateway to {subnet}, or route 0.0.0.0/0 to a firewall. The server gets no "
        "public address.",
        subnet=here.name,
    )
    if found.way is outbound.Way.UNKNOWN:
        unknown = say(
            "network-out-unknown",
            "Azure does not say whether {subnet} reaches the Internet.",
            subnet=here.name,
        )
        return warning(unknown, remedy)
    if loads:
        return blocking(
            say(
                "network-no-setup",
                "{subnet} has no way to the Internet ({through}): the server could not load "
                "Unified Setup.",
                subnet=here.name,
                through=through,
            ),
            remedy,
        )
    if found.way is outbound.Way.LOAD_BALANCER:
        return warning(
            say(
                "network-pool",
                "{subnet} reaches the Internet only through the {through}, and only machines in "
                "its pool do.",
                subnet=here.name,
                through=through,
            ),
            remedy,
        )
    return warning(
        say(
            "network-no-updates",
            "{subnet} has no way to the Internet ({through}): the server could load neither "
            "updates nor the installer of its next version.",
            subnet=here.name,
            through=through,
        ),
        remedy,
    )


def _out(subnet: str, through: str, *, filtered: bool) -> Said:
    """`filtered`: something on the way may stop the download, and its rules are not read here."""
    if not filtered:
        return ok(
            say(
                "network-out",
                "{subnet} reaches the Internet: {through}.",
                subnet=subnet,
                through=through,
            )
        )
    return warning(
        say(
            "network-filtered",
            "{subnet} reaches the Internet through its {through}; what that lets out could not be "
            "read.",
            subnet=subnet,
            through=through,
        ),
        say(
            "network-filtered-remedy",
            "It must let the server load Unified Setup: TCP 443 to aka.ms and "
            "download.microsoft.com.",
        ),
    )

"""How a person unregisters a process server: every step with this server's values filled in.

Source: learn.microsoft.com/azure/site-recovery/vmware-azure-manage-process-server
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from core.sentences import join, say

FOLDER = "%ProgramData%\\ASR\\home\\svsystems\\bin"
PROGRAMS = (
    "Microsoft Azure Site Recovery Mobility Service/Master Target Server",
    "Microsoft Azure Site Recovery Configuration/Process Server",
    "Microsoft Azure Site Recovery Configuration/Process Server Dependencies",
)
"""In the order in which they are uninstalled."""


@dataclass(frozen=True, kw_only=True)
class Values:
    """`server` is the configuration server."""

    name: str
    address: str
    server: str
    server_address: str
    hours: int


def command(address: str) -> str:
    """For an elevated prompt on the configuration server. It is interactive: it lists what it
    found and asks for a serial number."""
    return f"perl Unregister-ASRComponent.pl -IPAddress {address} -Component PS"


def disconnected(v: Values) -> str:
    """The server will not come back: the configuration server is told to forget it."""
    first = say(
        "guide-only-if",
        "Only if {server} cannot be brought back: else start it (`/failback-ps start {server}`), "
        "cancel this and unregister it while it runs.",
        server=v.name,
    )
    lead = say(
        "guide-disconnected",
        "A person must now unregister {server} on {fabric}, which the bot cannot reach.",
        server=v.name,
        fabric=v.server,
    )
    return _whole(lead, (first, *_forgetting(v)), v)


def left_behind(v: Values) -> str:
    """Its software is gone, but it could not say goodbye."""
    lead = say(
        "guide-left-behind",
        "Site Recovery's software is uninstalled on {server}, but {fabric} still lists it. A "
        "person must now take the entry away there: the bot cannot reach that server.",
        server=v.name,
        fabric=v.server,
    )
    return _whole(lead, _forgetting(v), v)


def _forgetting(v: Values) -> tuple[str, ...]:
    return (
        say(
            "guide-sign-in",
            "Sign in on {fabric} (`{address}`) and open a command prompt as administrator.",
            fabric=v.server,
            address=v.server_address,
        ),
        f"`cd {FOLDER}`",
        f"`{command(v.address)}`",
        say(
            "guide-serial",
            "It lists what it found and asks for a serial number: give the one that it shows for "
            "{server} ({address}).",
            server=v.name,
            address=v.address,
        ),
        say(
            "guide-ends",
            "It ends with: `Successfully unregistered {server} ({address})`",
            server=v.name,
            address=v.address,
        ),
    )


def connected(v: Values) -> str:
    """The server runs: what is uninstalled on it takes it off the configuration server."""
    steps = (
        say(
            "guide-connect",
            "Connect by Remote Desktop to `{address}` from a machine that reaches the virtual "
            "network (over the VPN, or by Azure Bastion), and sign in as an administrator. Check "
            "with `hostname` that it is {server}, not another machine with the same address.",
            address=v.address,
            server=v.name,
        ),
        say("guide-programs", "Open Control Panel, Programs and Features (`appwiz.cpl`)."),
        *(
            say("guide-uninstall", "Uninstall “{program}”.", program=program)
            if number
            else say(
                "guide-uninstall-if", "Uninstall “{program}”, if it is there.", program=program
            )
            for number, program in enumerate(PROGRAMS)
        ),
    )
    lead = say(
        "guide-connected",
        "A person must now uninstall Site Recovery's software on {server}, in this order.",
        server=v.name,
    )
    after = say(
        "guide-after",
        "If Site Recovery still shows it half an hour later, run on {fabric} (`{address}`), as "
        "administrator in {folder}: `{command}`, and give the serial number that it shows for "
        "{server}.",
        fabric=v.server,
        address=v.server_address,
        folder=FOLDER,
        command=command(v.address),
        server=v.name,
    )
    return join([_whole(lead, steps, v), after], "\n")


def _whole(lead: str, steps: tuple[str, ...], v: Values) -> str:
    watch = say(
        "guide-watch",
        "{lead} I watch until Site Recovery no longer shows it, for up to {hours} hours.",
        lead=lead,
        hours=v.hours,
    )
    return join([watch, *numbered(steps)], "\n")


def numbered(steps: Iterable[str], mark: str = "{}.") -> list[str]:
    """A line each: `1. …`."""
    return [join([mark.format(number), text]) for number, text in enumerate(steps, 1)]


def entry(name: str, address: str, server: str) -> str:
    """Of a server that is left behind on its configuration server."""
    return say(
        "guide-entry",
        "the entry of {server} ({address}) on {fabric}: only a person can remove it. There, in an "
        "elevated prompt in {folder}, run `{command}` and give the serial number that it shows "
        "for this server",
        server=name,
        address=address,
        fabric=server,
        folder=FOLDER,
        command=command(address),
    )

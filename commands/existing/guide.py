"""How a person unregisters a process server: every step with this server's values filled in.

Source: learn.microsoft.com/azure/site-recovery/vmware-azure-manage-process-server
"""

from __future__ import annotations

from dataclasses import dataclass

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
    first = (
        f"Only if {v.name} cannot be brought back: else start it "
        f"(`/failback-ps start {v.name}`), cancel this and unregister it while it runs."
    )
    lead = f"A person must now unregister {v.name} on {v.server}, which the bot cannot reach."
    return _whole(lead, (first, *_forgetting(v)), v)


def left_behind(v: Values) -> str:
    """Its software is gone, but it could not say goodbye."""
    lead = (
        f"Site Recovery's software is uninstalled on {v.name}, but {v.server} still lists it. A "
        "person must now take the entry away there: the bot cannot reach that server."
    )
    return _whole(lead, _forgetting(v), v)


def _forgetting(v: Values) -> tuple[str, ...]:
    return (
        f"Sign in on {v.server} (`{v.server_address}`) and open a command prompt as administrator.",
        f"`cd {FOLDER}`",
        f"`{command(v.address)}`",
        (
            "It lists what it found and asks for a serial number: give the one that it shows for "
            f"{v.name} ({v.address})."
        ),
        f"It ends with: `Successfully unregistered {v.name} ({v.address})`",
    )


def connected(v: Values) -> str:
    """The server runs: what is uninstalled on it takes it off the configuration server."""
    steps = (
        (
            f"Connect by Remote Desktop to `{v.address}` from a machine that reaches the virtual "
            "network (over the VPN, or by Azure Bastion), and sign in as an administrator. Check "
            f"with `hostname` that it is {v.name}, not another machine with the same address."
        ),
        "Open Control Panel, Programs and Features (`appwiz.cpl`).",
        *(
            f"Uninstall “{program}”{', if it is there' if number == 0 else ''}."
            for number, program in enumerate(PROGRAMS)
        ),
    )
    lead = f"A person must now uninstall Site Recovery's software on {v.name}, in this order."
    after = (
        f"If Site Recovery still shows it half an hour later, run on {v.server} "
        f"(`{v.server_address}`), as administrator in {FOLDER}: `{command(v.address)}`, and give "
        f"the serial number that it shows for {v.name}."
    )
    return f"{_whole(lead, steps, v)}\n{after}"


def _whole(lead: str, steps: tuple[str, ...], v: Values) -> str:
    numbered = "\n".join(f"{number}. {text}" for number, text in enumerate(steps, 1))
    return (
        f"{lead} I watch until Site Recovery no longer shows it, for up to {v.hours} hours.\n"
        f"{numbered}"
    )


def entry(name: str, address: str, server: str) -> str:
    """Of a server that is left behind on its configuration server."""
    return (
        f"the entry of {name} ({address}) on {server}: only a person can remove it. There, in an "
        f"elevated prompt in {FOLDER}, run `{command(address)}` and give the serial number that "
        "it shows for this server"
    )

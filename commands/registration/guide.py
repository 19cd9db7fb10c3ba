"""How a person registers the server: every step with this server's values filled in.

Source: learn.microsoft.com/azure/site-recovery/vmware-azure-set-up-process-server-azure. The
documents give no command line for it, so a person does it.
"""

from __future__ import annotations

from dataclasses import dataclass

from azureops import orders
from commands.existing import guide
from core.sentences import join, say

PASSPHRASE_COMMAND = "%ProgramData%\\ASR\\home\\svsystems\\bin\\genpassphrase.exe -v"  # noqa: S105 - a command, not a secret
PORT, DATA_PORT = str(orders.CONTROL_PORT), str(orders.DATA_PORT)


@dataclass(frozen=True, kw_only=True)
class Values:
    """`server` is the configuration server. `password_secret` is empty where the bot knows none:
    then somebody else made the machine."""

    name: str
    address: str
    user: str
    password_secret: str
    passphrase_secret: str
    server: str
    server_address: str
    hours: int
    port: str = PORT
    data_port: str = DATA_PORT


def registration(v: Values) -> str:
    """Plain text, a numbered line per step."""
    lead = say(
        "registration-lead",
        "{server} runs. A person must now register it with {fabric}; I watch until Site Recovery "
        "shows it, for up to {hours} hours.",
        server=v.name,
        fabric=v.server,
        hours=v.hours,
    )
    after = say(
        "registration-after",
        "Without *Done*, Site Recovery usually shows the server within 15 minutes.",
    )
    return join([lead, *guide.numbered(_steps(v)), after], "\n")


def _steps(v: Values) -> tuple[str, ...]:
    return (
        say(
            "registration-connect",
            "Connect by Remote Desktop to `{address}` from a machine that reaches the virtual "
            "network (over the VPN, or by Azure Bastion).",
            address=v.address,
        ),
        _sign_in(v),
        say(
            "registration-tool",
            "Open the shortcut “Cspsconfigtool” on the desktop (cspsconfigtool.exe).",
        ),
        say(
            "registration-server",
            "Configuration server: `{address}`. Type this IP address, not a name: names give "
            "certificate errors.",
            address=v.server_address,
        ),
        say("registration-port", "Port: `{port}`.", port=v.port),
        say(
            "registration-passphrase",
            "Passphrase: in Key Vault, secret `{secret}`. If it is wrong, read the right one on "
            "{fabric}: `{command}`",
            secret=v.passphrase_secret,
            fabric=v.server,
            command=PASSPHRASE_COMMAND,
        ),
        say("registration-data-port", "Data transfer port: `{port}`.", port=v.data_port),
        say(
            "registration-save",
            "Save, and wait for the tool to say that the registration succeeded.",
        ),
        say(
            "registration-click",
            "Click *Done* on the card above: I then look at once, and say here what is missing.",
        ),
    )


def _sign_in(v: Values) -> str:
    if v.password_secret:
        return say(
            "registration-sign-in",
            "Sign in as `{server}\\{user}`. The password is in Key Vault, secret `{secret}`.",
            server=v.name,
            user=v.user,
            secret=v.password_secret,
        )
    made = ""
    if v.user:
        made = say("registration-made-with", " (it was made with `{user}`)", user=v.user)
    return say(
        "registration-sign-in-somehow",
        "Sign in as an administrator of {server}{made}. The bot did not make this machine and "
        "does not know where its password is kept.",
        server=v.name,
        made=made,
    )


def timed_out(v: Values, seen: str, way_open: bool | None) -> str:
    """The likely causes of a registration that did not appear, and how to tell them apart."""
    retry = say("registration-retry", "Then retry from this step.")
    return join([join([seen, apart(v, way_open)]), retry], "\n")


def apart(v: Values, way_open: bool | None) -> str:
    """How to tell the likely causes apart, a line each, the likeliest first. `way_open`: whether
    the configuration server answers the machine; None: that is not known."""
    blocked = say(
        "registration-blocked",
        "Port {port} blocked: `Test-NetConnection {address} -Port {port}` says False.",
        port=v.port,
        address=v.server_address,
    )
    nobody = say("registration-nobody", "Nobody has done it yet: the tool's fields are empty.")
    first = {True: (nobody,), False: (blocked, nobody), None: (nobody, blocked)}[way_open]
    lead = say("registration-apart", "On {server}, look in this order:", server=v.name)
    return join([lead, *guide.numbered((*first, *_typed(v)), "({})")], "\n")


def _typed(v: Values) -> tuple[str, ...]:
    """What may have been typed wrongly."""
    return (
        say(
            "registration-wrong",
            "Wrong passphrase: the tool says so; compare with `{command}` on {fabric}.",
            command=PASSPHRASE_COMMAND,
            fabric=v.server,
        ),
        say(
            "registration-name",
            "A name instead of the IP address was typed: the tool shows a certificate error.",
        ),
    )

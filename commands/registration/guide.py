"""How a person registers the server: every step with this server's values filled in.

Source: learn.microsoft.com/azure/site-recovery/vmware-azure-set-up-process-server-azure. The
documents give no command line for it, so a person does it.
"""

from __future__ import annotations

from dataclasses import dataclass

from azureops import orders

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
    steps = (
        (
            f"Connect by Remote Desktop to `{v.address}` from a machine that reaches the virtual "
            "network (over the VPN, or by Azure Bastion)."
        ),
        _sign_in(v),
        "Open the shortcut “Cspsconfigtool” on the desktop (cspsconfigtool.exe).",
        (
            f"Configuration server: `{v.server_address}`. Type this IP address, not a name: names "
            "give certificate errors."
        ),
        f"Port: `{v.port}`.",
        (
            f"Passphrase: in Key Vault, secret `{v.passphrase_secret}`. If it is wrong, read the "
            f"right one on {v.server}: `{PASSPHRASE_COMMAND}`"
        ),
        f"Data transfer port: `{v.data_port}`.",
        "Save, and wait for the tool to say that the registration succeeded.",
        "Click *Done* on the card above: I then look at once, and say here what is missing.",
    )
    numbered = "\n".join(f"{number}. {text}" for number, text in enumerate(steps, 1))
    return (
        f"{v.name} runs. A person must now register it with {v.server}; I watch until Site "
        f"Recovery shows it, for up to {v.hours} hours.\n{numbered}\n"
        "Without *Done*, Site Recovery usually shows the server within 15 minutes."
    )


def _sign_in(v: Values) -> str:
    if v.password_secret:
        return (
            f"Sign in as `{v.name}\\{v.user}`. The password is in Key Vault, secret "
            f"`{v.password_secret}`."
        )
    user = f" (it was made with `{v.user}`)" if v.user else ""
    return (
        f"Sign in as an administrator of {v.name}{user}. The bot did not make this machine and "
        "does not know where its password is kept."
    )


def timed_out(v: Values, seen: str) -> str:
    """The likely causes of a registration that did not appear, and how to tell them apart."""
    return f"{seen} {apart(v)}\nThen retry from this step."


def apart(v: Values) -> str:
    """How to tell the likely causes apart, a line each."""
    causes = (
        (
            f"Port {v.port} blocked: `Test-NetConnection {v.server_address} -Port {v.port}` says "
            "False."
        ),
        (f"Wrong passphrase: the tool says so; compare with `{PASSPHRASE_COMMAND}` on {v.server}."),
        "A name instead of the IP address was typed: the tool shows a certificate error.",
        "Nobody has done it yet: the tool's fields are empty.",
    )
    numbered = "\n".join(f"({number}) {text}" for number, text in enumerate(causes, 1))
    return f"On {v.name}, look in this order:\n{numbered}"

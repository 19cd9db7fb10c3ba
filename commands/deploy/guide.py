"""How a person registers the server: every step with this server's values filled in.

Source: learn.microsoft.com/azure/site-recovery/vmware-azure-set-up-process-server-azure. The
documents give no command line for it, so a person does it.
"""

from __future__ import annotations

from dataclasses import dataclass

PASSPHRASE_COMMAND = "%ProgramData%\\ASR\\home\\svsystems\\bin\\genpassphrase.exe -v"  # noqa: S105 - a command, not a secret


@dataclass(frozen=True, kw_only=True)
class Values:
    name: str
    address: str
    user: str
    password_secret: str
    passphrase_secret: str
    server: str
    server_address: str
    hours: int


def registration(v: Values) -> str:
    """Plain text, a numbered line per step."""
    steps = (
        (
            f"Connect by Remote Desktop to `{v.address}` from a machine that reaches the virtual "
            "network (over the VPN, or by Azure Bastion)."
        ),
        (
            f"Sign in as `{v.name}\\{v.user}`. The password is in Key Vault, secret "
            f"`{v.password_secret}`."
        ),
        "Open the shortcut “Cspsconfigtool” on the desktop (cspsconfigtool.exe).",
        (
            f"Configuration server: `{v.server_address}`. Type this IP address, not a name: names "
            "give certificate errors."
        ),
        "Port: `443`.",
        (
            f"Passphrase: in Key Vault, secret `{v.passphrase_secret}`. If it is wrong, read the "
            f"right one on {v.server}: `{PASSPHRASE_COMMAND}`"
        ),
        "Data transfer port: `9443`.",
        "Save, and wait for the tool to say that the registration succeeded.",
    )
    numbered = "\n".join(f"{number}. {text}" for number, text in enumerate(steps, 1))
    return (
        f"{v.name} runs. A person must now register it with {v.server}; I watch until Site "
        f"Recovery shows it, for up to {v.hours} hours.\n{numbered}\n"
        "Site Recovery usually shows the server within 15 minutes."
    )


def timed_out(v: Values, seen: str) -> str:
    """The likely causes of a registration that did not appear, and how to tell them apart."""
    return (
        f"{seen} On {v.name}, look in this order. "
        f"(1) Port 443 blocked: `Test-NetConnection {v.server_address} -Port 443` says False. "
        f"(2) Wrong passphrase: the tool says so; compare with `{PASSPHRASE_COMMAND}` on "
        f"{v.server}. "
        "(3) A name instead of the IP address was typed: the tool shows a certificate error. "
        "(4) Nobody has done it yet: the tool's fields are empty. Then retry from this step."
    )

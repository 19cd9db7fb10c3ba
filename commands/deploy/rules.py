"""Azure's rules for what a person types, and what would be right instead. Pure.

Each function gives `None` for a good value, else a sentence and a remedy. Sources:
learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules,
learn.microsoft.com/azure/virtual-machines/windows/faq (user names),
learn.microsoft.com/azure/virtual-network/virtual-networks-faq (reserved addresses).
"""

from __future__ import annotations

import ipaddress
import re
from typing import NamedTuple

from core.sentences import join, say

# fmt: off
RESERVED_USERS = frozenset((
    "administrator", "admin", "user", "user1", "test", "user2", "test1", "user3", "admin1",
    "1", "123", "a", "actuser", "adm", "admin2", "aspnet", "backup", "console", "david",
    "guest", "john", "owner", "root", "server", "sql", "support", "support_388945a0", "sys",
    "test2", "test3", "user4", "user5",
))
# fmt: on
USER_FORBIDDEN = '\\/"[]:|<>+=;,?*@&'
NAME_LIMIT = 15  # Windows computer name (NetBIOS)
USER_LIMIT = 20
GROUP_LIMIT = 90
NOT_FOR_MACHINES = frozenset(
    {"gatewaysubnet", "azurefirewallsubnet", "azurebastionsubnet", "routeserversubnet"}
)
"""Subnets kept for Azure's own services, lower case."""

AUTO = "auto"
"""The value of the address field that means: pick a free one."""

NAME = re.compile(r"[A-Za-z0-9-]+")
GROUP = re.compile(r"[\w.()\-]+")
STORAGE = re.compile(r"[a-z0-9]{3,24}")

Prefix = ipaddress.IPv4Network


class Wrong(NamedTuple):
    """What is wrong, and what would be right."""

    sentence: str
    remedy: str


def server_name(value: str) -> Wrong | None:
    """A Windows computer name, which Azure also makes the virtual machine's name here."""
    if len(value) > NAME_LIMIT:
        return Wrong(
            say(
                "deploy-name-long",
                "“{value}” has {count} characters; a Windows computer name has at most 15.",
                value=value,
                count=len(value),
            ),
            _try(value),
        )
    if not NAME.fullmatch(value) or not value.isascii():
        return Wrong(
            say(
                "deploy-name-characters",
                "“{value}” holds characters that a Windows computer name may not have.",
                value=value,
            ),
            _try(value),
        )
    if value.isdigit():
        return Wrong(
            say(
                "deploy-name-digits",
                "“{value}” is all digits, which Windows refuses.",
                value=value,
            ),
            _try(value),
        )
    if value.startswith("-") or value.endswith("-"):
        return Wrong(
            say("deploy-name-hyphen", "“{value}” begins or ends with a hyphen.", value=value),
            _try(value),
        )
    return None


def suggest_name(value: str) -> str:
    """The nearest allowed computer name."""
    kept = re.sub(r"[^A-Za-z0-9-]+", "-", value)
    kept = re.sub(r"-{2,}", "-", kept).strip("-")[:NAME_LIMIT].strip("-")
    if not kept:
        return "ps-weu-1"
    return f"ps-{kept}"[:NAME_LIMIT] if kept.isdigit() else kept


def _try(value: str) -> str:
    return say(
        "deploy-name-remedy",
        "Use letters, digits and hyphens, at most 15, for example “{name}”.",
        name=suggest_name(value),
    )


def admin_user(value: str) -> Wrong | None:
    """The local administrator's name that Azure takes for a Windows machine."""
    if len(value) > USER_LIMIT:
        return Wrong(
            say(
                "deploy-user-long",
                "“{value}” has {count} characters; a Windows user name has at most 20.",
                value=value,
                count=len(value),
            ),
            say(
                "deploy-user-long-remedy",
                "Use a shorter one, for example “{user}”.",
                user=value[:USER_LIMIT].rstrip(".") or "psadmin",
            ),
        )
    if value.lower() in RESERVED_USERS:
        return Wrong(
            say(
                "deploy-user-reserved",
                "Azure refuses “{value}” as administrator: it is too easily guessed.",
                value=value,
            ),
            say("deploy-user-reserved-remedy", "Use another name, for example “psadmin”."),
        )
    if value.endswith("."):
        return Wrong(
            say(
                "deploy-user-dot", "“{value}” ends with a dot, which Windows refuses.", value=value
            ),
            say("deploy-dot-remedy", "Leave the dot out."),
        )
    wrong = sorted({c for c in value if c in USER_FORBIDDEN or c.isspace() or not c.isprintable()})
    if wrong:
        shown = join(say("deploy-user-blank", "blank") if c.isspace() else c for c in wrong)
        return Wrong(
            say(
                "deploy-user-characters",
                "“{value}” holds characters that a Windows user name may not have: {characters}",
                value=value,
                characters=shown,
            ),
            say(
                "deploy-user-remedy",
                "Use letters, digits, hyphens and underscores, for example “psadmin”.",
            ),
        )
    return None


def resource_group(value: str) -> Wrong | None:
    if len(value) > GROUP_LIMIT:
        return Wrong(
            say(
                "deploy-group-long",
                "The resource group's name has {count} characters; Azure allows 90.",
                count=len(value),
            ),
            say("deploy-group-long-remedy", "Use a shorter one."),
        )
    if not GROUP.fullmatch(value):
        return Wrong(
            say(
                "deploy-group-characters",
                "“{value}” holds characters that a resource group's name may not have.",
                value=value,
            ),
            say(
                "deploy-group-remedy",
                "Use letters, digits, dots, underscores, hyphens and parentheses.",
            ),
        )
    if value.endswith("."):
        return Wrong(
            say("deploy-group-dot", "“{value}” ends with a dot, which Azure refuses.", value=value),
            say("deploy-dot-remedy", "Leave the dot out."),
        )
    return None


def storage_account(value: str) -> Wrong | None:
    if STORAGE.fullmatch(value):
        return None
    return Wrong(
        say("deploy-storage-name", "“{value}” is not a storage account's name.", value=value),
        say(
            "deploy-storage-name-remedy",
            "It has 3 to 24 lower-case letters and digits, for example “stdrdiagweu”.",
        ),
    )


def address(value: str) -> Wrong | None:
    """A private IPv4 address in full, or `auto`."""
    if value.lower() == AUTO:
        return None
    try:
        parsed = ipaddress.IPv4Address(value)
    except ValueError:
        return Wrong(
            say("deploy-ip-form", "“{value}” is not an IPv4 address.", value=value),
            say(
                "deploy-ip-form-remedy",
                "Write four numbers from 0 to 255, for example 10.60.2.9, or “auto”.",
            ),
        )
    if parsed.is_multicast or parsed.is_loopback or parsed.is_link_local or parsed.is_unspecified:
        return Wrong(
            say("deploy-ip-special", "{ip} cannot be a server's address.", ip=value),
            say("deploy-ip-special-remedy", "Take a free address of the subnet, or “auto”."),
        )
    return None


def usable(prefix: Prefix) -> range:
    """The addresses of a subnet that machines may have, as integers.

    Azure keeps the first four and the last one of each subnet.
    """
    first = int(prefix.network_address)
    return range(first + 4, first + prefix.num_addresses - 1)


def in_subnet(value: str, prefixes: tuple[str, ...]) -> Wrong | None:
    """Whether an address belongs to the subnet and is not one of those that Azure keeps."""
    number = int(ipaddress.IPv4Address(value))
    networks = tuple(_v4(prefixes))
    inside = [n for n in networks if number in range(int(n[0]), int(n[-1]) + 1)]
    if not inside:
        return _outside(value, ", ".join(str(n) for n in networks))
    if all(number not in usable(n) for n in inside):
        return _kept(value, inside[0])
    return None


def _outside(value: str, prefixes: str) -> Wrong:
    listed = prefixes or say("deploy-ip-no-prefix", "no IPv4 prefix")
    return Wrong(
        say(
            "deploy-ip-outside",
            "{ip} is not in the subnet ({prefixes}).",
            ip=value,
            prefixes=listed,
        ),
        say(
            "deploy-ip-outside-remedy",
            "Take an address of {prefixes}, or “auto”.",
            prefixes=listed,
        ),
    )


def _kept(value: str, prefix: Prefix) -> Wrong:
    spare = usable(prefix)
    return Wrong(
        say(
            "deploy-ip-kept",
            "{ip} is one of the five addresses that Azure keeps in {prefix}: the first four and "
            "the last.",
            ip=value,
            prefix=str(prefix),
        ),
        say(
            "deploy-ip-kept-remedy",
            "Take {first} or a later one, or “auto”.",
            first=str(ipaddress.IPv4Address(spare[0])),
        )
        if spare
        else say("deploy-ip-all-kept", "Take another subnet or a later one, or “auto”."),
    )


def _v4(prefixes: tuple[str, ...]) -> list[Prefix]:
    found = []
    for text in prefixes:
        try:
            found.append(ipaddress.IPv4Network(text, strict=False))
        except ValueError:  # an IPv6 prefix of a dual-stack subnet
            continue
    return found

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
            f"“{value}” has {len(value)} characters; a Windows computer name has at most 15.",
            _try(value),
        )
    if not NAME.fullmatch(value) or not value.isascii():
        return Wrong(
            f"“{value}” holds characters that a Windows computer name may not have.",
            _try(value),
        )
    if value.isdigit():
        return Wrong(f"“{value}” is all digits, which Windows refuses.", _try(value))
    if value.startswith("-") or value.endswith("-"):
        return Wrong(f"“{value}” begins or ends with a hyphen.", _try(value))
    return None


def suggest_name(value: str) -> str:
    """The nearest allowed computer name."""
    kept = re.sub(r"[^A-Za-z0-9-]+", "-", value)
    kept = re.sub(r"-{2,}", "-", kept).strip("-")[:NAME_LIMIT].strip("-")
    if not kept:
        return "ps-weu-1"
    return f"ps-{kept}"[:NAME_LIMIT] if kept.isdigit() else kept


def _try(value: str) -> str:
    return f"Use letters, digits and hyphens, at most 15, for example “{suggest_name(value)}”."


def admin_user(value: str) -> Wrong | None:
    """The local administrator's name that Azure takes for a Windows machine."""
    if len(value) > USER_LIMIT:
        return Wrong(
            f"“{value}” has {len(value)} characters; a Windows user name has at most 20.",
            f"Use a shorter one, for example “{value[:USER_LIMIT].rstrip('.') or 'psadmin'}”.",
        )
    if value.lower() in RESERVED_USERS:
        return Wrong(
            f"Azure refuses “{value}” as administrator: it is too easily guessed.",
            "Use another name, for example “psadmin”.",
        )
    if value.endswith("."):
        return Wrong(
            f"“{value}” ends with a dot, which Windows refuses.",
            "Leave the dot out.",
        )
    wrong = sorted({c for c in value if c in USER_FORBIDDEN or c.isspace() or not c.isprintable()})
    if wrong:
        shown = " ".join("blank" if c.isspace() else c for c in wrong)
        return Wrong(
            f"“{value}” holds characters that a Windows user name may not have: {shown}",
            "Use letters, digits, hyphens and underscores, for example “psadmin”.",
        )
    return None


def resource_group(value: str) -> Wrong | None:
    if len(value) > GROUP_LIMIT:
        return Wrong(
            f"The resource group's name has {len(value)} characters; Azure allows 90.",
            "Use a shorter one.",
        )
    if not GROUP.fullmatch(value):
        return Wrong(
            f"“{value}” holds characters that a resource group's name may not have.",
            "Use letters, digits, dots, underscores, hyphens and parentheses.",
        )
    if value.endswith("."):
        return Wrong(f"“{value}” ends with a dot, which Azure refuses.", "Leave the dot out.")
    return None


def storage_account(value: str) -> Wrong | None:
    if STORAGE.fullmatch(value):
        return None
    return Wrong(
        f"“{value}” is not a storage account's name.",
        "It has 3 to 24 lower-case letters and digits, for example “stdrdiagweu”.",
    )


def address(value: str) -> Wrong | None:
    """A private IPv4 address in full, or `auto`."""
    if value.lower() == AUTO:
        return None
    try:
        parsed = ipaddress.IPv4Address(value)
    except ValueError:
        return Wrong(
            f"“{value}” is not an IPv4 address.",
            "Write four numbers from 0 to 255, for example 10.60.2.9, or “auto”.",
        )
    if parsed.is_multicast or parsed.is_loopback or parsed.is_link_local or parsed.is_unspecified:
        return Wrong(
            f"{value} cannot be a server's address.",
            "Take a free address of the subnet, or “auto”.",
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
    listed = ", ".join(str(n) for n in networks) or "no IPv4 prefix"
    if not inside:
        return Wrong(
            f"{value} is not in the subnet ({listed}).",
            f"Take an address of {listed}, or “auto”.",
        )
    if all(number not in usable(n) for n in inside):
        spare = usable(inside[0])
        first = ipaddress.IPv4Address(spare[0]) if spare else "another subnet"
        return Wrong(
            f"{value} is one of the five addresses that Azure keeps in {inside[0]}: "
            "the first four and the last.",
            f"Take {first} or a later one, or “auto”.",
        )
    return None


def _v4(prefixes: tuple[str, ...]) -> list[Prefix]:
    found = []
    for text in prefixes:
        try:
            found.append(ipaddress.IPv4Network(text, strict=False))
        except ValueError:  # an IPv6 prefix of a dual-stack subnet
            continue
    return found

"""What can be ordered of a process server's machine: one of our scripts, its values, its time.

An order is made by a function that knows the script's parameters; `run_commands` sends it. The time
limits are far beyond what the acts usually need: a set-up of Unified Setup takes ten minutes or so.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from azureops import scripts

CONTROL_PORT, DATA_PORT = 443, 9443
"""Of the configuration server, and of the process server for replication data:
learn.microsoft.com/azure/site-recovery/vmware-azure-set-up-process-server-scale."""


@dataclass(frozen=True, kw_only=True)
class Order:
    """`protected` are secrets: they go to Azure as such, and are in no text made of an order."""

    script: str
    given: Mapping[str, str] = field(default_factory=dict)
    protected: Mapping[str, str] = field(default_factory=dict, repr=False)
    limit: timedelta = timedelta(minutes=10)

    def __post_init__(self) -> None:
        scripts.load(self.script).require(self.given, self.protected)


def probe(configuration_server: str = "", *, port: str = "") -> Order:
    """Version, services, last start; and whether the configuration server answers on `port`, by
    default 443."""
    given = _filled(ConfigurationServer=configuration_server, Port=port)
    return Order(script="probe", given=given)


def prepare_disk(*, lun: int = 0, label: str = "ASR") -> Order:
    return Order(script="prepare-disk", given={"Lun": str(lun), "Label": label})


def fetch_installer(url: str, *, sha256: str = "") -> Order:
    """Trusted is the SHA-256; without one, Microsoft's signature."""
    if not url.startswith("https://"):
        raise ValueError(f"an installer comes over https only, not from {url!r}")
    return Order(
        script="fetch-installer",
        given={"Url": url, **_filled(Sha256=sha256)},
        limit=timedelta(minutes=30),
    )


def install(
    *, installer: str, drive: str, configuration_server: str, address: str, passphrase: str
) -> Order:
    """Both servers by address: a name gives errors of the configuration server's certificate."""
    letter = drive.rstrip(":\\").upper()
    if not re.fullmatch("[A-Z]", letter):
        raise ValueError(f"{drive!r} is no drive letter")
    return Order(
        script="install-process-server",
        given={
            "Installer": installer,
            "Drive": letter,
            "ConfigurationServer": str(ipaddress.ip_address(configuration_server)),
            "Address": str(ipaddress.ip_address(address)),
            "DataPort": str(DATA_PORT),
        },
        protected={"Passphrase": passphrase},
        limit=timedelta(minutes=90),
    )


def upgrade(*, installer: str, version: str = "") -> Order:
    return Order(
        script="upgrade-process-server",
        given={"Installer": installer, **_filled(Version=version)},
        limit=timedelta(minutes=120),
    )


def uninstall() -> Order:
    return Order(script="uninstall-process-server", limit=timedelta(minutes=60))


def restart(*, unless_since: datetime | None = None) -> Order:
    """Not again where Windows has started since then already."""
    since = f"{unless_since:%Y-%m-%dT%H:%M:%SZ}" if unless_since else ""
    return Order(script="restart", given=_filled(UnlessSince=since))


def tail_log(count: int = 15) -> Order:
    return Order(script="tail-log", given={"Count": str(count)})


def _filled(**given: str) -> dict[str, str]:
    """Without what is empty: how Azure hands an empty text to a script is not documented."""
    return {name: value for name, value in given.items() if value}

"""Where the installers of Unified Setup are, by version.

Microsoft's short address gives the newest only, with regional forms
(learn.microsoft.com/azure/site-recovery/physical-azure-set-up-source and
learn.microsoft.com/azure/site-recovery/vmware-physical-manage-process-server); older ones are
linked from their rollups' notes and are named in the settings (`azure.installers`). The newest that
was published is rollup 73's: learn.microsoft.com/azure/site-recovery/site-recovery-whats-new.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from azureops import versions
from azureops.versions import Version

NEWEST = Version(9, 61, 7016, 1)
ADDRESS = "https://aka.ms/unifiedinstaller"
REGIONAL = {
    "eastus": "_eus",
    "eastus2": "_eus",
    "westus": "_wus",
    "westus2": "_wus",
    "westus3": "_wus",
    "westeurope": "_we",
    "northeurope": "_we",
    "uksouth": "_uks",
    "ukwest": "_uks",
}
"""Regions near one of the four regional copies; others take the common one."""


@dataclass(frozen=True, kw_only=True)
class Installer:
    """`sha256` empty: Microsoft's signature is what makes it trusted."""

    version: Version
    url: str
    sha256: str = ""


def newest(region: str = "") -> Installer:
    """The one that Microsoft's address gives, from a copy near the region."""
    return Installer(version=NEWEST, url=ADDRESS + REGIONAL.get(region.lower(), ""))


def known(configured: Iterable[Installer], region: str = "") -> tuple[Installer, ...]:
    """All there are, the oldest first. One that is configured goes before Microsoft's address."""
    found = {NEWEST: newest(region)} | {one.version: one for one in configured}
    return tuple(found[version] for version in sorted(found))


def at(configured: Iterable[Installer], version: str, region: str = "") -> Installer | None:
    """The installer of this very version; None: none is known."""
    wanted = versions.parse(version)
    return next((one for one in known(configured, region) if one.version == wanted), None)

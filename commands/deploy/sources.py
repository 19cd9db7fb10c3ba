"""What a process server is made of: the gallery's image, or plain Windows Server and Unified Setup.

The image holds the software, and a person registers it by Remote Desktop: no document gives a
command line for that. Unified Setup installs and registers in one go, unattended:
learn.microsoft.com/azure/site-recovery/physical-large-deployment and
learn.microsoft.com/azure/site-recovery/vmware-azure-set-up-process-server-scale.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

from azureops import installers, versions
from azureops.installers import Installer

AUTO = "auto"
"""The gallery's image while Azure deploys it, else Unified Setup."""


class Source(enum.StrEnum):
    GALLERY = "gallery"  # The gallery's image; a person registers it.
    UNIFIED = "unified-setup"  # Plain Windows Server and Unified Setup, which registers it.


YEARS = ("2019", "2022")
"""Of Windows Server; the first is taken unless another is asked for."""


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """`reason` says why it was taken instead of the gallery's image; empty: it was asked for, or
    nothing spoke against the image."""

    source: Source
    reason: str = ""

    @property
    def unattended(self) -> bool:
        return self.source is Source.UNIFIED


def installer(
    configured: tuple[Installer, ...], region: str, configuration_server: str
) -> Installer | None:
    """The newest that is not newer than the configuration server, whose version may be unknown.

    None: every known one is newer, which is not supported.
    """
    known = installers.known(configured, region)
    limit = versions.parse(configuration_server)
    return next((one for one in reversed(known) if limit is None or one.version <= limit), None)

"""Installers of Unified Setup as a simulated machine downloads them: address → version, digest.

`https://aka.ms/unifiedinstaller` (and its regional forms) is the newest, as in life. An address
with a version in it is that version. Others are declared by the act `installer`.
"""

from __future__ import annotations

import hashlib
import re
from typing import Any

from sandbox.azure import acting, guest, state

acts = acting.Acts()
BYTES = 861_274_112
VERSION = re.compile(r"9\.\d+\.\d+\.\d+")
FACTS = "/guest/installers"


@acts.act("installer")
def declare(world: acting.World, order: acting.Order) -> Any:
    """`{"url", "version"}`: Unified Setup of this version can be downloaded there"""
    world.state.facts(FACTS)[str(order["url"])] = str(order["version"])
    return {"sha256": digest(str(order["version"]))}


def version_at(current: state.State, url: str) -> str:
    """The version that is downloaded from an address; empty if it is no installer."""
    declared = current.facts(FACTS).get(url)
    if declared:
        return str(declared)
    found = VERSION.search(url)
    if found:
        return found[0]
    wanted = url.lower()
    newest = "aka.ms/unifiedinstaller" in wanted or "unifiedsetup" in wanted
    return guest.NEWEST if newest else ""


def digest(version: str) -> str:
    """The SHA-256 of an installer here: of a line that names it."""
    return hashlib.sha256(f"MicrosoftAzureSiteRecoveryUnifiedSetup {version}".encode()).hexdigest()

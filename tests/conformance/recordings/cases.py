"""The recorded answers, each with the address that gave it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
SOURCE = (
    "https://github.com/Azure/azure-powershell/blob/04b26511/src/RecoveryServices/"
    "RecoveryServices.SiteRecovery.Test/SessionRecords/"
    "RecoveryServices.SiteRecovery.Test.AsrV2ATests/V2APSSwitch.json"
)
VAULT = (
    "/subscriptions/b8aef8e1-37df-4f17-a537-f10e183c8eca/resourceGroups/PwsTestRG"
    "/providers/Microsoft.RecoveryServices/vaults/PwsTestVault"
)
FABRIC = "9a60d28b65543435e52e1b81073c6a3aca7dd5d00d201e49fbe4e86848c495ed"


@dataclass(frozen=True, kw_only=True)
class Recording:
    """`path` is below the vault; `what` says what is in it."""

    name: str
    path: str
    what: str

    @property
    def documents(self) -> list[Any]:
        kept = json.loads((HERE / f"{self.name}.json").read_text(encoding="utf-8"))
        return list(kept["value"])


CASES = (
    Recording(
        name="fabrics",
        path="/replicationFabrics",
        what="A VMware fabric with two process servers",
    ),
    Recording(
        name="containers",
        path=f"/replicationFabrics/{FABRIC}/replicationProtectionContainers",
        what="Its protection container",
    ),
    Recording(
        name="protected_items",
        path="/replicationProtectedItems",
        what="Two machines protected to Azure",
    ),
)

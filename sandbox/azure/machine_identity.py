"""A machine's managed identity: Azure makes its principal and says whose tenant that is in.

https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/overview
"""

from __future__ import annotations

import uuid
from typing import Any

from sandbox.azure import seed


def of(machine_id: str, given: Any) -> dict[str, Any] | None:
    """`identity` as the machine shows it; None where none is wanted."""
    kind = str((given or {}).get("type") or "None")
    if kind.lower() == "none":
        return None
    shown = {key: each for key, each in given.items() if each is not None}
    if "systemassigned" in kind.lower():
        principal = uuid.uuid5(uuid.NAMESPACE_URL, machine_id.lower() + "/identity")
        shown |= {"principalId": str(principal), "tenantId": seed.TENANT}
    return shown

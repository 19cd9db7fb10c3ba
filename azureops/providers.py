"""Resource providers: whether a subscription may use a service."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from azureops.azure import Azure
from azureops.reading import text

API = "2021-04-01"  # learn.microsoft.com/rest/api/resources/providers/get

NEEDED = ("Microsoft.Compute", "Microsoft.Network", "Microsoft.RecoveryServices")


async def states(
    azure: Azure, subscription: str, namespaces: Iterable[str] = NEEDED
) -> dict[str, str]:
    """Registered, Registering, NotRegistered, Unregistering, or "unknown", by namespace."""

    async def one(namespace: str) -> tuple[str, str]:
        raw = await azure.arm.get(f"/subscriptions/{subscription}/providers/{namespace}", API)
        return namespace, text(raw, "registrationState") or "unknown"

    return dict(await asyncio.gather(*map(one, namespaces)))

"""Subscriptions that the bot's identity may see."""

from __future__ import annotations

from dataclasses import dataclass

from azureops.azure import Azure
from azureops.reading import Object, text

API = "2022-12-01"  # learn.microsoft.com/rest/api/resources/subscriptions/list


@dataclass(frozen=True, kw_only=True)
class Subscription:
    """`id` is the bare GUID. `state`: Enabled, Warned, PastDue, Disabled, Deleted or new words."""

    id: str
    name: str
    state: str
    tenant: str

    @property
    def usable(self) -> bool:
        """Whether new resources may be made in it."""
        return self.state in {"Enabled", "Warned", "PastDue"}


async def list_all(azure: Azure) -> tuple[Subscription, ...]:
    """All visible ones, by name."""
    found = await azure.arm.get_all("/subscriptions", API)
    return tuple(sorted(map(_read, found), key=lambda s: (s.name.lower(), s.id)))


async def get(azure: Azure, subscription: str) -> Subscription | None:
    """One by its GUID. Azure answers an invisible one with a refusal: `AzureError`."""
    raw = await azure.arm.get(f"/subscriptions/{subscription}", API)
    return _read(raw) if raw else None


def _read(raw: Object) -> Subscription:
    return Subscription(
        id=text(raw, "subscriptionId"),
        name=text(raw, "displayName") or text(raw, "subscriptionId"),
        state=text(raw, "state"),
        tenant=text(raw, "tenantId"),
    )

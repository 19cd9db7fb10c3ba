"""The configuration server whose certificate is meant, and what depends on it."""

from __future__ import annotations

from azureops import fabrics, process_servers, protected_items
from azureops.azure import Azure
from commands.preflight import shared
from commands.preflight.shared import fact


class Look(shared.Shared):
    def __init__(self, azure: Azure, fabric: fabrics.Fabric) -> None:
        super().__init__()
        self.azure = azure
        self.fabric = fabric

    @property
    def name(self) -> str:
        return self.fabric.friendly_name

    @property
    def server(self) -> process_servers.ConfigurationServer:
        """Of a VMware fabric there always is one."""
        assert self.fabric.server is not None  # noqa: S101 - `one` gives VMware fabrics only
        return self.fabric.server

    @fact("agents")
    async def items(self) -> tuple[protected_items.ProtectedItem, ...]:
        """The machines that it protects."""
        listed = await protected_items.list_all(self.azure, self.fabric.vault_id)
        return tuple(item for item in listed if item.fabric_name == self.fabric.name)

"""What is known of the machine, and the configuration server that it is to be registered with."""

from __future__ import annotations

from azureops import fabrics, secrets
from commands import configuration_servers, passphrases
from commands.deploy import names
from commands.existing import look
from commands.preflight.said import Missing
from commands.preflight.shared import fact
from commands.register.fields import FIELDS


class Look(look.Look):
    """`wish` holds the fields' values with defaults."""

    @property
    def wish(self) -> dict[str, str]:
        return {f.name: (self.values.get(f.name) or f.default).strip() for f in FIELDS}

    @property
    def passphrase_secret(self) -> str:
        return passphrases.name(self.azure, self.wish["passphrase_secret"])

    @fact("configuration-server")
    async def fabric(self) -> fabrics.Fabric:
        try:
            return await configuration_servers.one(self.azure, self.wish["configuration_server"])
        except configuration_servers.UnknownConfigurationServer as unknown:
            raise Missing("configuration-server", unknown.sentence, unknown.remedy) from unknown

    @fact("machine")
    async def password_secret(self) -> str:
        """Where the bot put the administrator's password; empty: it is not there, or not ours."""
        operation = self.machine().tags.get(names.OPERATION_TAG, "")
        if not operation:
            return ""
        name = names.password_secret(self.machine().name, operation)
        return name if await secrets.exists(self.azure, name) else ""

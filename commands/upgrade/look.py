"""What Azure shows about an upgrade: the versions, and the way from one to the other."""

from __future__ import annotations

from azureops import installers, versions
from azureops.installers import Installer
from azureops.versions import Version
from commands.existing import look
from commands.preflight.said import Missing
from commands.upgrade import chain
from core.sentences import say


def by_hand(server: str) -> str:
    return say(
        "upgrading-by-hand",
        "By hand: `/failback-ps upgrade-by-hand {server}` shows the documented steps.",
        server=server,
    )


def _no_version(server: str) -> str:
    return say("upgrading-no-version", "Site Recovery shows no version of {server}.", server=server)


class Look(look.Look):
    """`values` may name a version, and that machines may pause."""

    @property
    def typed(self) -> str:
        return self.values.get("version", "").strip()

    @property
    def pauses(self) -> bool:
        return self.values.get("replication") == "pause"

    def installed(self) -> Version:
        """As the fabric shows it."""
        said = self.server().ps.version_text
        found = versions.parse(said)
        if found is None:
            raise Missing(
                "version",
                say(
                    "upgrading-odd-version",
                    "Site Recovery shows no version of {server} but “{said}”.",
                    server=self.name,
                    said=said,
                )
                if said
                else _no_version(self.name),
                by_hand(self.name),
            )
        return found

    def ceiling(self) -> Version:
        """The configuration server's: a process server is never newer."""
        theirs = self.server().fabric.server
        said = theirs.version_text if theirs else ""
        found = versions.parse(said)
        if found is None:
            raise Missing(
                "version",
                _no_version(self.server().fabric.friendly_name),
                say(
                    "upgrading-no-ceiling",
                    "Without it nothing is upgraded: a process server must not become newer. Look "
                    "at the configuration server's heartbeat in the vault.",
                ),
            )
        return found

    def known(self) -> tuple[Installer, ...]:
        machine = self.subject.machine
        region = machine.location if machine else ""
        return installers.known(self.azure.estate.installers, region)

    def target(self) -> Version:
        found = chain.wanted(self.typed, self.ceiling(), self.known())
        if found is None:
            listed = ", ".join(str(one.version) for one in self.known())
            raise Missing(
                "version",
                say(
                    "upgrading-no-installer",
                    "No installer of version {version} is known.",
                    version=self.typed,
                ),
                say(
                    "upgrading-installers",
                    "Known are: {versions}. Others are named in the settings, `azure.installers`.",
                    versions=listed,
                ),
            )
        return found

    def hops(self) -> tuple[Installer, ...]:
        """The installers in turn; empty where there is no way."""
        return chain.way(self.installed(), self.target(), self.known())

"""What Azure shows about a server that is to be deleted."""

from __future__ import annotations

from azureops import fabrics
from commands import servers, world
from commands.delete import belongings
from commands.existing import look
from commands.preflight.shared import fact

Fabrics = tuple[tuple[fabrics.Fabric, ...], tuple[world.Silent, ...]]


class Look(look.Look):
    @fact("resources")
    async def belongings(self) -> belongings.Belongings:
        return await belongings.of(self.azure, self.machine(), ours=self.subject.made_by_us)

    @fact("unregistered")
    async def fabrics(self) -> Fabrics:
        return await world.all_fabrics(self.azure)


def entry(
    found: tuple[fabrics.Fabric, ...], names: set[str], address: str
) -> servers.Server | None:
    """The server's entry in any fabric: by its address or one of its names in lower case."""
    return next(
        (
            one
            for one in servers.of(found)
            if one.ps.name.lower() in names or (address and one.ps.address == address)
        ),
        None,
    )

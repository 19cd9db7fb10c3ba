"""What Azure shows of what a server can be made of. Each fact is read once for one plan."""

from __future__ import annotations

from datetime import UTC, datetime

from azureops import images, installers
from azureops.errors import AzureError
from azureops.installers import Installer
from commands.deploy import sources
from commands.deploy.preflight.look import Look
from commands.deploy.sources import Chosen, Source
from commands.preflight.said import Missing
from core.sentences import say

ALTERNATIVE = say(
    "software-alternative",
    "Ask for source={source}: plain Windows Server with Unified Setup, which installs and "
    "registers unattended.",
    source=Source.UNIFIED.value,
)
OTHER_YEAR = say(
    "software-other-year",
    "Choose another: windows={first} or {second}.",
    first=sources.YEARS[0],
    second=sources.YEARS[1],
)


def gone(image: images.Image) -> str:
    """What is said of an image that Azure deploys no more."""
    return say(
        "software-gone",
        "Azure no longer deploys the process server's gallery image {version}.",
        version=image.version,
    )


async def source(look: Look) -> Chosen:
    """What the server is made of: as asked for, or whichever Azure still deploys."""
    return await look.once("source", "source", lambda: _source(look))


async def _source(look: Look) -> Chosen:
    """Where Azure does not say what it deploys, nothing is chosen in its place."""
    if look.wish.source != sources.AUTO:
        return Chosen(source=Source(look.wish.source))
    try:
        found = await _gallery(look)
    except Missing as missing:
        if missing.owner != "image" or isinstance(missing.__cause__, AzureError):
            return Chosen(source=Source.GALLERY)
        return Chosen(source=Source.UNIFIED, reason=missing.sentence)
    if not found.ended(datetime.now(UTC)):
        return Chosen(source=Source.GALLERY)
    return Chosen(source=Source.UNIFIED, reason=gone(found))


async def image(look: Look) -> images.Image:
    """What the machine is made from."""
    if (await source(look)).unattended:
        return await look.once("windows", "image", lambda: _windows(look))
    return await _gallery(look)


async def _windows(look: Look) -> images.Image:
    """Plain Windows Server of the wanted year, of the generation that the size starts."""
    region, size = await look.region(), await look.size()
    generation = "V1" if "V1" in (size.generations or ("V1",)) else "V2"
    reference = images.WINDOWS[look.wish.windows, generation]
    found = await _read(look, reference, "")
    if found is None:
        raise Missing(
            "image",
            say(
                "software-windows-missing",
                "Windows Server {year} ({sku}) is not listed in {region}.",
                year=look.wish.windows,
                sku=reference.sku,
                region=region.name,
            ),
            OTHER_YEAR,
        )
    return found


async def _gallery(look: Look) -> images.Image:
    async def read() -> images.Image:
        region = await look.region()
        try:
            server = (await look.fabric()).server
        except Missing:  # its own check says so; the newest image is the answer without it
            server = None
        wanted = server.template_version if server else ""
        found = await _read(look, images.PROCESS_SERVER, wanted)
        if found is None:
            raise Missing(
                "image",
                say(
                    "software-image-missing",
                    "The process server's gallery image is not listed in {region}.",
                    region=region.name,
                ),
                ALTERNATIVE,
            )
        return found

    return await look.once("gallery", "image", read)


async def _read(look: Look, reference: images.Reference, wanted: str) -> images.Image | None:
    """The wanted version, else the newest; None: Azure lists none."""
    place = (look.azure, await look.subscription_id(), (await look.region()).name)
    version = images.choose(await images.versions(*place, reference), wanted)
    return await images.get(*place, version, reference) if version else None


async def installer(look: Look) -> Installer:
    """Of Unified Setup: near the region, not newer than the configuration server."""
    region, fabric = await look.region(), await look.fabric()
    known = look.azure.estate.installers
    version = fabric.server.version_text if fabric.server else ""
    found = sources.installer(known, region.name, version)
    if found is None:
        oldest = installers.known(known, region.name)[0].version
        raise Missing(
            "installer",
            say(
                "software-installer-newer",
                "{server} has version {version}; the oldest installer known is {oldest}, and a "
                "process server may not be newer than its configuration server.",
                server=fabric.friendly_name,
                version=version,
                oldest=str(oldest),
            ),
            say(
                "software-installer-newer-remedy",
                "Upgrade the configuration server first, or add the installer of its version to "
                "the settings as an [[azure.installers]] table.",
            ),
        )
    return found

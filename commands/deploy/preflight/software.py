"""Checks of what the server is made of: the source, its image, its installer."""

from __future__ import annotations

from datetime import UTC, datetime

from azureops import images
from commands.deploy import sources
from commands.deploy.preflight import made
from commands.deploy.preflight.look import Look
from commands.deploy.preflight.made import ALTERNATIVE, gone
from commands.preflight.said import Said, blocking, ok, warning


async def source(look: Look) -> Said:
    """What is taken, and why where it was not asked for."""
    chosen = await made.source(look)
    if not chosen.unattended:
        return ok("It is made from the gallery's image; a person registers it by Remote Desktop.")
    made_of = f"Windows Server {look.wish.windows} with Unified Setup, which registers it"
    if not chosen.reason:
        return ok(f"It is made from {made_of} unattended.")
    return warning(
        f"{chosen.reason} Therefore it is made from {made_of} unattended.",
        "Nothing needs to be done. Deny the plan if the server must come from the gallery's image.",
    )


async def image(look: Look) -> Said:
    """Whether Azure deploys the image."""
    found = await made.image(look)
    if images.is_process_server(found.reference):
        return _gallery(found)
    called = f"Windows Server {look.wish.windows} {found.version} ({found.reference.sku})"
    if found.ended(datetime.now(UTC)):
        return blocking(
            f"Azure no longer deploys {called}.",
            f"Choose another: windows={' or '.join(sources.YEARS)}.",
        )
    return ok(f"{called} can be deployed.")


def _gallery(found: images.Image) -> Said:
    if found.ended(datetime.now(UTC)):
        return blocking(gone(found), f"{found.alternative} {ALTERNATIVE}".strip())
    if found.plan is not None:
        plan = found.plan
        return warning(
            f"The gallery image {found.version} has marketplace terms that must be accepted once.",
            "Run `az vm image terms accept --publisher "
            f"{plan.publisher} --offer {plan.product} --plan {plan.name}`.",
        )
    if found.state is images.State.SCHEDULED:
        return warning(
            f"The gallery image {found.version} can be deployed, but its end is announced"
            + (f" for {found.deprecated_at}." if found.deprecated_at else "."),
            f"Nothing needs to be done now. Later: {ALTERNATIVE}",
        )
    if found.state is images.State.UNKNOWN:
        return warning(
            f"The gallery image {found.version} is listed, but Azure does not say whether it can "
            "still be deployed.",
            f"If Azure refuses it, there is another way. {ALTERNATIVE}",
        )
    return ok(f"The gallery image {found.version} can be deployed.")


async def installer(look: Look) -> Said:
    """Which Unified Setup is run, and from where it is loaded."""
    if not (await made.source(look)).unattended:
        return ok("The gallery's image holds the software: nothing is loaded.")
    found, server = await made.installer(look), (await look.fabric()).server
    trust = "its SHA-256" if found.sha256 else "Microsoft's signature"
    said = f"Unified Setup {found.version} is loaded from {found.url}, trusted by {trust}."
    if server is None or not server.version_text:
        return warning(
            f"{said} The configuration server's version is not known.",
            "Setup refuses if the configuration server is older than that.",
        )
    return ok(f"{said} The configuration server has {server.version_text}.")

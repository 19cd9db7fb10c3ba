"""Checks of what the server is made of: the source, its image, its installer."""

from __future__ import annotations

from datetime import UTC, datetime

from azureops import images
from commands.deploy.preflight import made
from commands.deploy.preflight.look import Look
from commands.deploy.preflight.made import ALTERNATIVE, OTHER_YEAR, gone
from commands.preflight.said import Said, blocking, ok, warning
from core.sentences import join, say


async def source(look: Look) -> Said:
    """What is taken, and why where it was not asked for."""
    chosen = await made.source(look)
    if not chosen.unattended:
        return ok(
            say(
                "software-gallery",
                "It is made from the gallery's image; a person registers it by Remote Desktop.",
            )
        )
    if not chosen.reason:
        return ok(
            say(
                "software-unified",
                "It is made from Windows Server {year} with Unified Setup, which registers it "
                "unattended.",
                year=look.wish.windows,
            )
        )
    therefore = say(
        "software-unified-therefore",
        "Therefore it is made from Windows Server {year} with Unified Setup, which registers it "
        "unattended.",
        year=look.wish.windows,
    )
    return warning(
        join([chosen.reason, therefore]),
        say(
            "software-unified-remedy",
            "Nothing needs to be done. Deny the plan if the server must come from the gallery's "
            "image.",
        ),
    )


async def image(look: Look) -> Said:
    """Whether Azure deploys the image."""
    found = await made.image(look)
    if images.is_process_server(found.reference):
        return _gallery(found)
    called = f"Windows Server {look.wish.windows} {found.version} ({found.reference.sku})"
    if found.ended(datetime.now(UTC)):
        return blocking(
            say("software-windows-gone", "Azure no longer deploys {image}.", image=called),
            OTHER_YEAR,
        )
    return ok(say("software-windows", "{image} can be deployed.", image=called))


def _gallery(found: images.Image) -> Said:
    if found.ended(datetime.now(UTC)):
        return blocking(gone(found), join([found.alternative, ALTERNATIVE]))
    if found.plan is not None:
        plan = found.plan
        return warning(
            say(
                "software-terms",
                "The gallery image {version} has marketplace terms that must be accepted once.",
                version=found.version,
            ),
            say(
                "software-terms-remedy",
                "Run `az vm image terms accept --publisher {publisher} --offer {offer} "
                "--plan {plan}`.",
                publisher=plan.publisher,
                offer=plan.product,
                plan=plan.name,
            ),
        )
    if found.state is images.State.SCHEDULED:
        return warning(
            _announced(found),
            say(
                "software-announced-remedy",
                "Nothing needs to be done now. Later: {alternative}",
                alternative=ALTERNATIVE,
            ),
        )
    if found.state is images.State.UNKNOWN:
        return warning(
            say(
                "software-image-unknown",
                "The gallery image {version} is listed, but Azure does not say whether it can "
                "still be deployed.",
                version=found.version,
            ),
            say(
                "software-image-unknown-remedy",
                "If Azure refuses it, there is another way. {alternative}",
                alternative=ALTERNATIVE,
            ),
        )
    return ok(
        say(
            "software-image",
            "The gallery image {version} can be deployed.",
            version=found.version,
        )
    )


def _announced(found: images.Image) -> str:
    """That its end is near, and when where Azure names the day."""
    if not found.deprecated_at:
        return say(
            "software-announced",
            "The gallery image {version} can be deployed, but its end is announced.",
            version=found.version,
        )
    return say(
        "software-announced-for",
        "The gallery image {version} can be deployed, but its end is announced for {day}.",
        version=found.version,
        day=found.deprecated_at,
    )


async def installer(look: Look) -> Said:
    """Which Unified Setup is run, and from where it is loaded."""
    if not (await made.source(look)).unattended:
        return ok(
            say(
                "software-no-installer",
                "The gallery's image holds the software: nothing is loaded.",
            )
        )
    found, server = await made.installer(look), (await look.fabric()).server
    said = say(
        "software-installer",
        "Unified Setup {version} is loaded from {url}, trusted by {trust}.",
        version=str(found.version),
        url=found.url,
        trust=say("software-trust-sum", "its SHA-256")
        if found.sha256
        else say("software-trust-signature", "Microsoft's signature"),
    )
    if server is None or not server.version_text:
        unknown = say("software-server-unknown", "The configuration server's version is not known.")
        return warning(
            join([said, unknown]),
            say(
                "software-server-unknown-remedy",
                "Setup refuses if the configuration server is older than that.",
            ),
        )
    known = say(
        "software-server",
        "The configuration server has {version}.",
        version=server.version_text,
    )
    return ok(join([said, known]))

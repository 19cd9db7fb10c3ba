"""The steps of a renewal: one job of Site Recovery, and the new date in the fabric."""

from __future__ import annotations

from datetime import datetime

from azureops import certificates, fabrics
from commands import failing, following
from commands.existing import given
from core import clock, json
from core.sentences import say
from workflow import procedures
from workflow.procedures import Step

WAITING = say("certificate-waiting", "Waiting for Site Recovery to show the new certificate.")


async def before(context: procedures.Context, arguments: json.Object) -> json.Object:
    g = given.read(arguments)
    return await following.known(context, g.plan["vault_id"], certificates.SCENARIO)


async def submit(context: procedures.Context, arguments: json.Object) -> json.Object:
    g = given.read(arguments)

    async def send() -> str:
        fabric = await following.fabric(context, g.fabric_id)
        if _renewed(g, fabric) is not None:
            return ""  # by a job whose end was not seen
        return await certificates.submit_renewal(context.world, fabric)

    known = g.results["renew-before"]
    return await following.once(context, g.plan["vault_id"], certificates.SCENARIO, known, send)


def _renewed(g: given.Given, fabric: fabrics.Fabric) -> datetime | None:
    """The certificate's end, once it is later than the plan knew."""
    old = clock.parse(str(g.plan["expires"])) if g.plan["expires"] else None
    ends = fabric.server.certificate_expires if fabric.server else None
    return ends if ends is not None and (old is None or ends > old) else None


async def follow(context: procedures.Context, arguments: json.Object) -> json.Object:
    """Also when the proof begins to wait: a restart does not prolong that."""
    job = str(given.read(arguments).results["renew-submit"]["job"])
    ended = await following.to_its_end(
        context, job, doing=say("certificate-job", "renews the certificate"), code="renewal-failed"
    )
    return {**ended, "ended": context.clock.now().isoformat()}


async def prove(context: procedures.Context, arguments: json.Object) -> json.Object:
    """The fabric shows a later end than the plan knew."""
    g = given.read(arguments)

    async def look() -> tuple[datetime | None, str]:
        ends = _renewed(g, await following.fabric(context, g.fabric_id))
        return ends, "" if ends else WAITING

    began = str(g.results["renew-follow"]["ended"])
    ends = await following.until_shown(
        context, g.fabric_id, began, look, late=lambda _: _not_shown(g)
    )
    await context.note(
        say(
            "certificate-valid",
            "The new certificate is valid until {day}.",
            day=f"{ends:%Y-%m-%d}",
        )
    )
    return {"valid_until": ends.isoformat()}


def _not_shown(g: given.Given) -> procedures.StepFailed:
    return procedures.StepFailed(
        say(
            "certificate-not-shown",
            "Site Recovery's job ended well, but it still shows the old certificate of {server}.",
            server=g.name,
        ),
        remedy=say(
            "certificate-not-shown-remedy",
            "Look at the configuration server's connection, then retry from this step.",
        ),
        cause=say(
            "certificate-not-shown-cause", "The configuration server has not reported since."
        ),
        code="not-renewed",
    )


DOING = say("certificate-doing", "renewing the certificate")
STEPS: tuple[Step, ...] = (
    Step(
        name="renew",
        title="Site Recovery renews the certificate",
        parts=(
            ("renew-before", failing.during(DOING, before)),
            ("renew-submit", failing.during(DOING, submit)),
            ("renew-follow", failing.during(DOING, follow)),
        ),
    ),
    Step(
        name="renewed",
        title="The vault shows its new end",
        parts=(
            (
                "renew-proof",
                failing.during(say("certificate-doing-wait", "waiting for the new date"), prove),
            ),
        ),
    ),
)

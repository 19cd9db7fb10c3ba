"""The steps of an upgrade: each hop fetched, installed and restarted by itself; then the proof."""

from __future__ import annotations

from azureops import fabrics, orders
from azureops.orders import Order
from commands import failing, following, ordered, restarting
from commands.existing import given, using
from commands.upgrade import chain
from core import json
from core.sentences import say
from workflow import procedures
from workflow.procedures import Step

DOING_FETCH = say("upgrading-doing-fetch", "loading the installer to")
DOING_INSTALL = say("upgrading-doing-install", "running the set-up on")
DOING_PROBE = say("upgrading-doing-probe", "asking for the installed version on")
DOING_PROOF = say("upgrading-doing-proof", "waiting for Site Recovery to show it")
ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth")


def hop(number: int) -> str:
    """The step's name."""
    return f"hop-{number + 1}"


def _hop(g: given.Given, number: int) -> dict[str, str]:
    found: dict[str, str] = g.plan["hops"][number]
    return found


def _step(number: int) -> Step:
    name = hop(number)

    async def fetch(context: procedures.Context, g: given.Given) -> Order:
        del context
        wanted = _hop(g, number)
        return orders.fetch_installer(wanted["url"], sha256=wanted["sha256"])

    async def install(context: procedures.Context, g: given.Given) -> Order:
        if not g.plan["pauses"]:
            await using.nobody(context, g)
        path = str(g.results[f"{name}-fetch-follow"]["said"]["path"])
        return orders.upgrade(installer=path, version=_hop(g, number)["version"])

    return Step(
        name=name,
        title=f"{ORDINALS[number]} version is installed",
        parts=(
            *ordered.parts(f"{name}-fetch", fetch, doing=DOING_FETCH),
            *ordered.parts(f"{name}-install", install, doing=DOING_INSTALL, logged=True),
            *restarting.parts(f"{name}-restart", f"{name}-install-follow"),
        ),
    )


async def _probe(context: procedures.Context, g: given.Given) -> Order:
    del context, g
    return orders.probe()


async def registry(context: procedures.Context, arguments: json.Object) -> json.Object:
    """What Windows on the machine itself says is installed, after the last restart."""
    del context
    g = given.read(arguments)
    said = g.results["upgrade-probe-follow"]["said"]
    if said["version"] != g.plan["target"]:
        raise procedures.StepFailed(
            say(
                "upgrading-unchanged",
                "Windows on {server} says that version {version} is installed, not {target}.",
                server=g.name,
                version=str(said["version"] or "") or say("upgrading-none", "none"),
                target=str(g.plan["target"]),
            ),
            remedy=say(
                "upgrading-unchanged-remedy",
                "See C:\\ProgramData\\ASRSetupLogs on the server, then retry from this step.",
            ),
            cause=say(
                "upgrading-unchanged-cause",
                "Somebody installed another version meanwhile, or the set-up went back.",
            ),
            code="version-unchanged",
        )
    return {"began": str(said["version"])}


async def begin(context: procedures.Context, arguments: json.Object) -> json.Object:
    """Fixes when the waiting began: a restart does not prolong it."""
    del arguments
    return {"began": context.clock.now().isoformat()}


async def prove(context: procedures.Context, arguments: json.Object) -> json.Object:
    """The fabric shows the version too."""
    g = given.read(arguments)
    wanted = str(g.plan["process_server_id"]).lower()

    async def look() -> tuple[str | None, str]:
        fabric = await fabrics.get(context.world, g.fabric_id)
        listed = fabric.process_servers if fabric else ()
        seen = next((ps.version_text for ps in listed if ps.id.lower() == wanted), "")
        if seen == g.plan["target"]:
            return seen, ""
        return None, say(
            "upgrading-still",
            "Installed. Site Recovery still shows {version}.",
            version=seen or say("upgrading-nothing", "no version"),
        )

    began = str(g.results["upgrade-shown"]["began"])
    seen = await following.until_shown(
        context, g.fabric_id, began, look, late=lambda seen: _not_shown(g, seen)
    )
    await ordered.forget(context, g.machine_id)
    await context.note(
        say("upgrading-both", "Windows and Site Recovery both show {version}.", version=seen)
    )
    return {
        "process_server": g.name,
        "before": str(g.plan["installed"]),
        "installed_version": str(g.results["upgrade-probe-follow"]["said"]["version"]),
        "version_in_site_recovery": seen,
    }


def _not_shown(g: given.Given, seen: str) -> procedures.StepFailed:
    return procedures.StepFailed(
        say(
            "upgrading-not-shown",
            "Version {target} is not shown by Site Recovery for {server}. {seen}",
            target=str(g.plan["target"]),
            server=g.name,
            seen=seen,
        ),
        remedy=say(
            "upgrading-not-shown-remedy",
            "Look at the server's heartbeat (`/failback-ps status {server}`) and at the "
            "configuration server's connection, then retry from this step.",
            server=g.name,
        ),
        cause=say(
            "upgrading-not-shown-cause",
            "The server or its configuration server has not reported since.",
        ),
        code="version-not-shown",
    )


HOPS = tuple(_step(number) for number in range(chain.LONGEST))
PROOF = Step(
    name="proof",
    title="Windows and Site Recovery both show the version",
    parts=(
        *ordered.parts("upgrade-probe", _probe, doing=DOING_PROBE),
        ("upgrade-registry", registry),
        ("upgrade-shown", begin),
        ("upgrade-proof", failing.during(DOING_PROOF, prove)),
    ),
)
STEPS: tuple[Step, ...] = (*HOPS, PROOF)


def names(hops: int) -> tuple[str, ...]:
    """Of an upgrade in so many hops."""
    return (*(hop(number) for number in range(hops)), PROOF.name)

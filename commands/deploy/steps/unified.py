"""The steps inside Windows: disk, installer, Unified Setup, restart, and the proof."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from azureops import exit_codes, orders, secrets
from azureops.errors import AzureError
from azureops.orders import Order
from commands import failing, ordered, restarting, waiting
from commands.deploy.steps import given
from commands.existing.given import Given
from commands.registration import proof
from core import json
from core.sentences import join, say
from workflow import procedures
from workflow.procedures import Step

LIMIT = timedelta(hours=1)  # for Site Recovery to show what setup has registered
SHOWING = say("deploy-doing-shown", "waiting for Site Recovery to show it")


async def _disk(context: procedures.Context, g: Given) -> Order:
    del context, g
    return orders.prepare_disk()


async def _installer(context: procedures.Context, g: Given) -> Order:
    del context
    wanted = g.plan["installer"]
    return orders.fetch_installer(wanted["url"], sha256=wanted["sha256"])


async def _passphrase(context: procedures.Context, g: Given) -> str:
    """Read anew each time, and in nothing that is kept. Raises `StepFailed` when it is gone."""
    name = str(g.plan["passphrase_secret"])
    value = await secrets.get(context.world, name)
    if not value or not value.strip():
        raise procedures.StepFailed(
            say(
                "deploy-passphrase-gone",
                "Key Vault no longer holds the passphrase as {secret}.",
                secret=name,
            ),
            remedy=say(
                "deploy-passphrase-gone-remedy",
                "Store the configuration server's passphrase under that name (`genpassphrase.exe "
                "-v` there shows it), then retry from this step.",
            ),
            cause=say(
                "deploy-passphrase-gone-cause",
                "Somebody deleted or disabled it, or it has expired.",
            ),
            code="secret-missing",
        )
    return value.strip()


async def _setup(context: procedures.Context, g: Given) -> Order:
    return orders.install(
        installer=str(g.results["installer-follow"]["said"]["path"]),
        drive=str(g.results["disk-follow"]["said"]["drive"]),
        configuration_server=str(g.plan["configuration_server_ip"]),
        address=g.address,
        passphrase=await _passphrase(context, g),
    )


async def begin(context: procedures.Context, arguments: json.Object) -> json.Object:
    """Fixes when the waiting ends."""
    del arguments
    return waiting.begin(context, LIMIT)


async def prove(context: procedures.Context, arguments: json.Object) -> json.Object:
    """Waits until the fabric shows the server with a fresh heartbeat; forgets the run commands."""
    g = given.read(context, arguments)
    server = str(g.plan["configuration_server_ip"])

    async def find_out(name: str) -> str:
        try:
            seen = await ordered.now(context, g.machine_id, orders.probe(server), name)
        except (AzureError, procedures.StepFailed) as silent:
            unasked = say("deploy-not-asked", "The machine could not be asked for the reason.")
            return join([unasked, silent.sentence, silent.remedy])
        return _told(seen.said, server)

    begun = g.results["registered-begun"]
    result = await proof.shown(context, g, begun, late=_late(g.name), find_out=find_out)
    await ordered.forget(context, g.machine_id)
    return result


def _late(name: str) -> Callable[[str], procedures.StepFailed]:
    def late(seen: str) -> procedures.StepFailed:
        missing = say(
            "deploy-not-shown",
            "Unified Setup has registered {name}, but Site Recovery does not show it alive after "
            "{minutes} minutes.",
            name=name,
            minutes=LIMIT.seconds // 60,
        )
        return procedures.StepFailed(
            join([missing, seen]),
            remedy=say(
                "deploy-not-shown-remedy",
                "Mend what the machine says. Where all is well there, look at the configuration "
                "server's connection to Azure, and refresh it in the vault. Then retry from this "
                "step.",
            ),
            cause=say(
                "deploy-not-shown-cause",
                "The configuration server has not reported to Azure since, or the process "
                "server's services do not run.",
            ),
            code="not-registered",
        )

    return late


def _told(said: dict[str, Any], server: str) -> str:
    if not said.get("reachable"):
        unreachable = exit_codes.BY_NUMBER[60]
        silent = say(
            "deploy-port-shut", "Port 443 of {server} does not answer the machine.", server=server
        )
        return join([silent, unreachable.remedy])
    running = said.get("services") or {}
    down = sorted(name for name, state in running.items() if state != "Running")
    if down:
        return say(
            "deploy-services-down",
            "Services do not run on the machine: {names}.",
            names=", ".join(down),
        )
    if not running:
        return say("deploy-no-services", "Services do not run on the machine: none is installed.")
    return say(
        "deploy-services-run",
        "The machine says that its services run and that it reaches {server}.",
        server=server,
    )


STEPS: tuple[Step, ...] = (
    Step(
        name="disk",
        title="Data disk prepared in Windows",
        parts=ordered.parts(
            "disk", _disk, doing=say("deploy-doing-disk", "preparing the data disk of")
        ),
    ),
    Step(
        name="installer",
        title="Unified Setup loaded to the server",
        parts=ordered.parts(
            "installer", _installer, doing=say("deploy-doing-load", "loading Unified Setup to")
        ),
    ),
    Step(
        name="setup",
        title="Process server installed and registered by Unified Setup",
        parts=ordered.parts(
            "setup",
            _setup,
            doing=say("deploy-doing-setup", "running Unified Setup on"),
            logged=True,
            secret=_passphrase,
        ),
    ),
    Step(
        name="restart",
        title="Windows restarted, if setup asks for it",
        parts=restarting.parts("restart", "setup-follow"),
    ),
    Step(
        name="registered",
        title="Site Recovery shows it with a fresh heartbeat",
        parts=(
            ("registered-begun", begin),
            ("registered-proof", failing.during(SHOWING, prove)),
        ),
    ),
)

"""The steps of a deployment, in their frozen order. Names are kept in plans: never reuse one.

Both sources share the steps up to the running machine.
"""

from __future__ import annotations

from commands.deploy.sources import Source
from commands.deploy.steps import ground, machine, registration, unified
from commands.failing import during
from core.sentences import say
from workflow.procedures import Step

INTERFACE = say("deploy-doing-interface", "making the network interface")
_SHARED: tuple[Step, ...] = (
    Step(
        name="resource-group",
        title="Resource group",
        parts=(
            (
                "resource-group",
                during(say("deploy-doing-group", "making the resource group"), ground.group),
            ),
        ),
    ),
    Step(
        name="password",
        title="Administrator's password in Key Vault",
        parts=(
            (
                "password",
                during(say("deploy-doing-password", "storing the password"), ground.admin_password),
            ),
        ),
    ),
    Step(
        name="interface",
        title="Network interface with its fixed address",
        parts=(
            (
                "interface-submit",
                during(INTERFACE, ground.submit_interface),
            ),
            (
                "interface-follow",
                during(INTERFACE, ground.follow_interface),
            ),
        ),
    ),
    Step(
        name="machine",
        title="Virtual machine with its disks",
        parts=(
            (
                "machine-submit",
                during(say("deploy-doing-send", "sending the virtual machine"), machine.submit),
            ),
            (
                "machine-follow",
                during(say("deploy-doing-machine", "making the virtual machine"), machine.follow),
            ),
        ),
    ),
    Step(
        name="running",
        title="Machine runs",
        parts=(
            (
                "running",
                during(
                    say("deploy-doing-running", "waiting for the machine to run"), machine.running
                ),
            ),
        ),
    ),
)
_BY_SOURCE: dict[Source, tuple[Step, ...]] = {
    Source.UNIFIED: unified.STEPS,
    Source.GALLERY: (
        Step(
            name="registration",
            title="Registration with the configuration server",
            parts=(
                (
                    "registration-guide",
                    during(say("deploy-doing-guide", "posting the guide"), registration.announce),
                ),
                (
                    "registration-proof",
                    during(
                        say("deploy-doing-registration", "waiting for the registration"),
                        registration.prove,
                    ),
                ),
            ),
        ),
    ),
}
STEPS: tuple[Step, ...] = (*_SHARED, *(step for last in _BY_SOURCE.values() for step in last))
"""All that a plan may name."""


def of(source: Source) -> tuple[Step, ...]:
    """The steps of a server that is made of this."""
    return (*_SHARED, *_BY_SOURCE[source])

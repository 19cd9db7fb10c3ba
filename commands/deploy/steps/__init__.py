"""The steps of a deployment, in their frozen order. Names are kept in plans: never reuse one.

Both sources share the steps up to the running machine.
"""

from __future__ import annotations

from commands.deploy.sources import Source
from commands.deploy.steps import ground, machine, registration, unified
from commands.failing import during
from workflow.procedures import Step

_SHARED: tuple[Step, ...] = (
    Step(
        name="resource-group",
        title="Resource group",
        parts=(("resource-group", during("making the resource group", ground.group)),),
    ),
    Step(
        name="password",
        title="Administrator's password in Key Vault",
        parts=(("password", during("storing the password", ground.admin_password)),),
    ),
    Step(
        name="interface",
        title="Network interface with its fixed address",
        parts=(
            (
                "interface-submit",
                during("making the network interface", ground.submit_interface),
            ),
            (
                "interface-follow",
                during("making the network interface", ground.follow_interface),
            ),
        ),
    ),
    Step(
        name="machine",
        title="Virtual machine with its disks",
        parts=(
            ("machine-submit", during("sending the virtual machine", machine.submit)),
            ("machine-follow", during("making the virtual machine", machine.follow)),
        ),
    ),
    Step(
        name="running",
        title="Machine runs",
        parts=(("running", during("waiting for the machine to run", machine.running)),),
    ),
)
_BY_SOURCE: dict[Source, tuple[Step, ...]] = {
    Source.UNIFIED: unified.STEPS,
    Source.GALLERY: (
        Step(
            name="registration",
            title="Registration with the configuration server",
            parts=(
                ("registration-guide", during("posting the guide", registration.announce)),
                (
                    "registration-proof",
                    during("waiting for the registration", registration.prove),
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

"""The tables of Microsoft.Compute, for the server to join."""

from __future__ import annotations

from sandbox.azure import (
    acting,
    capacity,
    disks,
    guest,
    guest_packages,
    images,
    machine_changing,
    machine_making,
    machine_power,
    machines,
    routing,
    run_actions,
    run_commands,
    sizes,
)

TABLES: tuple[routing.Routes, ...] = (
    images.routes,
    sizes.routes,
    disks.routes,
    machines.routes,
    machine_making.routes,
    machine_changing.routes,
    machine_power.routes,
    run_commands.routes,
    run_actions.routes,
)
ACTS: tuple[acting.Acts, ...] = (capacity.acts, guest.acts, guest_packages.acts)

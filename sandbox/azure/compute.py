"""The tables of Microsoft.Compute, for the server to join."""

from __future__ import annotations

from sandbox.azure import (
    acting,
    disks,
    guest,
    guest_packages,
    images,
    machine_making,
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
    run_commands.routes,
    run_actions.routes,
)
ACTS: tuple[acting.Acts, ...] = (guest.acts, guest_packages.acts)

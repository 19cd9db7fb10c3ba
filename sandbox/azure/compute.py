"""The tables of Microsoft.Compute, for the server to join."""

from __future__ import annotations

from sandbox.azure import (
    acting,
    boot_diagnostics,
    capacity,
    compute_nouns,
    disk_changing,
    disks,
    guest,
    guest_packages,
    image_states,
    images,
    machine_changing,
    machine_extensions,
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
    machine_extensions.routes,
    boot_diagnostics.routes,
    disk_changing.routes,
    compute_nouns.routes,
    run_actions.routes,
)
ACTS: tuple[acting.Acts, ...] = (image_states.acts, capacity.acts, guest.acts, guest_packages.acts)

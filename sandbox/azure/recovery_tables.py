"""All routes and acts of Recovery Services, for the server's tables."""

from __future__ import annotations

from sandbox.azure import (
    fabrics,
    item_acts,
    keeping,
    process_server_acts,
    protected_items,
    reassociation,
    recovery,
    recovery_certificates,
    recovery_containers,
    recovery_events,
    recovery_jobs,
    recovery_lists,
    recovery_providers,
    resource_acts,
    switches,
    vaults,
)

ROUTES = (
    vaults.routes, recovery.routes, fabrics.routes, reassociation.routes,
    recovery_certificates.routes, recovery_providers.routes, recovery_containers.routes,
    protected_items.routes, recovery_jobs.routes, recovery_events.routes, recovery_lists.routes,
)  # fmt: skip
ACTS = (
    switches.acts, resource_acts.acts, process_server_acts.acts, item_acts.acts, keeping.acts,
)  # fmt: skip

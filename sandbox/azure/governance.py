"""Rights, locks, policy, providers, groups, tags and deployments: their tables, joined."""

from __future__ import annotations

from sandbox.azure import (
    deployments,
    groups,
    locks,
    marketplace,
    permissions,
    policies,
    providers,
    resources,
    roles,
    tags,
    template_export,
)

TABLES = (
    providers.routes, groups.routes, resources.routes, tags.routes, permissions.routes,
    roles.routes, locks.routes, policies.routes,
    marketplace.routes, deployments.routes, template_export.routes,
)  # fmt: skip
ACTS = (permissions.acts, roles.acts, locks.acts, policies.acts, providers.acts)

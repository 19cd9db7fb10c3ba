"""The tables of the watch; `schema` names them among the others."""

from __future__ import annotations

import sqlalchemy as sa

from workflow.store.tables import KEY_LENGTH, metadata
from workflow.store.types import Instant, JsonValue, Told

# Upgrades of whole fabrics that somebody wants to see through; `rows` as `commands` makes them.
upgrade_plans = sa.Table(
    "upgrade_plans",
    metadata,
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("fabric", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("channel", sa.String(64), nullable=False),
    sa.Column("rows", JsonValue, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("opened_at", Instant(), nullable=False),
    sa.Column("opened_by", sa.String(64), nullable=False),
    sa.Column("closed_at", Instant()),
)
sa.Index(
    "uq_upgrade_plans_open",
    upgrade_plans.c.fabric,
    unique=True,
    postgresql_where=upgrade_plans.c.closed_at.is_(None),
    sqlite_where=upgrade_plans.c.closed_at.is_(None),
)

findings = sa.Table(
    "findings",
    metadata,
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("scope", sa.Text, nullable=False),
    sa.Column("server", sa.Text, nullable=False),
    sa.Column("server_name", sa.Text, nullable=False),
    sa.Column("kind", sa.String(64), nullable=False),
    sa.Column("severity", sa.String(16), nullable=False),
    sa.Column("sentence", Told, nullable=False),
    sa.Column("evidence", JsonValue, nullable=False),
    sa.Column("channel", sa.String(64), nullable=False),
    sa.Column("first_seen", Instant(), nullable=False),
    sa.Column("last_seen", Instant(), nullable=False),
    sa.Column("resolved_at", Instant()),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("about", sa.Text, nullable=False, server_default=""),
    sa.Column("rule", sa.Text, nullable=False, server_default=""),
    sa.Column("source", sa.Text, nullable=False, server_default=""),
    sa.Column("state", sa.String(16), nullable=False, server_default="open"),
    sa.Column("snoozed_until", Instant()),
    sa.Column("decided_by", sa.String(64), nullable=False, server_default=""),
    sa.Column("reason", sa.Text, nullable=False, server_default=""),
    sa.Column("dismissed_about", sa.Text, nullable=False, server_default=""),
    sa.Column("operation_id", sa.String(40), nullable=False, server_default=""),
    sa.Column("flaps", sa.Integer, nullable=False, server_default="0"),
    sa.Column("post_key", sa.String(KEY_LENGTH), nullable=False, server_default=""),
    # The incident until whose end it is not told; empty: it is told.
    sa.Column("held_by", sa.String(40), nullable=False, server_default=""),
    sa.Index("ix_findings_post_key", "post_key"),
)
sa.Index(
    "uq_findings_open",
    findings.c.scope,
    findings.c.kind,
    findings.c.server,
    unique=True,
    postgresql_where=findings.c.resolved_at.is_(None),
    sqlite_where=findings.c.resolved_at.is_(None),
)

# What the watch remembers between looks: since when something has been as it is.
sightings = sa.Table(
    "sightings",
    metadata,
    sa.Column("key", sa.String(KEY_LENGTH), primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
    sa.Column("since", Instant(), nullable=False),
)

# Process servers as the last look that reached their vault saw them.
servers = sa.Table(
    "servers",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("vault", sa.Text, nullable=False),
    sa.Column("fabric", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("address", sa.String(64), nullable=False),
    sa.Column("version", sa.String(64), nullable=False),
    sa.Column("level", sa.String(16), nullable=False),
    sa.Column("health", sa.String(32), nullable=False),
    sa.Column("heartbeat", Instant()),
    sa.Column("certificate", Instant()),
    sa.Column("machines", sa.Integer),
    sa.Column("built_in", sa.Boolean, nullable=False),
    sa.Column("modernised", sa.Boolean, nullable=False),
    sa.Column("seen_at", Instant(), nullable=False),
    sa.Index("ix_servers_vault", "vault"),
)


# What the watch saw, hour by hour, for charts; the backlog in bytes by process server.
samples = sa.Table(
    "samples",
    metadata,
    sa.Column("vault", sa.Text, primary_key=True),
    sa.Column("at", Instant(), primary_key=True),
    sa.Column("servers", sa.Integer, nullable=False),
    sa.Column("healthy", sa.Integer, nullable=False),
    sa.Column("machines", sa.Integer),
    sa.Column("covered", sa.Integer),
    sa.Column("backlog", JsonValue, nullable=False),
    sa.Column("newest", JsonValue),
    sa.Index("ix_samples_at", "at"),
)

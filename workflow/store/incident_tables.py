"""The tables of incidents; `schema` names them among the others."""

from __future__ import annotations

import sqlalchemy as sa

from workflow.store.tables import KEY_LENGTH, metadata
from workflow.store.types import Instant, JsonValue, Serial

incidents = sa.Table(
    "incidents",
    metadata,
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("severity", sa.String(8), nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("channel", sa.String(64), nullable=False),
    # {"vaults": [id, …], "servers": [{"id", "name"}, …]}; both empty: everything.
    sa.Column("scope", JsonValue, nullable=False),
    # Its servers as the newest look saw them: `incident_rows.Seen`.
    sa.Column("seen", JsonValue, nullable=False),
    sa.Column("seen_at", Instant()),
    sa.Column("started_by", sa.String(64), nullable=False),
    sa.Column("started_at", Instant(), nullable=False),
    sa.Column("ended_by", sa.String(64), nullable=False, server_default=""),
    sa.Column("ended_at", Instant()),
    sa.Column("summary", sa.Text, nullable=False, server_default=""),
    sa.Column("asked_at", Instant()),  # when it was asked whether it still goes on
    sa.Index("ix_incidents_started_at", "started_at"),
)
sa.Index(
    "uq_incidents_open",
    incidents.c.channel,
    unique=True,
    postgresql_where=incidents.c.state == "open",
    sqlite_where=incidents.c.state == "open",
)

# The timeline: what happened, each event once. `source` is its place in the audit trail
# (chain:seq), `line` the key of the post that shows it; empty: it is seen in the channel anyway.
incident_entries = sa.Table(
    "incident_entries",
    metadata,
    sa.Column("n", Serial, primary_key=True),
    sa.Column(
        "incident_id",
        sa.String(40),
        sa.ForeignKey("incidents.id", ondelete="CASCADE"),
        nullable=False,
    ),
    sa.Column("source", sa.String(64), nullable=False),
    sa.Column("at", Instant(), nullable=False),
    sa.Column("kind", sa.String(48), nullable=False),
    sa.Column("actor", sa.String(64), nullable=False),
    sa.Column("operation_id", sa.String(40), nullable=False, server_default=""),
    sa.Column("finding_id", sa.String(40), nullable=False, server_default=""),
    sa.Column("detail", JsonValue, nullable=False),
    sa.Column("line", sa.String(KEY_LENGTH), nullable=False, server_default=""),
    sa.UniqueConstraint("incident_id", "source"),
    sa.Index("ix_incident_entries_line", "line"),
    sa.Index("ix_incident_entries_operation_id", "operation_id"),
    sqlite_autoincrement=True,
)

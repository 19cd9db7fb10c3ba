"""Incidents, their timelines, and which incident holds a finding back."""

import sqlalchemy as sa
from alembic import op

from workflow.store.types import Instant, JsonValue, Serial

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    held = sa.Column("held_by", sa.String(length=40), server_default="", nullable=False)
    op.add_column("findings", held)
    _incidents()
    _entries()


def _incidents() -> None:
    op.create_table(
        "incidents",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("severity", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("scope", JsonValue, nullable=False),
        sa.Column("seen", JsonValue, nullable=False),
        sa.Column("seen_at", Instant(), nullable=True),
        sa.Column("started_by", sa.String(length=64), nullable=False),
        sa.Column("started_at", Instant(), nullable=False),
        sa.Column("ended_by", sa.String(length=64), server_default="", nullable=False),
        sa.Column("ended_at", Instant(), nullable=True),
        sa.Column("summary", sa.Text(), server_default="", nullable=False),
        sa.Column("asked_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incidents")),
    )
    op.create_index("ix_incidents_started_at", "incidents", ["started_at"], unique=False)
    going_on = sa.text("state = 'open'")
    op.create_index(
        "uq_incidents_open",
        "incidents",
        ["channel"],
        unique=True,
        postgresql_where=going_on,
        sqlite_where=going_on,
    )


def _entries() -> None:
    op.create_table(
        "incident_entries",
        sa.Column("n", Serial, nullable=False),
        sa.Column("incident_id", sa.String(length=40), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("kind", sa.String(length=48), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("operation_id", sa.String(length=40), server_default="", nullable=False),
        sa.Column("finding_id", sa.String(length=40), server_default="", nullable=False),
        sa.Column("detail", JsonValue, nullable=False),
        sa.Column("line", sa.String(length=192), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"],
            ["incidents.id"],
            name=op.f("fk_incident_entries_incident_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("n", name=op.f("pk_incident_entries")),
        sa.UniqueConstraint(
            "incident_id", "source", name=op.f("uq_incident_entries_incident_id_source")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_incident_entries_line", "incident_entries", ["line"], unique=False)
    op.create_index(
        "ix_incident_entries_operation_id", "incident_entries", ["operation_id"], unique=False
    )

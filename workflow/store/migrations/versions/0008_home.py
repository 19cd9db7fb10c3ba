"""The Home tab: the servers that the last looks saw, and what each person is shown."""

import sqlalchemy as sa
from alembic import op

from workflow.store.types import Instant, JsonValue

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "servers",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("vault", sa.Text(), nullable=False),
        sa.Column("fabric", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("level", sa.String(length=16), nullable=False),
        sa.Column("health", sa.String(length=32), nullable=False),
        sa.Column("heartbeat", Instant(), nullable=True),
        sa.Column("certificate", Instant(), nullable=True),
        sa.Column("machines", sa.Integer(), nullable=True),
        sa.Column("built_in", sa.Boolean(), nullable=False),
        sa.Column("modernised", sa.Boolean(), nullable=False),
        sa.Column("seen_at", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_servers")),
    )
    op.create_index("ix_servers_vault", "servers", ["vault"], unique=False)
    op.create_table(
        "homes",
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column("choice", JsonValue, nullable=False),
        sa.Column("view_id", sa.String(length=64), server_default="", nullable=False),
        sa.Column("view_hash", sa.String(length=128), server_default="", nullable=False),
        sa.Column("shown", sa.String(length=64), server_default="", nullable=False),
        sa.Column("shown_at", Instant(), nullable=True),
        sa.Column("claimed_until", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("person", name=op.f("pk_homes")),
    )
    op.create_index("ix_homes_opened_at", "homes", ["opened_at"], unique=False)

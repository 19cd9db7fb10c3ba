"""Upgrades of whole fabrics that somebody wants to see through."""

import sqlalchemy as sa
from alembic import op

from workflow.store.types import Instant

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "upgrade_plans",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("fabric", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("channel", sa.String(length=64), nullable=False),
        sa.Column("rows", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("opened_at", Instant(), nullable=False),
        sa.Column("opened_by", sa.String(length=64), nullable=False),
        sa.Column("closed_at", Instant(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upgrade_plans")),
    )
    op.create_index(
        "uq_upgrade_plans_open",
        "upgrade_plans",
        ["fabric"],
        unique=True,
        postgresql_where=sa.text("closed_at IS NULL"),
        sqlite_where=sa.text("closed_at IS NULL"),
    )

"""What the watch saw, hour by hour, for charts."""

import sqlalchemy as sa
from alembic import op

from workflow.store.types import Instant

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "samples",
        sa.Column("vault", sa.Text(), nullable=False),
        sa.Column("at", Instant(), nullable=False),
        sa.Column("servers", sa.Integer(), nullable=False),
        sa.Column("healthy", sa.Integer(), nullable=False),
        sa.Column("machines", sa.Integer(), nullable=True),
        sa.Column("covered", sa.Integer(), nullable=True),
        sa.Column("backlog", sa.JSON(none_as_null=True), nullable=False),
        sa.PrimaryKeyConstraint("vault", "at", name=op.f("pk_samples")),
    )
    op.create_index("ix_samples_at", "samples", ["at"], unique=False)

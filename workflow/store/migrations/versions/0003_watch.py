"""The watch: a finding's state and rule, the message that shows it, and what looks remember."""

import sqlalchemy as sa
from alembic import op

from workflow.store.types import Instant

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    for name in ("about", "rule", "source", "reason", "dismissed_about"):
        op.add_column("findings", sa.Column(name, sa.Text(), server_default="", nullable=False))
    for name, length, default in (
        ("state", 16, "open"),
        ("decided_by", 64, ""),
        ("operation_id", 40, ""),
        ("post_key", 192, ""),
    ):
        column = sa.Column(name, sa.String(length), server_default=default, nullable=False)
        op.add_column("findings", column)
    op.add_column("findings", sa.Column("snoozed_until", Instant(), nullable=True))
    op.add_column("findings", sa.Column("flaps", sa.Integer(), server_default="0", nullable=False))
    op.execute("UPDATE findings SET post_key = 'prompt:' || id")
    op.execute("UPDATE findings SET state = 'resolved' WHERE resolved_at IS NOT NULL")
    op.create_index("ix_findings_post_key", "findings", ["post_key"], unique=False)
    op.create_table(
        "sightings",
        sa.Column("key", sa.String(length=192), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("since", Instant(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_sightings")),
    )

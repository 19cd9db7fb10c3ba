"""Of each hour the newest look as well as the worst: charts say how it is now."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("samples", sa.Column("newest", sa.JSON(none_as_null=True), nullable=True))

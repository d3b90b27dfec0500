"""A dismissal knows the place that it holds for; older ones hold wherever the words stand."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("dismissals", sa.Column("place", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("dismissals", "place")

"""Chat messages keep the passages of the library that they showed."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("messages", sa.Column("passages", sa.JSON(), nullable=False, server_default="[]"))


def downgrade() -> None:
    op.drop_column("messages", "passages")

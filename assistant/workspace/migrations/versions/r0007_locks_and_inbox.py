"""Sections keep the sentences that a person locked; reports the notes that wait to be sorted."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("sections", sa.Column("locks", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("reports", sa.Column("inbox", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("reports", "inbox")
    op.drop_column("sections", "locks")

"""Accounts, what is whose, and who did what."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "users",
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_users")),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("actor", sa.String(32), nullable=False),
        sa.Column("action", sa.String(32), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index(op.f("ix_audit_at"), "audit", ["at"])
    op.add_column("reports", sa.Column("owner", sa.String(32), nullable=False, server_default=""))
    op.add_column(
        "reports", sa.Column("shared", sa.Boolean(), nullable=False, server_default=sa.true())
    )
    op.add_column("messages", sa.Column("owner", sa.String(32), nullable=False, server_default=""))
    op.add_column("versions", sa.Column("author", sa.String(32), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("versions", "author")
    op.drop_column("messages", "owner")
    op.drop_column("reports", "shared")
    op.drop_column("reports", "owner")
    op.drop_table("audit")
    op.drop_table("users")

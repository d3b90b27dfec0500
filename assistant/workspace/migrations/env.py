"""Alembic's entry: runs on the connection that ``Database.upgrade`` passes."""

from alembic import context

from assistant.workspace.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,  # SQLite alters tables by copying them
)
with context.begin_transaction():
    context.run_migrations()

"""Alembic's entry: works on the connection that `migrate.to_head` opened under its lock."""

from alembic import context

from workflow.store.schema import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()

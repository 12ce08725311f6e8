"""Runs the migrations on the connection that `procflow.schema` hands over; it opens none."""

from alembic import context

from procflow import models

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=models.Base.metadata,
    render_as_batch=True,
    compare_type=True,
    compare_server_default=True,
)
with context.begin_transaction():
    context.run_migrations()

"""Alembic's entry: run the steps on the connection that :func:`data.store_engine.migrate` hands over."""

from alembic import context

from data.loop_tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()

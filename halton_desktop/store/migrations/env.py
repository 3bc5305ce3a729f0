"""What Alembic runs around each migration: the connection is handed in, already inside a transaction."""

from alembic import context

from halton_desktop.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=False,
)
context.run_migrations()

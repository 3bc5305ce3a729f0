"""Writes the body of a migration from the difference between the tables and the migrations so far.

Run by a developer: ``python -m tests.helpers.write_migration``; prints the upgrade and downgrade bodies.
"""

from __future__ import annotations

import sys

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext
from alembic.operations import ops
from sqlalchemy import create_engine
from sqlcipher3 import dbapi2

from halton_desktop.store.migrations import run
from halton_desktop.store.search import SHADOW_TABLES
from halton_desktop.store.tables import metadata


def main(up_to: str) -> None:
    """Print what is missing after revision ``up_to``."""
    with create_engine("sqlite://", module=dbapi2).connect() as connection:
        run(connection, up_to)
        context = MigrationContext.configure(
            connection,
            opts={
                "render_as_batch": True,
                "include_name": lambda name, kind, _parents: kind != "table" or name not in SHADOW_TABLES,
            },
        )
        script = produce_migrations(context, metadata)
        for part in (script.upgrade_ops, script.downgrade_ops):
            assert isinstance(part, ops.OpContainer)
            body = render_python_code(part, render_as_batch=True)
            sys.stdout.write(body.replace("halton_desktop.store.tables.naming.UtcTime()", "sa.DateTime()") + "\n\n")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "base")

"""The statement of intent, and corrections of an adopted edition on which nothing depends yet."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

ADOPTED = "an adopted edition never changes (4.1)"
TEXTS = ("clauses", "edition_policies")
NOT_CORRECTED = "NOT EXISTS (SELECT 1 FROM edition_corrections WHERE under_way AND edition_id = {edition})"


def upgrade() -> None:
    """Add them; the file still refuses every change of an adopted edition that is not a correction under way."""
    op.add_column("editions", sa.Column("intent", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "edition_corrections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("under_way", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["editions.id"], name=op.f("fk_edition_corrections_edition_id_editions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition_corrections")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_edition_corrections_edition_id"), "edition_corrections", ["edition_id"], unique=False)
    _drop_seals()
    _seal(NOT_CORRECTED)


def downgrade() -> None:
    """Remove them again."""
    _drop_seals()
    op.drop_index(op.f("ix_edition_corrections_edition_id"), table_name="edition_corrections")
    op.drop_table("edition_corrections")
    op.drop_column("editions", "intent")
    _seal("")


def _seal(unless: str) -> None:
    for action in ("UPDATE", "DELETE"):
        also = f" AND {unless.format(edition='OLD.id')}" if unless else ""
        op.execute(
            f"CREATE TRIGGER editions_no_{action.lower()} BEFORE {action} ON editions "
            f"WHEN OLD.adopted_on IS NOT NULL{also} BEGIN SELECT RAISE(ABORT, '{ADOPTED}'); END"
        )
    for table in TEXTS:
        for action in ("INSERT", "UPDATE", "DELETE"):
            row = "NEW" if action == "INSERT" else "OLD"
            also = f" AND {unless.format(edition=f'{row}.edition_id')}" if unless else ""
            op.execute(
                f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "  # noqa: S608 - own names
                f"WHEN (SELECT adopted_on FROM editions WHERE id = {row}.edition_id) IS NOT NULL{also} "
                f"BEGIN SELECT RAISE(ABORT, '{ADOPTED}'); END"
            )


def _drop_seals() -> None:
    for table in TEXTS:
        for action in ("insert", "update", "delete"):
            op.execute(f"DROP TRIGGER {table}_no_{action}")
    for action in ("update", "delete"):
        op.execute(f"DROP TRIGGER editions_no_{action}")

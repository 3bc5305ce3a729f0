"""References are drawn by lot and remembered for ever; those given before have another shape and cannot be drawn."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "given_references",
        sa.Column("reference", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("reference", name=op.f("pk_given_references")),
    )


def downgrade() -> None:
    """Remove it; the forms and letters keep their references."""
    op.drop_table("given_references")

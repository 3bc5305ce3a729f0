"""Words and evidence of a case can be left out of prints; what came to a closed case waits to be looked at."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Add the columns."""
    for table in ("incident_additions", "evidence"):
        op.add_column(table, sa.Column("struck_because", sa.Text(), nullable=False, server_default=""))
    op.add_column(
        "incident_additions", sa.Column("to_look_at", sa.Boolean(), nullable=False, server_default=sa.false())
    )


def downgrade() -> None:
    """Remove them again; everything is printed."""
    op.drop_column("incident_additions", "to_look_at")
    for table in ("incident_additions", "evidence"):
        op.drop_column(table, "struck_because")

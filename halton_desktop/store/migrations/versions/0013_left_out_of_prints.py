"""Words and evidence of a case can be left out of prints, with the reason."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Add the columns."""
    for table in ("incident_additions", "evidence"):
        op.add_column(table, sa.Column("struck_because", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    """Remove them again; everything is printed."""
    for table in ("incident_additions", "evidence"):
        op.drop_column(table, "struck_because")

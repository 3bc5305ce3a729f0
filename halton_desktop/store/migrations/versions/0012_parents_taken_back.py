"""Parents entered by mistake stay on file with the reason; a withdrawn case names nobody in lists."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Add the columns, and take the names out of what lists read of cases that were withdrawn before."""
    op.add_column("parents", sa.Column("withdrawn_on", sa.Date()))
    op.add_column("parents", sa.Column("withdrawn_by", sa.String(), nullable=False, server_default=""))
    op.add_column("parents", sa.Column("withdrawn_because", sa.Text(), nullable=False, server_default=""))
    op.execute("UPDATE incidents SET about = '', about_sort = '' WHERE state = 'withdrawn'")


def downgrade() -> None:
    """Remove them again; whoever was withdrawn is there again."""
    for column in ("withdrawn_because", "withdrawn_by", "withdrawn_on"):
        op.drop_column("parents", column)

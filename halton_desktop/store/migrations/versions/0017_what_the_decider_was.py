"""What whoever decided a ban was that day: its letters are signed so, whoever is headteacher when they are printed."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Add it; whoever decided under the present headteacher's name was the headteacher."""
    op.add_column("site_bans", sa.Column("decided_as", sa.String(), nullable=False, server_default=""))
    op.execute(
        "UPDATE site_bans SET decided_as = (SELECT headteacher_title FROM school) "
        "WHERE decided_by <> '' AND decided_by = (SELECT headteacher FROM school)"
    )


def downgrade() -> None:
    """Take it away again."""
    op.drop_column("site_bans", "decided_as")

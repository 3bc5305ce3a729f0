"""People named by mistake, and the days in the holidays on which the office is open."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Nobody is withdrawn yet, and nothing is known of the holidays."""
    op.add_column("incident_people", sa.Column("withdrawn_on", sa.Date()))
    op.add_column("incident_people", sa.Column("withdrawn_by", sa.String(), nullable=False, server_default=""))
    op.add_column("incident_people", sa.Column("withdrawn_because", sa.Text(), nullable=False, server_default=""))
    op.create_table(
        "school_office_days",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school_office_days")),
    )


def downgrade() -> None:
    """Take them away again; who was named by mistake then stands in the case as before."""
    op.drop_table("school_office_days")
    for column in ("withdrawn_because", "withdrawn_by", "withdrawn_on"):
        op.drop_column("incident_people", column)

"""Restrictions of cases to named people."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add them; every case there is stays open to everybody."""
    op.create_table(
        "case_restrictions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decider_id", sa.Integer(), nullable=True),
        sa.Column("decider_title", sa.String(), nullable=False),
        sa.Column("restricted_at", sa.DateTime(), nullable=False),
        sa.Column("restricted_by", sa.String(), nullable=False),
        sa.Column("lifted_at", sa.DateTime(), nullable=True),
        sa.Column("lifted_by", sa.String(), nullable=False),
        sa.Column("lifted_reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["decider_id"], ["users.id"], name=op.f("fk_case_restrictions_decider_id_users")),
        sa.ForeignKeyConstraint(
            ["incident_id"],
            ["incidents.id"],
            name=op.f("fk_case_restrictions_incident_id_incidents"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_restrictions")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_case_restrictions_incident_id"), "case_restrictions", ["incident_id"])
    op.create_table(
        "case_restriction_users",
        sa.Column("restriction_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["restriction_id"],
            ["case_restrictions.id"],
            name=op.f("fk_case_restriction_users_restriction_id_case_restrictions"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_case_restriction_users_user_id_users")),
        sa.PrimaryKeyConstraint("restriction_id", "user_id", name=op.f("pk_case_restriction_users")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    """Remove them: an older version shows every case to everybody."""
    op.drop_table("case_restriction_users")
    op.drop_table("case_restrictions")

"""Contact with whoever was affected or reported an incident is a step of its own kind."""

from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """What was a contact with somebody who did not do it is one with others."""
    op.execute(
        "UPDATE steps SET kind = 'contact with others' WHERE kind = 'contact' "
        "AND person_id IN (SELECT id FROM incident_people WHERE part <> 'did it')"
    )


def downgrade() -> None:
    """It is a contact again."""
    op.execute("UPDATE steps SET kind = 'contact' WHERE kind = 'contact with others'")

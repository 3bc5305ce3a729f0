"""A form keeps the day it first went out: until now each reminder wrote its own day over it."""

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Read the day from the form's own history, which nothing overwrote."""
    op.execute("""
        WITH first AS (
            SELECT form_id, min("on") AS day FROM form_events
            WHERE state = 'issued' AND undoes IS NULL
            AND id NOT IN (SELECT undoes FROM form_events WHERE undoes IS NOT NULL)
            GROUP BY form_id
        )
        UPDATE forms SET issued_on = (SELECT day FROM first WHERE form_id = forms.id)
        WHERE id IN (SELECT form_id FROM first)
    """)


def downgrade() -> None:
    """The day is right for an earlier version, too."""

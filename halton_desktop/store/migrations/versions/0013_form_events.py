"""Each sending of a form keeps its letter and the day it is wanted back, so that undoing it takes both back."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Find the letter of each event by the moment its printing was prepared or confirmed."""
    op.add_column("form_events", sa.Column("due_on", sa.Date()))
    named = "CONSTRAINT fk_form_events_letter_id_letters REFERENCES letters (id)"
    op.execute(f"ALTER TABLE form_events ADD COLUMN letter_id INTEGER {named}")
    op.execute("""
        UPDATE form_events SET letter_id = (
            SELECT letters.id FROM letters
            JOIN letter_batches ON letter_batches.id = letters.batch_id
            JOIN letter_parents ON letter_parents.letter_id = letters.id
            JOIN forms ON forms.parent_id = letter_parents.parent_id AND forms.edition_id = letter_batches.edition_id
            WHERE forms.id = form_events.form_id AND form_events.at = CASE form_events.state
                WHEN 'issued' THEN letter_batches.issued_at ELSE letter_batches.prepared_at END)
        WHERE undoes IS NULL AND state IN ('prepared', 'issued')
        AND form_id IN (SELECT id FROM forms WHERE kind = 'acknowledgement')
    """)
    op.execute("""
        UPDATE form_events SET due_on = (
            SELECT json_extract(letter_batches.common, '$.mailing.deadline') FROM letter_batches
            JOIN letters ON letters.batch_id = letter_batches.id WHERE letters.id = form_events.letter_id)
        WHERE state = 'issued' AND letter_id IS NOT NULL
    """)
    op.execute("""
        CREATE TEMPORARY TABLE counting AS SELECT * FROM form_events
        WHERE undoes IS NULL AND id NOT IN (SELECT undoes FROM form_events WHERE undoes IS NOT NULL)
    """)
    op.execute(
        "CREATE TEMPORARY TABLE last_sent AS SELECT form_id, max(id) AS id FROM counting "
        "WHERE state = 'issued' GROUP BY form_id"
    )
    op.execute("""
        UPDATE form_events SET
            due_on = COALESCE(due_on, (SELECT due_on FROM forms WHERE forms.id = form_id)),
            letter_id = COALESCE(letter_id, (SELECT letter_id FROM forms WHERE forms.id = form_id))
        WHERE id IN (SELECT id FROM last_sent)
    """)
    op.execute("""
        UPDATE forms SET
            issued_on = (SELECT min("on") FROM counting WHERE form_id = forms.id AND state = 'issued'),
            due_on = (SELECT due_on FROM form_events WHERE id = (SELECT id FROM last_sent WHERE form_id = forms.id)),
            letter_id = (SELECT letter_id FROM form_events WHERE form_id = forms.id AND letter_id IS NOT NULL
                AND id IN (SELECT id FROM counting) ORDER BY id DESC LIMIT 1)
    """)
    op.execute("DROP TABLE counting")
    op.execute("DROP TABLE last_sent")
    op.execute("""
        UPDATE forms SET state = 'not sent' WHERE state = 'prepared' AND id IN (
            SELECT form_id FROM form_events WHERE state = 'issued' AND undoes IS NULL)
    """)


def downgrade() -> None:
    """Remove them again; what was not sent is prepared."""
    op.execute("UPDATE forms SET state = 'prepared' WHERE state = 'not sent'")
    op.drop_column("form_events", "letter_id")
    op.drop_column("form_events", "due_on")

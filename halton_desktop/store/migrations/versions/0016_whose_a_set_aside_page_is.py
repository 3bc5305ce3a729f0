"""A page that was set aside is known by whose form it is, so that nobody sees it who may not open that form."""

from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    """Add the column (in place: a table made anew would take the pictures with it) and read it off what was said."""
    op.execute(
        "ALTER TABLE form_scans ADD COLUMN of_form_id INTEGER "
        "CONSTRAINT fk_form_scans_of_form_id_forms REFERENCES forms (id)"
    )
    op.create_index("ix_form_scans_of_form_id", "form_scans", ["of_form_id"])
    op.execute(
        "UPDATE form_scans SET of_form_id = (SELECT id FROM forms WHERE instr(form_scans.problem, forms.reference)) "
        "WHERE form_id IS NULL"
    )


def downgrade() -> None:
    """Remove it again."""
    op.drop_index("ix_form_scans_of_form_id", "form_scans")
    with op.batch_alter_table("form_scans") as batch:
        batch.drop_column("of_form_id")

"""The office, its people, the code, letters and forms."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

SEARCH_INDEX = (
    "CREATE VIRTUAL TABLE search_index USING fts5("
    "words, content='', contentless_delete=1, detail=none, prefix='1 2 3', tokenize='unicode61 remove_diacritics 0')"
)
FIT_PAGES = "INSERT INTO search_index(search_index, rank) VALUES ('pgsz', 3900)"
NO_CHANGE = (
    "CREATE TRIGGER audit_entries_stay BEFORE UPDATE ON audit_entries "
    "BEGIN SELECT RAISE(ABORT, 'an audit entry is never altered'); END"
)
NO_REMOVAL = (
    "CREATE TRIGGER audit_entries_remain BEFORE DELETE ON audit_entries "
    "BEGIN SELECT RAISE(ABORT, 'an audit entry is never removed'); END"
)


def upgrade() -> None:
    """All tables of the first edition of the office file."""
    op.create_table(
        "counters",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_counters")),
    )
    op.create_table(
        "editions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("adopted_on", sa.Date(), nullable=True),
        sa.Column("changes", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_editions")),
        sa.UniqueConstraint("number", name=op.f("uq_editions_number")),
    )
    op.create_table(
        "parents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("forename", sa.String(), nullable=False),
        sa.Column("surname", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("salutation", sa.String(), nullable=False),
        sa.Column("address_lines", sa.JSON(), nullable=False),
        sa.Column("postcode", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("mobile", sa.String(), nullable=False),
        sa.Column("home_phone", sa.String(), nullable=False),
        sa.Column("capacities", sa.JSON(), nullable=False),
        sa.Column("adheres", sa.Boolean(), nullable=False),
        sa.Column("do_not_write", sa.Boolean(), nullable=False),
        sa.Column("do_not_write_reason", sa.String(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("sort_name", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_parents")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_parents_sort_name", "parents", ["sort_name", "id"], unique=False)
    op.create_table(
        "pupils",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("forename", sa.String(), nullable=False),
        sa.Column("surname", sa.String(), nullable=False),
        sa.Column("year_group", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("date_of_birth", sa.Date(), nullable=True),
        sa.Column("school_number", sa.String(), nullable=False),
        sa.Column("upn", sa.String(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("sort_name", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pupils")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_pupils_sort_name", "pupils", ["sort_name", "id"], unique=False)
    op.create_table(
        "school",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("address_lines", sa.JSON(), nullable=False),
        sa.Column("postcode", sa.String(), nullable=False),
        sa.Column("telephone", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("website", sa.String(), nullable=False),
        sa.Column("headteacher", sa.String(), nullable=False),
        sa.Column("headteacher_title", sa.String(), nullable=False),
        sa.Column("logo", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("id = 1", name=op.f("ck_school_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school")),
    )
    op.create_table(
        "settings",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_settings")),
    )
    op.create_table(
        "users",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sign_in_name", sa.String(), nullable=False),
        sa.Column("folded_name", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("disabled_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("folded_name", name=op.f("uq_users_folded_name")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "audit_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("user_name", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("noun", sa.String(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("old", sa.Text(), nullable=False),
        sa.Column("new", sa.Text(), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_audit_entries_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entries")),
        sa.UniqueConstraint("hash", name=op.f("uq_audit_entries_hash")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_audit_entries_noun"), "audit_entries", ["noun"], unique=False)
    op.create_table(
        "clauses",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["editions.id"], name=op.f("fk_clauses_edition_id_editions"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("edition_id", "number", name=op.f("pk_clauses")),
    )
    op.create_table(
        "letter_batches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter", sa.String(), nullable=False),
        sa.Column("per", sa.String(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("common", sa.JSON(), nullable=False),
        sa.Column("logo", sa.LargeBinary(), nullable=True),
        sa.Column("prepared_at", sa.DateTime(), nullable=False),
        sa.Column("prepared_by", sa.Integer(), nullable=False),
        sa.Column("issued_at", sa.DateTime(), nullable=True),
        sa.Column("dropped_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_letter_batches_edition_id_editions")),
        sa.ForeignKeyConstraint(["prepared_by"], ["users.id"], name=op.f("fk_letter_batches_prepared_by_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_batches")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "ties",
        sa.Column("parent_id", sa.Integer(), nullable=False),
        sa.Column("pupil_id", sa.Integer(), nullable=False),
        sa.Column("relationship", sa.String(), nullable=False),
        sa.Column("parental_responsibility", sa.Boolean(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("court_order", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["parents.id"], name=op.f("fk_ties_parent_id_parents"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupils.id"], name=op.f("fk_ties_pupil_id_pupils"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("parent_id", "pupil_id", name=op.f("pk_ties")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_ties_pupil_id"), "ties", ["pupil_id"], unique=False)
    op.create_table(
        "letters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("addressee", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["letter_batches.id"], name=op.f("fk_letters_batch_id_letter_batches"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letters")),
        sa.UniqueConstraint("reference", name=op.f("uq_letters_reference")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_letters_batch_id"), "letters", ["batch_id"], unique=False)
    op.create_table(
        "forms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("standing_on", sa.Date(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("parent_name", sa.String(), nullable=False),
        sa.Column("sort_name", sa.String(), nullable=False),
        sa.Column("address", sa.JSON(), nullable=False),
        sa.Column("children", sa.JSON(), nullable=False),
        sa.Column("year_groups", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_forms_edition_id_editions")),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_forms_letter_id_letters")),
        sa.ForeignKeyConstraint(["parent_id"], ["parents.id"], name=op.f("fk_forms_parent_id_parents")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forms")),
        sa.UniqueConstraint("reference", name=op.f("uq_forms_reference")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_forms_parent_id_kind_edition_id", "forms", ["parent_id", "kind", "edition_id"], unique=False)
    op.create_index("ix_forms_state_sort_name", "forms", ["state", "sort_name", "id"], unique=False)
    op.create_table(
        "letter_parents",
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["letters.id"], name=op.f("fk_letter_parents_letter_id_letters"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["parents.id"], name=op.f("fk_letter_parents_parent_id_parents")),
        sa.PrimaryKeyConstraint("letter_id", "parent_id", name=op.f("pk_letter_parents")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_letter_parents_parent_id"), "letter_parents", ["parent_id"], unique=False)
    op.create_table(
        "form_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("form_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("how", sa.String(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["form_id"], ["forms.id"], name=op.f("fk_form_events_form_id_forms"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["undoes"], ["form_events.id"], name=op.f("fk_form_events_undoes_form_events")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_form_events_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_events")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_form_events_form_id"), "form_events", ["form_id"], unique=False)
    op.execute(SEARCH_INDEX)
    op.execute(FIT_PAGES)
    op.execute(NO_CHANGE)
    op.execute(NO_REMOVAL)


def downgrade() -> None:
    """Back to an empty file."""
    op.execute("DROP TABLE search_index")
    op.drop_index(op.f("ix_form_events_form_id"), table_name="form_events")
    op.drop_table("form_events")
    op.drop_index(op.f("ix_letter_parents_parent_id"), table_name="letter_parents")
    op.drop_table("letter_parents")
    op.drop_index("ix_forms_state_sort_name", table_name="forms")
    op.drop_index("ix_forms_parent_id_kind_edition_id", table_name="forms")
    op.drop_table("forms")
    op.drop_index(op.f("ix_letters_batch_id"), table_name="letters")
    op.drop_table("letters")
    op.drop_index(op.f("ix_ties_pupil_id"), table_name="ties")
    op.drop_table("ties")
    op.drop_table("letter_batches")
    op.drop_table("clauses")
    op.drop_index(op.f("ix_audit_entries_noun"), table_name="audit_entries")
    op.drop_table("audit_entries")
    op.drop_table("users")
    op.drop_table("settings")
    op.drop_table("school")
    op.drop_index("ix_pupils_sort_name", table_name="pupils")
    op.drop_table("pupils")
    op.drop_index("ix_parents_sort_name", table_name="parents")
    op.drop_table("parents")
    op.drop_table("editions")
    op.drop_table("counters")

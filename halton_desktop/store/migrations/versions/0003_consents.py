"""Consents and sealed messages."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

NO_CHANGE = (
    "CREATE TRIGGER message_viewings_stay BEFORE UPDATE ON message_viewings "
    "BEGIN SELECT RAISE(ABORT, 'a viewing is never altered'); END"
)
NO_REMOVAL = (
    "CREATE TRIGGER message_viewings_remain BEFORE DELETE ON message_viewings "
    "BEGIN SELECT RAISE(ABORT, 'a viewing is never removed'); END"
)


def upgrade() -> None:
    """Add consents, the keys of sealed messages, the record of viewings, and scans of signed paper."""
    op.create_table(
        "message_keys",
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("public", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("used", sa.Boolean(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("generation", name=op.f("pk_message_keys")),
    )
    op.create_table(
        "message_key_wraps",
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("personal_public", sa.LargeBinary(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("admitted_at", sa.DateTime(), nullable=False),
        sa.Column("admitted_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["generation"], ["message_keys.generation"], name=op.f("fk_message_key_wraps_generation_message_keys")
        ),
        sa.PrimaryKeyConstraint("generation", "user_id", name=op.f("pk_message_key_wraps")),
    )
    op.create_table(
        "sealed_items",
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("chat", sa.String(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("from_parent_id", sa.Integer(), nullable=True),
        sa.Column("described_at", sa.DateTime(), nullable=False),
        sa.Column("described_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_sealed_items_evidence_id_evidence"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["from_parent_id"], ["parents.id"], name=op.f("fk_sealed_items_from_parent_id_parents")
        ),
        sa.PrimaryKeyConstraint("evidence_id", name=op.f("pk_sealed_items")),
    )
    op.create_table(
        "consents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("form_id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("chat", sa.String(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("copies_kept", sa.Boolean(), nullable=False),
        sa.Column("viewers", sa.String(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("countersigned_on", sa.Date(), nullable=True),
        sa.Column("countersigned_by", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["form_id"], ["forms.id"], name=op.f("fk_consents_form_id_forms"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name=op.f("fk_consents_incident_id_incidents")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
        sa.UniqueConstraint("form_id", name=op.f("uq_consents_form_id")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("consents", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consents_incident_id"), ["incident_id"], unique=False)
    op.create_table(
        "form_scans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("form_id", sa.Integer(), nullable=True),
        sa.Column("stack", sa.String(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("problem", sa.String(), nullable=False),
        sa.Column("arrived_at", sa.DateTime(), nullable=False),
        sa.Column("arrived_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["form_id"], ["forms.id"], name=op.f("fk_form_scans_form_id_forms")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_scans")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("form_scans", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_form_scans_form_id"), ["form_id"], unique=False)
        batch_op.create_index("ix_form_scans_sha256", ["sha256"], unique=False)
    op.create_table(
        "form_scan_chunks",
        sa.Column("scan_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["scan_id"], ["form_scans.id"], name=op.f("fk_form_scan_chunks_scan_id_form_scans"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("scan_id", "position", name=op.f("pk_form_scan_chunks")),
    )
    op.create_table(
        "message_viewings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("consent_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("user_name", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["consent_id"], ["consents.id"], name=op.f("fk_message_viewings_consent_id_consents")),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_message_viewings_evidence_id_evidence")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_message_viewings_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_viewings")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("message_viewings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_message_viewings_consent_id"), ["consent_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_message_viewings_evidence_id"), ["evidence_id"], unique=False)
    op.create_index("ix_forms_sort_name", "forms", ["sort_name", "id"])
    op.create_index("ix_forms_due_on", "forms", ["due_on", "sort_name", "id"])
    op.create_index("ix_forms_issued_on", "forms", ["issued_on", "sort_name", "id"])
    op.execute(NO_CHANGE)
    op.execute(NO_REMOVAL)


def downgrade() -> None:
    """Remove them again."""
    op.execute("DROP TRIGGER message_viewings_remain")
    op.execute("DROP TRIGGER message_viewings_stay")
    op.drop_index("ix_forms_issued_on", "forms")
    op.drop_index("ix_forms_due_on", "forms")
    op.drop_index("ix_forms_sort_name", "forms")
    with op.batch_alter_table("message_viewings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_message_viewings_evidence_id"))
        batch_op.drop_index(batch_op.f("ix_message_viewings_consent_id"))
    op.drop_table("message_viewings")
    op.drop_table("form_scan_chunks")
    with op.batch_alter_table("form_scans", schema=None) as batch_op:
        batch_op.drop_index("ix_form_scans_sha256")
        batch_op.drop_index(batch_op.f("ix_form_scans_form_id"))
    op.drop_table("form_scans")
    with op.batch_alter_table("consents", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_consents_incident_id"))
    op.drop_table("consents")
    op.drop_table("sealed_items")
    op.drop_table("message_key_wraps")
    op.drop_table("message_keys")

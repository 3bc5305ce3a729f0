"""Incidents, evidence, steps and site bans."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the tables of a case."""
    op.create_table(
        "school_closures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school_closures")),
    )
    op.create_table(
        "school_terms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_school_terms")),
    )
    op.create_table(
        "incident_drafts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_incident_drafts_user_id_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_drafts")),
        sa.UniqueConstraint("user_id", name=op.f("uq_incident_drafts_user_id")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "incidents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("happened_time", sa.Time(), nullable=True),
        sa.Column("reported_on", sa.Date(), nullable=False),
        sa.Column("platform", sa.String(), nullable=False),
        sa.Column("other_platform", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("is_group_chat", sa.Boolean(), nullable=False),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("clauses", sa.JSON(), nullable=False),
        sa.Column("legal", sa.JSON(), nullable=False),
        sa.Column("special_category", sa.String(), nullable=False),
        sa.Column("internal", sa.Text(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("waiting_for", sa.String(), nullable=False),
        sa.Column("handler_id", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("outcome_reason", sa.Text(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("about_sort", sa.String(), nullable=False),
        sa.Column("first_clause", sa.String(), nullable=False),
        sa.Column("clause_bits", sa.Integer(), nullable=False),
        sa.Column("flag_bits", sa.Integer(), nullable=False),
        sa.Column("next_step", sa.String(), nullable=True),
        sa.Column("next_due_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["handler_id"], ["users.id"], name=op.f("fk_incidents_handler_id_users")),
        sa.ForeignKeyConstraint(["recorded_by"], ["users.id"], name=op.f("fk_incidents_recorded_by_users")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incidents")),
        sa.UniqueConstraint("reference", name=op.f("uq_incidents_reference")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("incidents", schema=None) as batch_op:
        batch_op.create_index(
            "ix_incidents_by_about",
            [
                "about_sort",
                "id",
                "state",
                "platform",
                "handler_id",
                "clause_bits",
                "flag_bits",
                "reported_on",
                "next_due_on",
            ],
            unique=False,
        )
        batch_op.create_index(
            "ix_incidents_by_clause",
            [
                "first_clause",
                "reported_on",
                "id",
                "state",
                "platform",
                "handler_id",
                "clause_bits",
                "flag_bits",
                "next_due_on",
            ],
            unique=False,
        )
        batch_op.create_index(
            "ix_incidents_by_due",
            ["next_due_on", "reported_on", "id", "state", "platform", "handler_id", "clause_bits", "flag_bits"],
            unique=False,
        )
        batch_op.create_index(
            "ix_incidents_by_handler",
            ["handler_id", "reported_on", "id", "state", "platform", "clause_bits", "flag_bits", "next_due_on"],
            unique=False,
        )
        batch_op.create_index(
            "ix_incidents_by_happened",
            [
                "happened_on",
                "id",
                "state",
                "platform",
                "handler_id",
                "clause_bits",
                "flag_bits",
                "reported_on",
                "next_due_on",
            ],
            unique=False,
        )
        batch_op.create_index(
            "ix_incidents_by_platform",
            ["platform", "reported_on", "id", "state", "handler_id", "clause_bits", "flag_bits", "next_due_on"],
            unique=False,
        )
        batch_op.create_index(
            "ix_incidents_by_reference",
            [
                "reference",
                "id",
                "state",
                "platform",
                "handler_id",
                "clause_bits",
                "flag_bits",
                "reported_on",
                "next_due_on",
            ],
            unique=False,
        )
        batch_op.create_index(
            "ix_incidents_by_reported",
            ["reported_on", "id", "state", "platform", "handler_id", "clause_bits", "flag_bits", "next_due_on"],
            unique=False,
        )
        batch_op.create_index(
            "ix_incidents_by_state",
            ["state", "reported_on", "id", "platform", "handler_id", "clause_bits", "flag_bits", "next_due_on"],
            unique=False,
        )
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=True),
        sa.Column("draft_id", sa.Integer(), nullable=True),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("captured_on", sa.Date(), nullable=True),
        sa.Column("captured_by", sa.String(), nullable=False),
        sa.Column("captured_from", sa.String(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("thumbnail", sa.LargeBinary(), nullable=True),
        sa.Column("arrived_at", sa.DateTime(), nullable=False),
        sa.Column("arrived_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["incident_drafts.id"], name=op.f("fk_evidence_draft_id_incident_drafts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incidents.id"], name=op.f("fk_evidence_incident_id_incidents"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evidence_draft_id"), ["draft_id"], unique=False)
        batch_op.create_index("ix_evidence_incident_id_number", ["incident_id", "number"], unique=False)
        batch_op.create_index(batch_op.f("ix_evidence_sha256"), ["sha256"], unique=False)
    op.create_table(
        "incident_additions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("whose", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"],
            ["incidents.id"],
            name=op.f("fk_incident_additions_incident_id_incidents"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_additions")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("incident_additions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_incident_additions_incident_id"), ["incident_id"], unique=False)
    op.create_table(
        "incident_flags",
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("flag", sa.String(), nullable=False),
        sa.Column("assessed_by", sa.String(), nullable=False),
        sa.Column("assessed_on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incidents.id"], name=op.f("fk_incident_flags_incident_id_incidents"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("incident_id", "flag", name=op.f("pk_incident_flags")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "incident_links",
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["first_id"], ["incidents.id"], name=op.f("fk_incident_links_first_id_incidents"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["second_id"], ["incidents.id"], name=op.f("fk_incident_links_second_id_incidents"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("first_id", "second_id", name=op.f("pk_incident_links")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("incident_links", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_incident_links_second_id"), ["second_id"], unique=False)
    op.create_table(
        "incident_people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("pupil_id", sa.Integer(), nullable=True),
        sa.Column("alias", sa.String(), nullable=False),
        sa.Column("capacities", sa.JSON(), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=True),
        sa.Column("identified_on", sa.Date(), nullable=True),
        sa.Column("identified_grounds", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_incident_people_edition_id_editions")),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incidents.id"], name=op.f("fk_incident_people_incident_id_incidents"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["parents.id"], name=op.f("fk_incident_people_parent_id_parents")),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupils.id"], name=op.f("fk_incident_people_pupil_id_pupils")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_people")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("incident_people", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_incident_people_incident_id"), ["incident_id"], unique=False)
        batch_op.create_index("ix_incident_people_parent_id_incident_id", ["parent_id", "incident_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_incident_people_pupil_id"), ["pupil_id"], unique=False)
    op.create_table(
        "evidence_chunks",
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("sealed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_evidence_chunks_evidence_id_evidence"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("evidence_id", "position", name=op.f("pk_evidence_chunks")),
    )
    op.create_table(
        "evidence_custody",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("evidence_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_evidence_custody_evidence_id_evidence"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence_custody")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("evidence_custody", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_evidence_custody_evidence_id"), ["evidence_id"], unique=False)
    op.create_table(
        "steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("cancelled_reason", sa.Text(), nullable=False),
        sa.Column("planned_at", sa.DateTime(), nullable=False),
        sa.Column("planned_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incidents.id"], name=op.f("fk_steps_incident_id_incidents"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name=op.f("fk_steps_owner_id_users")),
        sa.ForeignKeyConstraint(["person_id"], ["incident_people.id"], name=op.f("fk_steps_person_id_incident_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_steps")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("steps", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_steps_incident_id"), ["incident_id"], unique=False)
        batch_op.create_index("ix_steps_state_due_on", ["state", "due_on"], unique=False)
    op.create_table(
        "site_bans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("step_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("risk_on_premises", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("representations_by", sa.Date(), nullable=True),
        sa.Column("representations", sa.Text(), nullable=False),
        sa.Column("representations_on", sa.Date(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("collection", sa.Text(), nullable=False),
        sa.Column("meetings", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["incident_id"], ["incidents.id"], name=op.f("fk_site_bans_incident_id_incidents")),
        sa.ForeignKeyConstraint(["parent_id"], ["parents.id"], name=op.f("fk_site_bans_parent_id_parents")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["incident_people.id"], name=op.f("fk_site_bans_person_id_incident_people")
        ),
        sa.ForeignKeyConstraint(["step_id"], ["steps.id"], name=op.f("fk_site_bans_step_id_steps")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site_bans")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("site_bans", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_site_bans_incident_id"), ["incident_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_site_bans_parent_id"), ["parent_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_site_bans_state"), ["state"], unique=False)
    op.create_table(
        "incident_letters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=True),
        sa.Column("ban_id", sa.Integer(), nullable=True),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("letter", sa.String(), nullable=False),
        sa.Column("addressee", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        sa.Column("prepared_at", sa.DateTime(), nullable=False),
        sa.Column("prepared_by", sa.String(), nullable=False),
        sa.Column("issued_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["ban_id"], ["site_bans.id"], name=op.f("fk_incident_letters_ban_id_site_bans")),
        sa.ForeignKeyConstraint(
            ["incident_id"],
            ["incidents.id"],
            name=op.f("fk_incident_letters_incident_id_incidents"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["parent_id"], ["parents.id"], name=op.f("fk_incident_letters_parent_id_parents")),
        sa.ForeignKeyConstraint(["step_id"], ["steps.id"], name=op.f("fk_incident_letters_step_id_steps")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_letters")),
        sa.UniqueConstraint("reference", name=op.f("uq_incident_letters_reference")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("incident_letters", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_incident_letters_incident_id"), ["incident_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_incident_letters_parent_id"), ["parent_id"], unique=False)
    op.create_table(
        "site_ban_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ban_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ban_id"], ["site_bans.id"], name=op.f("fk_site_ban_events_ban_id_site_bans"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site_ban_events")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("site_ban_events", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_site_ban_events_ban_id"), ["ban_id"], unique=False)


def downgrade() -> None:
    """Remove them with everything in them."""
    with op.batch_alter_table("site_ban_events", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_site_ban_events_ban_id"))
    op.drop_table("site_ban_events")
    with op.batch_alter_table("incident_letters", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_incident_letters_parent_id"))
        batch_op.drop_index(batch_op.f("ix_incident_letters_incident_id"))
    op.drop_table("incident_letters")
    with op.batch_alter_table("site_bans", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_site_bans_state"))
        batch_op.drop_index(batch_op.f("ix_site_bans_parent_id"))
        batch_op.drop_index(batch_op.f("ix_site_bans_incident_id"))
    op.drop_table("site_bans")
    with op.batch_alter_table("steps", schema=None) as batch_op:
        batch_op.drop_index("ix_steps_state_due_on")
        batch_op.drop_index(batch_op.f("ix_steps_incident_id"))
    op.drop_table("steps")
    with op.batch_alter_table("evidence_custody", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_evidence_custody_evidence_id"))
    op.drop_table("evidence_custody")
    op.drop_table("evidence_chunks")
    with op.batch_alter_table("incident_people", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_incident_people_pupil_id"))
        batch_op.drop_index("ix_incident_people_parent_id_incident_id")
        batch_op.drop_index(batch_op.f("ix_incident_people_incident_id"))
    op.drop_table("incident_people")
    with op.batch_alter_table("incident_links", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_incident_links_second_id"))
    op.drop_table("incident_links")
    op.drop_table("incident_flags")
    with op.batch_alter_table("incident_additions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_incident_additions_incident_id"))
    op.drop_table("incident_additions")
    with op.batch_alter_table("evidence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_evidence_sha256"))
        batch_op.drop_index("ix_evidence_incident_id_number")
        batch_op.drop_index(batch_op.f("ix_evidence_draft_id"))
    op.drop_table("evidence")
    with op.batch_alter_table("incidents", schema=None) as batch_op:
        batch_op.drop_index("ix_incidents_by_state")
        batch_op.drop_index("ix_incidents_by_reported")
        batch_op.drop_index("ix_incidents_by_reference")
        batch_op.drop_index("ix_incidents_by_platform")
        batch_op.drop_index("ix_incidents_by_happened")
        batch_op.drop_index("ix_incidents_by_handler")
        batch_op.drop_index("ix_incidents_by_due")
        batch_op.drop_index("ix_incidents_by_clause")
        batch_op.drop_index("ix_incidents_by_about")
    op.drop_table("incidents")
    op.drop_table("incident_drafts")
    op.drop_table("school_terms")
    op.drop_table("school_closures")

"""Reviews of the code, telling everyone, papers, and the association's returns."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

ADOPTED = "an adopted edition never changes (4.1)"
TEXTS = ("clauses", "edition_policies")


def upgrade() -> None:
    """Add them, and let the file itself refuse a change of an adopted edition."""
    op.create_table(
        "association_returns",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("school", sa.String(), nullable=False),
        sa.Column("school_year", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("imported_at", sa.DateTime(), nullable=False),
        sa.Column("imported_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_association_returns")),
        sa.UniqueConstraint("school", "school_year", name=op.f("uq_association_returns_school_school_year")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "association_schools",
        sa.Column("school", sa.String(), nullable=False),
        sa.Column("public", sa.LargeBinary(), nullable=False),
        sa.Column("compared", sa.Boolean(), nullable=False),
        sa.Column("pinned_at", sa.DateTime(), nullable=False),
        sa.Column("pinned_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("school", name=op.f("pk_association_schools")),
    )
    op.create_table(
        "signing_keys",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("private", sa.LargeBinary(), nullable=False),
        sa.Column("public", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signing_keys")),
    )
    op.create_table(
        "edition_policies",
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["editions.id"], name=op.f("fk_edition_policies_edition_id_editions"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("edition_id", "position", name=op.f("pk_edition_policies")),
    )
    op.create_table(
        "reviews",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("figures_from", sa.Date(), nullable=True),
        sa.Column("figures_to", sa.Date(), nullable=True),
        sa.Column("figures", sa.JSON(), nullable=True),
        sa.Column("participants", sa.JSON(), nullable=False),
        sa.Column("considered", sa.Text(), nullable=False),
        sa.Column("decisions", sa.JSON(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("new_edition_id", sa.Integer(), nullable=True),
        sa.Column("next_due_on", sa.Date(), nullable=True),
        sa.Column("page", sa.String(), nullable=False),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.Column("finished_by", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_reviews_edition_id_editions")),
        sa.ForeignKeyConstraint(["new_edition_id"], ["editions.id"], name=op.f("fk_reviews_new_edition_id_editions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "tellings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.Column("how_many", sa.Integer(), nullable=True),
        sa.Column("out_of", sa.Integer(), nullable=True),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("taken_back", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_tellings_edition_id_editions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tellings")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("tellings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tellings_edition_id"), ["edition_id"], unique=False)
    op.create_table(
        "papers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=True),
        sa.Column("telling_id", sa.Integer(), nullable=True),
        sa.Column("review_id", sa.Integer(), nullable=True),
        sa.Column("file_name", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("arrived_at", sa.DateTime(), nullable=False),
        sa.Column("arrived_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_papers_edition_id_editions")),
        sa.ForeignKeyConstraint(["review_id"], ["reviews.id"], name=op.f("fk_papers_review_id_reviews")),
        sa.ForeignKeyConstraint(["telling_id"], ["tellings.id"], name=op.f("fk_papers_telling_id_tellings")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_papers")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("papers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_papers_edition_id"), ["edition_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_papers_review_id"), ["review_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_papers_telling_id"), ["telling_id"], unique=False)
    op.create_table(
        "paper_chunks",
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["paper_id"], ["papers.id"], name=op.f("fk_paper_chunks_paper_id_papers"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("paper_id", "position", name=op.f("pk_paper_chunks")),
    )

    for action in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER editions_no_{action.lower()} BEFORE {action} ON editions "
            f"WHEN OLD.adopted_on IS NOT NULL BEGIN SELECT RAISE(ABORT, '{ADOPTED}'); END"
        )
    for table in TEXTS:
        for action in ("INSERT", "UPDATE", "DELETE"):
            row = "NEW" if action == "INSERT" else "OLD"
            op.execute(
                f"CREATE TRIGGER {table}_no_{action.lower()} BEFORE {action} ON {table} "  # noqa: S608 - own names
                f"WHEN (SELECT adopted_on FROM editions WHERE id = {row}.edition_id) IS NOT NULL "
                f"BEGIN SELECT RAISE(ABORT, '{ADOPTED}'); END"
            )


def downgrade() -> None:
    """Remove them again."""
    for table in TEXTS:
        for action in ("insert", "update", "delete"):
            op.execute(f"DROP TRIGGER {table}_no_{action}")
    for action in ("update", "delete"):
        op.execute(f"DROP TRIGGER editions_no_{action}")
    op.drop_table("paper_chunks")
    with op.batch_alter_table("papers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_papers_telling_id"))
        batch_op.drop_index(batch_op.f("ix_papers_review_id"))
        batch_op.drop_index(batch_op.f("ix_papers_edition_id"))
    op.drop_table("papers")
    with op.batch_alter_table("tellings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tellings_edition_id"))
    op.drop_table("tellings")
    op.drop_table("reviews")
    op.drop_table("edition_policies")
    op.drop_table("signing_keys")
    op.drop_table("association_schools")
    op.drop_table("association_returns")

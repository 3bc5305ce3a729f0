"""Who did a step, or said that it was not needed: until now it was whoever looked after the case."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

ENDINGS = ("step done", "step taken", "step cancelled")


def upgrade() -> None:
    """Add it, from the history; where that does not say, it was whoever was to see to it, or who planned it."""
    op.add_column("steps", sa.Column("done_by", sa.String(), nullable=False, server_default=""))
    connection = op.get_bind()
    query = sa.text("SELECT id, incident_id, kind, owner_id, planned_by FROM steps WHERE state <> 'planned'")
    users = {row.id: row.name for row in connection.execute(sa.text("SELECT id, name FROM users"))}
    for step in connection.execute(query).all():
        by = _told(connection, step) or users.get(step.owner_id, "") or step.planned_by
        connection.execute(sa.text("UPDATE steps SET done_by = :by WHERE id = :id"), {"by": by, "id": step.id})


def downgrade() -> None:
    """Take it away again; the history still tells."""
    op.drop_column("steps", "done_by")


def _told(connection: sa.Connection, step: sa.Row[tuple[object, ...]]) -> str:
    """The last who ended it; one that ended with its author identified or its ban decided has no entry of its own."""
    ended = sa.text(
        "SELECT user_name FROM audit_entries WHERE noun = 'step' AND record_id = :id AND action IN :endings "
        "ORDER BY id DESC LIMIT 1"
    ).bindparams(sa.bindparam("endings", ENDINGS, expanding=True))
    by = connection.execute(ended, {"id": step.id}).scalar()
    if by is None and step.kind == "identify author":
        identified = sa.text(
            "SELECT DISTINCT user_name FROM audit_entries WHERE action = 'author identified' AND record_id = :id"
        )
        found = connection.execute(identified, {"id": step.incident_id}).scalars().all()
        by = found[0] if len(found) == 1 else None
    if by is None and step.kind == "site ban":
        by = connection.execute(
            sa.text("SELECT decided_by FROM site_bans WHERE step_id = :id"), {"id": step.id}
        ).scalar()
    return str(by or "")

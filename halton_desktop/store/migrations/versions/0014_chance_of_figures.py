"""A chance of the file's own: which of two equal counts is hidden with a small one follows no rule anybody knows."""

from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Draw it once; it stays, so that the same figures always hide the same counts."""
    op.execute("""
        INSERT INTO settings (name, value) VALUES ('chance of figures', '"' || lower(hex(randomblob(16))) || '"')
    """)


def downgrade() -> None:
    """Forget it."""
    op.execute("DELETE FROM settings WHERE name = 'chance of figures'")

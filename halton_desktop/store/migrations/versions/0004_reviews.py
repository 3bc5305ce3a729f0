"""Reviews and telling everyone."""

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Reviews and telling everyone."""


def downgrade() -> None:
    """Undo it."""

"""Consents and sealed messages."""

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Consents and sealed messages."""


def downgrade() -> None:
    """Undo it."""

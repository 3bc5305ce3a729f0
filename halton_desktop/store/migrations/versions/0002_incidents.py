"""Incidents, evidence, steps and site bans."""

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Incidents, evidence, steps and site bans."""


def downgrade() -> None:
    """Undo it."""

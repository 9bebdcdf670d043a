"""Codes with which workers see their own declarations."""

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Nothing yet."""

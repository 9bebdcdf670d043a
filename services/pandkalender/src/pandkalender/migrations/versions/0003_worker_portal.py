"""Workers without an account, and lists that leave the calendar."""

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Nothing yet."""

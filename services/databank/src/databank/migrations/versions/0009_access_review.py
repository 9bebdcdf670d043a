"""Looking at who looked, and opening what is closed in an emergency."""

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Nothing yet."""

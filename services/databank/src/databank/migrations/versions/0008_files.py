"""Search, and the files of persons and establishments."""

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Nothing yet."""

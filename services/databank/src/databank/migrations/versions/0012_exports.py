"""Lists that leave the databank, with their watermark and approval."""

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Nothing yet."""

"""Claims with all that the matcher compares, and what the matcher learned."""

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    pass

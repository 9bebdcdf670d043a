"""The three older databases: import runs, their rows, rejects and lineage."""

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    pass

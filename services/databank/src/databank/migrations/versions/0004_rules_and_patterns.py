"""Rules for branch shifts by branch pair and stage, and the further patterns."""

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    pass

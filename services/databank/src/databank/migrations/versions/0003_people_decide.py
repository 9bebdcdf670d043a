"""People's verdicts on who is who: links, merges, splits, the blind sample."""

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    pass

"""The day on which a service was last reminded of an advice."""

from alembic import op

revision = "0042"
down_revision = "0041"


def upgrade() -> None:
    op.execute("ALTER TABLE advice ADD COLUMN reminded_on date")

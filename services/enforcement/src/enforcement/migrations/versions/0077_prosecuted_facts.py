"""The day on which the prosecutor said of a fact that he prosecutes it."""

from alembic import op

revision = "0077"
down_revision = "0076"


def upgrade() -> None:
    op.execute("ALTER TABLE finding ADD COLUMN prosecuted_on date")

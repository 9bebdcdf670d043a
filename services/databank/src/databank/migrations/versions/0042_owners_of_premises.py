"""The owner of premises, as the city names it, so that a signal can say whose room it is about."""

from alembic import op

revision = "0042"
down_revision = "0041"


def upgrade() -> None:
    op.execute("ALTER TABLE establishment ADD COLUMN owner varchar")

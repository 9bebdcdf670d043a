"""A measure of the mayor is about any branch of the city's list, which is data."""

from alembic import op

revision = "0050"
down_revision = "0049"


def upgrade() -> None:
    op.execute("ALTER TABLE mayor_measure DROP CONSTRAINT branch_is_known")

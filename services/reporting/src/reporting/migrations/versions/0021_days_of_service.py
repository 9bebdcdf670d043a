"""Moves of a night count for the day of service that it belongs to."""

from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.execute(
        """
        UPDATE fact
           SET day = ((occurred_at AT TIME ZONE 'Europe/Brussels') - interval '6 hours')::date
         WHERE kind IN ('branch-shift-announced', 'branch-shift-detected')
        """
    )

"""What was heard of facts of a fine before a criminal court, and when the officer weighed it."""

from alembic import op

revision = "0069"
down_revision = "0068"

COLUMNS = """
ALTER TABLE gas_case
  ADD COLUMN prosecution varchar CONSTRAINT prosecution_is_known CHECK (
    prosecution IN ('vervolgt', 'geen_bewijs', 'vrijgesproken', 'veroordeeld')
  ),
  ADD COLUMN prosecution_bars boolean NOT NULL DEFAULT false,
  ADD COLUMN prosecution_weighed_on date
"""


def upgrade() -> None:
    op.execute(COLUMNS)

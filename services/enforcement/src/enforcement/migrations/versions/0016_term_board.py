"""Running terms by the day by which they must be done, for the term board."""

from alembic import op

revision = "0016"
down_revision = "0015"

INDEX = "CREATE INDEX case_term_runs ON case_term (safe_day, last_day) WHERE closed_at IS NULL"


def upgrade() -> None:
    op.execute(INDEX)

"""Decisions of the college about orders, by the numbers of its own system."""

from alembic import op

revision = "0076"
down_revision = "0075"

DECISIONS = """
CREATE TABLE college_decision (
  case_id uuid NOT NULL,
  meeting_on date NOT NULL,
  number varchar NOT NULL,
  outcome varchar NOT NULL CONSTRAINT outcome_is_known
    CHECK (outcome IN ('bevestigd', 'niet_bevestigd', 'uitgesteld')),
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (case_id, meeting_on)
)
"""


def upgrade() -> None:
    op.execute(DECISIONS)

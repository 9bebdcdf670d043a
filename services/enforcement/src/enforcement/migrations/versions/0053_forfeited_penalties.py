"""Forfeited penalty payments of the mayor's measures (NGW art. 133ter)."""

from alembic import op

revision = "0053"
down_revision = "0052"

FORFEITS = """
CREATE TABLE measure_forfeit (
  forfeit_id uuid PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES mayor_measure,
  means_id uuid NOT NULL REFERENCES measure_means,
  first_day date NOT NULL,
  last_day date NOT NULL,
  amount_cents integer NOT NULL,
  prescribes_on date NOT NULL,
  noted_at timestamptz NOT NULL,
  collected_on date
)
"""


def upgrade() -> None:
    op.execute("ALTER TABLE mayor_measure ADD COLUMN to_collect boolean NOT NULL DEFAULT false")
    op.execute(FORFEITS)
    op.execute("CREATE INDEX ix_measure_forfeit_case_id ON measure_forfeit (case_id)")

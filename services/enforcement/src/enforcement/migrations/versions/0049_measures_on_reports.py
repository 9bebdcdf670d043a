"""Measures on reports of the police: their reports, and places that no premises row names."""

from alembic import op

revision = "0049"
down_revision = "0048"

REPORTS = """
CREATE TABLE measure_report (
  case_id uuid NOT NULL REFERENCES mayor_measure,
  finding_id uuid NOT NULL,
  from_case_id uuid NOT NULL,
  PRIMARY KEY (case_id, finding_id)
)
"""
BY_FINDING = "CREATE INDEX ix_measure_report_finding_id ON measure_report (finding_id)"
CODES_TOO = "ALTER TABLE mayor_measure DROP CONSTRAINT mayor_measure_premises_id_fkey"


def upgrade() -> None:
    op.execute(REPORTS)
    op.execute(BY_FINDING)
    op.execute(CODES_TOO)

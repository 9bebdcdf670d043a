"""Visits with a day, and what is found in each room."""

from alembic import op

revision = "0034"
down_revision = "0033"

TABLES = """
CREATE TABLE planned_visit (
  visit_id uuid PRIMARY KEY,
  dossier_id uuid NOT NULL REFERENCES dossier,
  kind varchar NOT NULL,
  reason varchar NOT NULL,
  planned_for date NOT NULL,
  findings jsonb NOT NULL,
  completed_at timestamptz
);
CREATE INDEX ix_planned_visit_dossier_id ON planned_visit (dossier_id);
CREATE UNIQUE INDEX planned_visit_open ON planned_visit (dossier_id, kind)
  WHERE completed_at IS NULL;
"""


def upgrade() -> None:
    for statement in filter(str.strip, TABLES.split(";")):
        op.execute(statement)

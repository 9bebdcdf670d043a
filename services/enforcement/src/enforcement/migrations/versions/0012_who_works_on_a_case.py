"""Colleagues with their absences, assignments of cases, and days on which a case is followed up."""

from alembic import op

revision = "0012"
down_revision = "0011"

TABLES = """
CREATE TABLE colleague (
  colleague_id uuid PRIMARY KEY,
  subject varchar NOT NULL UNIQUE,
  function varchar NOT NULL,
  shown_as varchar,
  seen_on date NOT NULL,
  away_from date,
  away_until date
);
CREATE TABLE assignment (
  case_id uuid PRIMARY KEY,
  colleague_id uuid NOT NULL REFERENCES colleague,
  assigned_at timestamptz NOT NULL
);
CREATE INDEX ix_assignment_colleague_id ON assignment (colleague_id);
CREATE TABLE follow_up (
  case_id uuid PRIMARY KEY,
  on_day date NOT NULL,
  note varchar
)
"""


def upgrade() -> None:
    for statement in TABLES.split(";"):
        op.execute(statement)

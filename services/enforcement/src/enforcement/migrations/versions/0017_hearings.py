"""Hearings, their slots, and appeals."""

from alembic import op

revision = "0017"
down_revision = "0016"

TABLES = """
CREATE TABLE hearing_slot (
  slot_id uuid PRIMARY KEY,
  starts_at timestamptz NOT NULL,
  place varchar NOT NULL,
  case_id uuid
);
CREATE INDEX ix_hearing_slot_starts_at ON hearing_slot (starts_at);
CREATE TABLE hearing (
  case_id uuid NOT NULL REFERENCES gas_case,
  position integer NOT NULL,
  slot_id uuid REFERENCES hearing_slot,
  planned_at timestamptz,
  place varchar,
  interpreter varchar,
  with_lawyer boolean NOT NULL,
  invited_on date,
  outcome text CONSTRAINT outcome_is_known
    CHECK (outcome IN ('gehouden', 'niet_verschenen', 'ingetrokken', 'verplaatst')),
  ended_at timestamptz,
  PRIMARY KEY (case_id, position)
);
CREATE TABLE appeal (
  case_id uuid PRIMARY KEY REFERENCES gas_case,
  court text NOT NULL CONSTRAINT court_is_known
    CHECK (court IN ('politierechtbank', 'jeugdrechtbank')),
  lodged_on date NOT NULL,
  roll_number varchar,
  law_office varchar,
  file_sent_on date,
  first_amount integer NOT NULL
)
"""


def upgrade() -> None:
    for statement in TABLES.split(";"):
        op.execute(statement)

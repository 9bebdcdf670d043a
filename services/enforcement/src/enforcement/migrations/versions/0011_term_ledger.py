"""Pauses and extensions of running terms, each with a row that stays."""

from alembic import op

revision = "0011"
down_revision = "0010"

TABLES = """
ALTER TABLE case_term
  ADD COLUMN counted_by varchar,
  ADD COLUMN counted_version date,
  ADD COLUMN added_days integer NOT NULL DEFAULT 0,
  ADD COLUMN paused_on date;
CREATE TABLE case_term_change (
  position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  case_id uuid NOT NULL,
  term_id varchar NOT NULL,
  change varchar NOT NULL,
  on_day date NOT NULL,
  before date NOT NULL,
  after date NOT NULL,
  days integer,
  counted_by varchar,
  reason varchar NOT NULL,
  at timestamptz NOT NULL,
  actor_function varchar NOT NULL,
  actor_subject varchar NOT NULL,
  CONSTRAINT change_is_known CHECK (change IN ('gepauzeerd', 'hervat', 'verlengd'))
);
CREATE INDEX ix_case_term_change_case_id ON case_term_change (case_id);
REVOKE UPDATE, DELETE, TRUNCATE ON case_term_change FROM enforcement
"""


def upgrade() -> None:
    for statement in TABLES.split(";"):
        op.execute(statement)

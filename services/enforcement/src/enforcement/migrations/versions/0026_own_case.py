"""Codes of letters, by keyed digest, the sessions that they begin, and the tries that failed."""

from alembic import op

revision = "0026"
down_revision = "0025"

TABLES = """
CREATE TABLE case_access (
  access_id uuid PRIMARY KEY,
  letter_id uuid NOT NULL UNIQUE REFERENCES letter,
  case_id uuid NOT NULL,
  digest bytea NOT NULL UNIQUE,
  ends_at timestamptz NOT NULL
);
CREATE INDEX ix_case_access_case_id ON case_access (case_id);
CREATE TABLE case_session (
  digest bytea PRIMARY KEY,
  access_id uuid NOT NULL REFERENCES case_access,
  began_at timestamptz NOT NULL DEFAULT now(),
  seen_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX ix_case_session_access_id ON case_session (access_id);
CREATE TABLE code_try (
  source bytea PRIMARY KEY,
  tried_at timestamptz[] NOT NULL,
  last_at timestamptz NOT NULL
);
CREATE INDEX ix_code_try_last_at ON code_try (last_at);
"""


def upgrade() -> None:
    for statement in filter(str.strip, TABLES.split(";")):
        op.execute(statement)

"""Takings of the year file: who asked for which rows, and why. No line can be removed."""

from alembic import op

revision = "0013"
down_revision = "0012"

CHANGES = """
CREATE TABLE year_file_taking (
  taking_id uuid PRIMARY KEY,
  asked_at timestamptz NOT NULL,
  subject text NOT NULL,
  function text NOT NULL,
  organisation text NOT NULL,
  year integer NOT NULL,
  table_name text NOT NULL CONSTRAINT table_name_is_known CHECK (
    table_name IN ('clienten', 'contacten', 'activiteiten')
  ),
  format text NOT NULL CONSTRAINT format_is_known CHECK (format IN ('xlsx', 'csv')),
  purpose text NOT NULL,
  reason text,
  taken_at timestamptz,
  rows integer
);
CREATE INDEX ix_year_file_taking_asked_at ON year_file_taking (asked_at);
REVOKE DELETE, TRUNCATE ON year_file_taking FROM registry
"""


def upgrade() -> None:
    for statement in filter(str.strip, CHANGES.split(";")):
        op.execute(statement)

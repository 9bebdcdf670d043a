"""Cases for which recherche reads, and the case of each purpose that it says."""

from alembic import op

revision = "0013"
down_revision = "0012"

TABLES = """
CREATE TABLE research_case (
  id uuid PRIMARY KEY,
  reference varchar NOT NULL,
  source varchar NOT NULL,
  about uuid,
  owner varchar NOT NULL,
  opened_at timestamptz NOT NULL,
  closed_at timestamptz
);
CREATE UNIQUE INDEX research_case_open ON research_case (reference) WHERE closed_at IS NULL;
CREATE INDEX research_case_owner ON research_case (owner, opened_at);
CREATE TABLE case_choice (
  session bytea PRIMARY KEY,
  case_id uuid NOT NULL REFERENCES research_case,
  subject varchar NOT NULL,
  chosen_at timestamptz NOT NULL
);
ALTER TABLE purpose_grant ADD COLUMN within_case varchar;
"""


def upgrade() -> None:
    for statement in filter(str.strip, TABLES.split(";")):
        op.execute(statement)

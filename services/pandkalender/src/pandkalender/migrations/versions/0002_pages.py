"""Sessions of owners in a browser, rosters that wait for a yes, and proofs of declarations."""

from alembic import op

from chassis.web.login import upgrade as sessions

revision = "0002"
down_revision = "0001"

TABLES = """
CREATE TABLE roster_draft (
  draft_id uuid PRIMARY KEY,
  owner varchar NOT NULL,
  rows jsonb NOT NULL,
  made_at timestamptz NOT NULL
);
CREATE TABLE proof (
  shift_id uuid PRIMARY KEY REFERENCES shift,
  code varchar NOT NULL,
  made_at timestamptz NOT NULL
);
"""


def upgrade() -> None:
    sessions(op.execute)
    for statement in filter(str.strip, TABLES.split(";")):
        op.execute(statement)

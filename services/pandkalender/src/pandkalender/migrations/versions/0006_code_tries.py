"""Tries of workers' codes are counted for all instances together."""

from alembic import op

revision = "0006"
down_revision = "0005"

TABLES = """
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

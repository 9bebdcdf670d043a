"""The publications of a frozen year, and the words that people write beside its figures."""

from alembic import op

revision = "0016"
down_revision = "0015"

CHANGES = """
ALTER TABLE frozen_year ADD COLUMN freeze_id uuid;
ALTER TABLE frozen_year ADD COLUMN aggregate_ids jsonb NOT NULL DEFAULT '[]';
CREATE TABLE year_words (
  year integer NOT NULL,
  chapter text NOT NULL,
  version integer NOT NULL,
  words text NOT NULL,
  written_at timestamptz NOT NULL,
  written_by text NOT NULL,
  PRIMARY KEY (year, chapter, version)
);
REVOKE UPDATE, DELETE, TRUNCATE ON year_words FROM registry
"""


def upgrade() -> None:
    for statement in filter(str.strip, CHANGES.split(";")):
        op.execute(statement)

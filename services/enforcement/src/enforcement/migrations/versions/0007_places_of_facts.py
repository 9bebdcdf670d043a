"""The place of a fact that is no window premises: sealed at rest, as the offender is (DP-14)."""

from alembic import op

revision = "0007"
down_revision = "0006"

TABLES = """
CREATE TABLE fact_place (
  finding_id uuid PRIMARY KEY REFERENCES finding,
  said bytea NOT NULL
);
CREATE INDEX fact_place_said_key ON fact_place (substr(said, 1, 5));
"""


def upgrade() -> None:
    for statement in filter(str.strip, TABLES.split(";")):
        op.execute(statement)

"""Places of checks that have no declaration, sealed, and how long they are kept."""

from alembic import op

revision = "0038"
down_revision = "0037"

STATEMENTS = (
    "ALTER TABLE execution_check ADD COLUMN place bytea",
    "CREATE INDEX execution_check_place_key ON execution_check (substr(place, 1, 5))",
    # A month after the answer: by then a finding about the same place is written down.
    "INSERT INTO term (id, valid_from, days)"
    " VALUES ('databank.check_place_kept_days', '2010-01-01', 31)",
)


def upgrade() -> None:
    for statement in STATEMENTS:
        op.execute(statement)

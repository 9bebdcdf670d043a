"""Persons of a fine case: whose letter it is, who lacks one, and what a minor has."""

from alembic import op

revision = "0027"
down_revision = "0026"

TABLES = """
ALTER TABLE addressee ADD COLUMN person_id uuid;
CREATE INDEX ix_addressee_person_id ON addressee (person_id);
ALTER TABLE letter ADD COLUMN person_id uuid;
ALTER TABLE gas_case ADD COLUMN counsel_named_on date;
ALTER TABLE gas_case ADD COLUMN prosecutor_copied_on date;
ALTER TABLE gas_case ADD COLUMN prosecutor_copy_proof uuid;
ALTER TABLE gas_case ADD COLUMN untold integer NOT NULL DEFAULT 0;
ALTER TABLE gas_case ADD COLUMN unoffered integer NOT NULL DEFAULT 0;
ALTER TABLE gas_case ADD COLUMN undecided integer NOT NULL DEFAULT 0;
"""


def upgrade() -> None:
    for statement in filter(str.strip, TABLES.split(";")):
        op.execute(statement)

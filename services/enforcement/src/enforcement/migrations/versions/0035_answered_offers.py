"""Add the finder of the facts, as a second person read, and the day of an accepted service."""

from alembic import op

revision = "0035"
down_revision = "0034"

TABLES = """
ALTER TABLE gas_case ADD COLUMN service_accepted_on date;
ALTER TABLE gas_case ADD COLUMN finder varchar;
ALTER TABLE gas_case ADD COLUMN finder_checked_by varchar;
ALTER TABLE gas_case ADD COLUMN finder_checked_on date;
"""


def upgrade() -> None:
    for statement in filter(str.strip, TABLES.split(";")):
        op.execute(statement)

"""Sanctions of places that have no permit of the city."""

from alembic import op

revision = "0038"
down_revision = "0037"


def upgrade() -> None:
    op.execute("ALTER TABLE sanction_case ADD COLUMN unlisted boolean NOT NULL DEFAULT false")
    op.execute("ALTER TABLE sanction_case DROP CONSTRAINT sanction_case_premises_id_fkey")

"""Requests to the Council of State against a refused declaration or renewal."""

from alembic import op

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    op.execute(
        "ALTER TABLE dossier ADD COLUMN stayed_refusal_on date, ADD COLUMN notified_at timestamptz,"
        " ADD COLUMN contested boolean NOT NULL DEFAULT false,"
        " ADD COLUMN council_appeal boolean NOT NULL DEFAULT false"
    )

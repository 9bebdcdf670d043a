"""The type of permit of a declaration: rooms open for a window alone."""

from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.execute("ALTER TABLE declaration ADD COLUMN permit_type varchar NOT NULL DEFAULT 'raam'")

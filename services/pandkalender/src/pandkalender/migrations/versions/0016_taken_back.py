"""Whether a suspension or closure was taken back by whoever decided it, as if it never was."""

from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.execute("ALTER TABLE premises_fact ADD COLUMN taken_back boolean NOT NULL DEFAULT false")

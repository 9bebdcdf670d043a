"""The measured error of a linkage, beside the city totals that it made."""

from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.execute("ALTER TABLE care_linked_totals ADD COLUMN error jsonb")

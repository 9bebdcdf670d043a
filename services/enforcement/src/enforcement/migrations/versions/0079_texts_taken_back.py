"""Texts of letters that were agreed to and taken back before they held: when, and by whom."""

from alembic import op

revision = "0079"
down_revision = "0078"


def upgrade() -> None:
    op.execute(
        "ALTER TABLE letter_text ADD COLUMN withdrawn_at timestamptz,"
        " ADD COLUMN withdrawn_by varchar"
    )
    op.execute("GRANT UPDATE (withdrawn_at, withdrawn_by) ON letter_text TO enforcement")

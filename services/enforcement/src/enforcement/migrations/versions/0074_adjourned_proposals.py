"""Days to which a body adjourned the proposal of a sanction."""

from alembic import op

revision = "0074"
down_revision = "0073"


def upgrade() -> None:
    op.execute("ALTER TABLE sanction_case ADD COLUMN adjourned_to date")

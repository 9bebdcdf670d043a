"""When a closure was lifted before its end."""

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.execute("ALTER TABLE sanction_case ADD COLUMN reopened_at timestamptz")

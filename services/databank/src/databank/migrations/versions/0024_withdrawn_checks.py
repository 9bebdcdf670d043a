"""A check that was a slip can be withdrawn, with who did it and why."""

from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    op.execute("ALTER TABLE verification ADD COLUMN withdrawn_at timestamptz")
    op.execute("ALTER TABLE verification ADD COLUMN withdrawn_by varchar")
    op.execute("ALTER TABLE verification ADD COLUMN withdrawn_reason varchar")

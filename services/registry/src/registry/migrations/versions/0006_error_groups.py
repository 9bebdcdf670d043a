"""The errors of a delivery by kind, beside the first of them one by one."""

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.execute("ALTER TABLE delivery ADD COLUMN error_groups jsonb NOT NULL DEFAULT '[]'")

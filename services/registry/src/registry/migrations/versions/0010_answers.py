"""The organisation's answers to what stood out in its delivery."""

from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.execute("ALTER TABLE delivery ADD COLUMN answers jsonb NOT NULL DEFAULT '[]'")

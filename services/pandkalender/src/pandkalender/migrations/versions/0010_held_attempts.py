"""An attempt in a roster that was only looked at is held before the police hear of it."""

from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.execute("ALTER TABLE minor_attempt ADD COLUMN tell_at timestamptz")

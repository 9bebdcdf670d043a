"""A worker's code has an end, however often it is used; for those that are out, in two years."""

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.execute("ALTER TABLE worker_access ADD COLUMN ends_at timestamptz")
    op.execute("UPDATE worker_access SET ends_at = now() + interval '730 days'")

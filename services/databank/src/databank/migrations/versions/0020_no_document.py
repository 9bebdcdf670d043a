"""A validation may be kept without a document: a minor may have none."""

from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    op.execute("ALTER TABLE identity_validation ALTER COLUMN method DROP NOT NULL")

"""A list of tokens that were revoked, in the database of every service."""

from alembic import op

from chassis.web.revocations import TABLE

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.execute(TABLE)

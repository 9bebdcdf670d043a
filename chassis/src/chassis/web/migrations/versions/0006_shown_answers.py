"""An answer that is kept says to whom and for what it was given, and whom it showed."""

from alembic import op

from chassis.web.login import schema

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    schema.upgrade_0006(op.execute)

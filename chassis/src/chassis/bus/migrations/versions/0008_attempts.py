"""Add notes of tries that may end the process."""

from alembic import context, op

from chassis.bus import schema

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    schema.upgrade_0008(op.execute, context.config.attributes["service"])

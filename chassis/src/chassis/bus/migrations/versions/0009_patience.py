"""Add later tries of what failed, and partitions that stand since most fails."""

from alembic import context, op

from chassis.bus import schema

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    schema.upgrade_0009(op.execute, context.config.attributes["service"])

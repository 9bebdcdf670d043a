"""Whether a parked message came by its own key; terms of keeping, holds, and proof of erasure."""

from alembic import context, op

from chassis.bus import schema

revision = "0002"
down_revision = None


def upgrade() -> None:
    schema.upgrade_0002(op.execute, context.config.attributes["service"])

"""Tell who compares what broke a rule of the bus."""

from alembic import context, op

from chassis.bus import schema

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    schema.upgrade_0015(op.execute, context.config.attributes["service"])

"""Let what broke a rule of the bus hold up nobody."""

from alembic import context, op

from chassis.bus import schema

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    schema.upgrade_0007(op.execute, context.config.attributes["service"])

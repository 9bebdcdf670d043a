"""Find what is parked and may go on, however much waits behind."""

from alembic import context, op

from chassis.bus import schema

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    schema.upgrade_0018(op.execute, context.config.attributes["service"])

"""Find timers that failed without reading all of them."""

from alembic import context, op

from chassis.bus import schema

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    schema.upgrade_0014(op.execute, context.config.attributes["service"])

"""Note why a partition stands."""

from alembic import context, op

from chassis.bus import schema

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    schema.upgrade_0016(op.execute, context.config.attributes["service"])

"""Note the trace in which a deadline was set."""

from alembic import context, op

from chassis.bus import schema

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    schema.upgrade_0011(op.execute, context.config.attributes["service"])

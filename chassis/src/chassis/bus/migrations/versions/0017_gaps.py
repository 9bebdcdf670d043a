"""Tell each reader what came before, and note what it misses."""

from alembic import context, op

from chassis.bus import schema

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    schema.upgrade_0017(op.execute, context.config.attributes["service"])

"""Add orders of operators for a reader."""

from alembic import context, op

from chassis.bus import schema

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    schema.upgrade_0010(op.execute, context.config.attributes["service"])

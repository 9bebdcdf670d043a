"""Add rebuilds, and how far each share of one has come."""

from alembic import context, op

from chassis.bus import rebuild_schema

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    rebuild_schema.upgrade_0012(op.execute, context.config.attributes["service"])
